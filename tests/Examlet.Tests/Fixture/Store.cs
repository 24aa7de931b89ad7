using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Examlet.Tests.Fixture;

/// <summary>The databases that Examlet runs on.</summary>
public enum Store
{
    Sqlite,
    PostgreSql,
}

/// <summary>
/// Runs a theory once on every store, with the store as its first argument and <paramref name="more"/> as the others.
/// A store that is missing on the machine fails its tests: nothing is skipped in silence.
/// </summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class AllStoresAttribute(params object?[]? more) : DataAttribute
{
    public override bool SupportsDiscoveryEnumeration() => true;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod,
        DisposalTracker disposalTracker
    ) =>
        new(
            Enum.GetValues<Store>()
                .Select(store => (ITheoryDataRow)new TheoryDataRow([store, .. more ?? [null]]))
                .ToList()
        );
}
