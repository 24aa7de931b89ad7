using Examlet.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Examlet.Storage;

/// <summary>The services of this folder.</summary>
public static class StorageServices
{
    /// <summary>The database of the settings, unless there is one, and what watches it and its clock.</summary>
    public static void AddStorage(this IServiceCollection services)
    {
        services.TryAddSingleton(provider =>
            Database.Open(provider.GetRequiredService<IOptions<ExamletOptions>>().Value)
        );
        services
            .AddHostedService<StoreWatch>()
            .AddSingleton<ClockWatch>()
            .AddHostedService(provider => provider.GetRequiredService<ClockWatch>());
    }
}
