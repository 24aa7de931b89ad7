using System.Collections.Concurrent;

namespace Examlet.Pipeline;

/// <summary>The use of every holder on this node, kept some minutes longer than it lasts.</summary>
internal sealed class Uses(TimeProvider clock)
{
    private static readonly TimeSpan Retention = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<string, Use> _uses = new(StringComparer.Ordinal);
    private long _sweptAt = clock.GetTimestamp();

    /// <summary>The use of the holder with that ID: of an API key, an embed session, an exam session, or a monitor
    /// link.</summary>
    public Use Of(string holder)
    {
        var use = _uses.GetOrAdd(holder, static (_, time) => new Use(time), clock);
        use.Touch();
        Sweep();
        return use;
    }

    /// <summary>
    /// Joins the uses of an embed session and its exam session: several embed sessions give a student no more. The
    /// store named the exam session while it served a request, so nothing is looked up.
    /// </summary>
    public Use Bind(string embedSessionId, string sessionId)
    {
        var use = Of(embedSessionId);
        if (use.SessionId == sessionId)
        {
            return use;
        }

        var shared = Of(sessionId);
        shared.SessionId = sessionId;
        if (use.SessionId is null)
        {
            shared.Add(use);
        }

        _uses[embedSessionId] = shared;
        return shared;
    }

    private void Sweep()
    {
        var sweptAt = Volatile.Read(ref _sweptAt);
        if (
            clock.GetElapsedTime(sweptAt) < SweepEvery
            || Interlocked.CompareExchange(ref _sweptAt, clock.GetTimestamp(), sweptAt) != sweptAt
        )
        {
            return;
        }

        foreach (var (holder, use) in _uses)
        {
            if (use.IsIdle && use.Unused > Retention)
            {
                _uses.TryRemove(holder, out _);
            }
        }
    }
}
