namespace Examlet.Endings;

/// <summary>The services of this folder.</summary>
public static class EndingsServices
{
    /// <summary>What ends exam sessions.</summary>
    public static void AddEndings(this IServiceCollection services) =>
        services.AddSingleton<Settlement>().AddHostedService<OverdueSweeper>();
}
