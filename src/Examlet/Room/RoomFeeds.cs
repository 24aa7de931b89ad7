using Examlet.Http;
using Examlet.Telemetry;
using Examlet.Time;

namespace Examlet.Room;

/// <summary>
/// The open monitor pages of this node, by exam. A watched room is read once a second, in one statement, for all its
/// pages. A room without watchers is dropped only after the second in which it was read, so pages that come and go
/// cannot cause more reads.
/// </summary>
internal sealed partial class RoomFeeds : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly RoomView _view;
    private readonly TimeProvider _clock;
    private readonly ILogger<RoomFeeds> _logger;
    private readonly CancellationToken _stopping;
    private readonly CancellationTokenRegistration _ends;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Feed> _feeds = new(StringComparer.Ordinal);
    private readonly List<RoomWatcher> _watchers = [];
    private readonly Dictionary<string, (long Since, int Count)> _opening = new(StringComparer.Ordinal);

    public RoomFeeds(
        RoomView view,
        ExamletMetrics metrics,
        TimeProvider clock,
        IHostApplicationLifetime lifetime,
        ILogger<RoomFeeds> logger
    )
    {
        (_view, _clock, _logger, _stopping) = (view, clock, logger, lifetime.ApplicationStopping);
        _ends = _stopping.Register(EndAll);
        metrics.Observe(
            "examlet.monitors.open",
            "{page}",
            "Monitor pages with an event stream on this node",
            () => OpenPages
        );
    }

    /// <summary>How many monitor pages are open on this node.</summary>
    public int OpenPages
    {
        get
        {
            lock (_lock)
            {
                return _watchers.Count;
            }
        }
    }

    /// <summary>
    /// Counts an opening page of a link. True if more open at once than any browser opens: such a page costs no
    /// statement and gets no answer.
    /// </summary>
    public bool IsFlood(string linkId)
    {
        lock (_lock)
        {
            foreach (
                var (old, _) in _opening
                    .Where(opening => _clock.GetElapsedTime(opening.Value.Since) >= Interval)
                    .ToList()
            )
            {
                _opening.Remove(old);
            }

            var (since, count) = _opening.GetValueOrDefault(linkId, (_clock.GetTimestamp(), 0));
            _opening[linkId] = (since, count + 1);
            return count >= Limits.MonitorOpenings;
        }
    }

    /// <summary>Opens a stream for a page of a link. <see cref="Close"/> it when the page goes away.</summary>
    public RoomWatcher Open(MonitorLink link, SandboxClock? sandbox)
    {
        var watcher = new RoomWatcher(link, sandbox);
        lock (_lock)
        {
            MakeRoom(other => other.Link.Id == link.Id, Limits.MonitorStreams);
            MakeRoom(other => other.Link.CreatedBy == link.CreatedBy, Limits.MakerStreams);
            _watchers.Add(watcher);
            if (!_feeds.TryGetValue(link.ExamId, out var feed))
            {
                _feeds[link.ExamId] = feed = new Feed(link.ExamId, sandbox);
                using (ExecutionContext.SuppressFlow())
                {
                    // It outlives the request that it began with.
                    _ = Task.Run(() => RunAsync(feed), CancellationToken.None);
                }
            }

            feed.Add(watcher);
        }

        if (_stopping.IsCancellationRequested)
        {
            watcher.End();
        }

        return watcher;
    }

    /// <summary>Closes the stream of a page that has gone away.</summary>
    public void Close(RoomWatcher watcher)
    {
        lock (_lock)
        {
            _watchers.Remove(watcher);
            _feeds.GetValueOrDefault(watcher.Link.ExamId)?.Watchers.Remove(watcher);
        }
    }

    public void Dispose() => _ends.Dispose();

    /// <summary>
    /// Ends the oldest of some watchers if they have reached <paramref name="most"/>. An ended watcher does not count
    /// any more.
    /// </summary>
    private void MakeRoom(Predicate<RoomWatcher> some, int most)
    {
        var open = _watchers.FindAll(some);
        foreach (var oldest in open.Take(open.Count - most + 1))
        {
            _watchers.Remove(oldest);
            oldest.CrowdOut();
        }
    }

    private async Task RunAsync(Feed feed)
    {
        using var entered = WorkspaceTime.Enter(feed.Sandbox);
        using var rounds = new Rounds(Interval, _clock);
        try
        {
            while (LinksOf(feed) is { } links)
            {
                var seen = await _view.OfAsync(feed.ExamId, links, feed.Progress, _stopping);
                Tell(feed, RoomMoment.After(feed.Moment, seen, _clock.Now(), feed.Sandbox?.Ahead));
                await rounds.NextAsync(_stopping);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The server stops; every stream was ended.
        }
        catch (Exception fault)
        {
            Log.NotRead(_logger, fault.Message);
            Drop(feed);
        }
    }

    /// <summary>The links by which a room is watched. Null if nobody watches it; then the room is dropped.</summary>
    private HashSet<string>? LinksOf(Feed feed)
    {
        lock (_lock)
        {
            if (feed.Watchers.Count > 0)
            {
                return feed.Watchers.Select(watcher => watcher.Link.Id).ToHashSet(StringComparer.Ordinal);
            }

            _feeds.Remove(feed.ExamId);
            return null;
        }
    }

    private void Tell(Feed feed, RoomMoment moment)
    {
        lock (_lock)
        {
            feed.Moment = moment;
            feed.Watchers.ForEach(watcher => watcher.Offer(moment));
        }
    }

    /// <summary>
    /// Drops a room that could not be read. Its pages get nothing old; they open their streams again.
    /// </summary>
    private void Drop(Feed feed)
    {
        lock (_lock)
        {
            _feeds.Remove(feed.ExamId);
            feed.Watchers.ForEach(watcher => watcher.End());
        }
    }

    private void EndAll()
    {
        lock (_lock)
        {
            _watchers.ForEach(watcher => watcher.End());
        }
    }

    /// <summary>One room and who watches it.</summary>
    private sealed class Feed(string examId, SandboxClock? sandbox)
    {
        public string ExamId => examId;
        public SandboxClock? Sandbox => sandbox;
        public List<RoomWatcher> Watchers { get; } = [];
        public RoomProgress Progress { get; } = new();
        public RoomMoment? Moment { get; set; }

        public void Add(RoomWatcher watcher)
        {
            Watchers.Add(watcher);
            if (Moment is { } known)
            {
                watcher.Offer(known);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3102, LogLevel.Warning, "A room could not be read; its monitor pages open again: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);
    }
}
