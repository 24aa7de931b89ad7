namespace Examlet.Workspaces;

/// <summary>The services of this folder.</summary>
public static class WorkspacesServices
{
    /// <summary>The first start, and the clocks of sandboxes. The schema is there when the start is done.</summary>
    public static void AddWorkspaces(this IServiceCollection services) =>
        services
            .AddSingleton<FirstStart>()
            .AddHostedService(provider => provider.GetRequiredService<FirstStart>())
            .AddSingleton<Sandboxes>()
            .AddHostedService(provider => provider.GetRequiredService<Sandboxes>());
}
