namespace Examlet.Live;

/// <summary>The services of this folder.</summary>
public static class LiveServices
{
    /// <summary>What open pages hear.</summary>
    public static void AddLive(this IServiceCollection services) =>
        services.AddSingleton<LiveSessions>().AddHostedService(provider => provider.GetRequiredService<LiveSessions>());
}
