using Examlet.Time;

namespace Examlet.Workspaces;

/// <summary>
/// Periodic work for workspaces. Each piece runs by the clock of its workspace. A derived class enters no clock, and
/// cannot forget to.
/// </summary>
public abstract class WorkspaceWork<T>(TimeSpan interval, Sandboxes sandboxes, TimeProvider clock)
    : PeriodicWork(interval, clock)
{
    private readonly TimeProvider _clock = clock;

    /// <summary>The presents of all workspaces: the machine's first, then that of each sandbox with its ID.</summary>
    protected IEnumerable<(string? SandboxId, DateTimeOffset Now)> Presents =>
        sandboxes
            .All.Select(sandbox => ((string?)sandbox.WorkspaceId, _clock.MachineNow() + sandbox.Ahead))
            .Prepend((null, _clock.MachineNow()));

    /// <summary>The work that is due now. Runs by the machine's clock.</summary>
    protected abstract Task<IReadOnlyList<T>> DueAsync(CancellationToken cancellation);

    /// <summary>The workspace of the work.</summary>
    protected abstract string? WorkspaceOf(T work);

    /// <summary>Does one piece, by the clock of its workspace.</summary>
    protected abstract Task DoAsync(T work, CancellationToken cancellation);

    /// <summary>Does the work that is due now. Returns the number of pieces.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        var due = await DueAsync(cancellation);
        foreach (var work in due)
        {
            using var entered = WorkspaceTime.Enter(sandboxes.Of(WorkspaceOf(work)));
            await DoAsync(work, cancellation);
        }

        return due.Count;
    }

    /// <inheritdoc/>
    protected sealed override Task RoundAsync(CancellationToken cancellation) => SweepAsync(cancellation);
}

/// <summary>A piece of work that is due, and its workspace.</summary>
public sealed record Due
{
    public string Id { get; init; } = "";
    public string WorkspaceId { get; init; } = "";
}
