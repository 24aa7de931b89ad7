namespace Examlet.Pages;

/// <summary>The services of this folder.</summary>
public static class PagesServices
{
    /// <summary>The files and texts of the pages.</summary>
    public static void AddPages(this IServiceCollection services) =>
        services.AddSingleton<PlayerAssets>().AddSingleton<PlayerMessages>();
}
