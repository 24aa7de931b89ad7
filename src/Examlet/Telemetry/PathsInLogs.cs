namespace Examlet.Telemetry;

/// <summary>
/// Keeps paths out of the log: the path of an embed or of a monitor is a secret. The framework's own request lines and
/// those of authentication stay silent below warnings. The category of the request's log scope, which has the path too,
/// is off. No setting of logging changes that, whether for one provider or for a narrower category.
/// </summary>
internal static class PathsInLogs
{
    private const string Silent = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>
    /// The last category writes a line for each request without a credential: anybody could fill the log.
    /// <c>examlet.unauthenticated</c> counts these requests.
    /// </summary>
    private static readonly string[] OnlyWarnings = ["Microsoft.AspNetCore", "System.Net.Http", "Examlet.Access"];

    public static void KeepPathsOutOfLogs(this IServiceCollection services) =>
        services.PostConfigure<LoggerFilterOptions>(filters =>
        {
            for (var i = 0; i < filters.Rules.Count; i++)
            {
                var rule = filters.Rules[i];
                filters.Rules[i] = new LoggerFilterRule(
                    rule.ProviderName,
                    rule.CategoryName,
                    rule.LogLevel,
                    (provider, category, level) =>
                        MayTell(category, level) && rule.Filter?.Invoke(provider, category, level) != false
                );
            }

            // For what no rule names; any other rule goes before it.
            filters.Rules.Insert(
                0,
                new LoggerFilterRule(
                    providerName: null,
                    categoryName: null,
                    filters.MinLevel,
                    (_, category, level) => MayTell(category, level)
                )
            );
        });

    private static bool MayTell(string? category, LogLevel level) =>
        category is null
        || (
            !IsOf(Silent, category)
            && (level >= LogLevel.Warning || !Array.Exists(OnlyWarnings, named => IsOf(named, category)))
        );

    private static bool IsOf(string named, string category) =>
        category.StartsWith(named, StringComparison.OrdinalIgnoreCase);
}
