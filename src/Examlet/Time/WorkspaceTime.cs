#pragma warning disable RS0030 // the one thing that follows the flow of work
namespace Examlet.Time;

/// <summary>The clock of one sandbox: how far it runs ahead. It may move during a request that follows it.</summary>
public sealed class SandboxClock(string workspaceId, TimeSpan ahead)
{
    private long _ahead = ahead.Ticks;

    public string WorkspaceId => workspaceId;

    public TimeSpan Ahead => TimeSpan.FromTicks(Volatile.Read(ref _ahead));

    /// <summary>
    /// Moves the clock on to a value that was read. It never goes back: two reads may arrive here in the wrong order.
    /// </summary>
    public void MoveTo(TimeSpan ahead)
    {
        for (var known = Volatile.Read(ref _ahead); ahead.Ticks > known; )
        {
            var before = Interlocked.CompareExchange(ref _ahead, ahead.Ticks, known);
            if (before == known)
            {
                return;
            }

            known = before;
        }
    }
}

/// <summary>
/// The clock of the program: the machine's own, and ahead of it for work of a sandbox. Work that was not entered with
/// <see cref="Enter"/> follows the machine. Timers and timestamps always do.
/// </summary>
public sealed class WorkspaceTime(TimeProvider machine) : TimeProvider
{
    private static readonly AsyncLocal<SandboxClock?> Followed = new();

    /// <summary>The sandbox that the work under way belongs to; null for all other work.</summary>
    public static SandboxClock? Current => Followed.Value;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => machine.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => machine.TimestampFrequency;

    /// <summary>Assigns this flow of work to that sandbox (null: to none), until the result is disposed.</summary>
    public static IDisposable Enter(SandboxClock? clock)
    {
        var before = Followed.Value;
        Followed.Value = clock;
        return new Leaving(before);
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() =>
        Followed.Value is { } sandbox ? machine.GetUtcNow() + sandbox.Ahead : machine.GetUtcNow();

    /// <inheritdoc/>
    public override long GetTimestamp() => machine.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        machine.CreateTimer(callback, state, dueTime, period);

    private sealed class Leaving(SandboxClock? before) : IDisposable
    {
        public void Dispose() => Followed.Value = before;
    }
}

/// <summary>The present for work that belongs to no workspace.</summary>
public static class MachineTime
{
    /// <summary>The present of the machine, whatever sandbox the work under way belongs to; whole
    /// milliseconds.</summary>
    public static DateTimeOffset MachineNow(this TimeProvider clock)
    {
        using var entered = WorkspaceTime.Enter(clock: null);
        return clock.Now();
    }
}
