using System.Reflection;
using DbUp.Builder;
using DbUp.Engine;

namespace Examlet.Storage;

/// <summary>
/// The scripts in <c>Database/Migrations</c>, applied in the order of their names, once each, recorded in
/// <c>schemaversions</c>. A script such as <c>0001-first.sqlite.sql</c> is for one engine.
/// </summary>
internal static class Migrations
{
    public const string Sqlite = "sqlite";
    public const string PostgreSql = "postgresql";
    private const string Prefix = "migrations/";

    /// <summary>
    /// Applies the missing scripts in one transaction. Throws <see cref="InvalidOperationException"/> if a script fails
    /// (then nothing of this run stays) or if the schema is of a newer program.
    /// </summary>
    public static void Run(UpgradeEngineBuilder target, string engine) => Run(target, [.. Scripts(engine)]);

    /// <inheritdoc cref="Run(UpgradeEngineBuilder, string)"/>
    internal static void Run(UpgradeEngineBuilder target, IReadOnlyList<SqlScript> scripts)
    {
        var upgrade = target.WithScripts(scripts).WithTransaction().LogToNowhere().Build();
        RefuseNewerSchema(upgrade, scripts);
        var result = upgrade.PerformUpgrade();
        if (!result.Successful)
        {
            throw new InvalidOperationException(
                $"Migration {result.ErrorScript?.Name} failed and was rolled back: {result.Error.Message} "
                    + "The database is as it was before.",
                result.Error
            );
        }
    }

    private static void RefuseNewerSchema(UpgradeEngine upgrade, IReadOnlyList<SqlScript> scripts)
    {
        var known = scripts.Select(script => script.Name).ToHashSet(StringComparer.Ordinal);
        var unknown = upgrade.GetExecutedScripts().Where(name => !known.Contains(name)).ToList();
        if (unknown.Count > 0)
        {
            throw new InvalidOperationException(
                $"The database has the migration {unknown[0]}, which this program does not know: it was "
                    + "used by a newer Examlet. Start that version, or restore a backup made before the update."
            );
        }
    }

    internal static IEnumerable<SqlScript> Scripts(string engine)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            var parts = name.Split('.');
            if (parts.Length > 2 && parts[^2] != engine)
            {
                continue;
            }

            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return new SqlScript(name[Prefix.Length..], reader.ReadToEnd());
        }
    }
}
