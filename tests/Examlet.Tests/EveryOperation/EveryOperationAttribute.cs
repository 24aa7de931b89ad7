using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Examlet.Tests.EveryOperation;

/// <summary>Runs a theory for every operation of the OpenAPI document, on every store: a new operation is tested from
/// the day it is described.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryOperationAttribute : DataAttribute
{
    /// <summary>Only those with this door (<see cref="Operation.Door"/>).</summary>
    public string? Door { get; init; }

    /// <summary>Only those whose path or query takes something.</summary>
    public bool WithParameters { get; init; }

    /// <summary>Only those with a body.</summary>
    public bool WithBody { get; init; }

    /// <summary>Only those whose answer ends: no event streams, which have tests of their own.</summary>
    public bool ThatEnd { get; init; }

    public override bool SupportsDiscoveryEnumeration() => true;

    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
        MethodInfo testMethod,
        DisposalTracker disposalTracker
    ) =>
        new([
            .. from operation in Operation.All
            where operation.Door is not null && (Door is null || operation.Door == Door)
            where !WithParameters || operation.PathParameters.Count + operation.Query.Count > 0
            where !ThatEnd || !operation.IsStream
            where !WithBody || operation.HasBody
            from store in Enum.GetValues<Store>()
            select (ITheoryDataRow)new TheoryDataRow(store, operation.Name),
        ]);
}
