using System.Collections.Concurrent;
using System.Threading.Channels;
using Examlet.Sandbox;
using Examlet.Telemetry;

namespace Examlet.ExamSessions;

/// <summary>
/// Keeps the open pages of this node current: reads what their secrets open once a second, all together, and at once for what was changed here. So
/// a deadline, an expiry or a change on another node reaches a page within a second without any page asking.
/// </summary>
public sealed partial class LiveSessions(Database.Database database, ExamletMetrics metrics, TimeProvider clock, ILogger<LiveSessions> logger) : BackgroundService
{
    private const int Chunk = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskedFor = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<LiveStream, bool> _open = new();
    private readonly ConcurrentDictionary<string, (long At, SandboxClock? Sandbox)> _asked = new(StringComparer.Ordinal);
    private readonly Channel<string> _changed = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>How many pages are open on this node.</summary>
    public int OpenPages => _open.Count;

    /// <summary>The exam sessions that have a page open on this node, each with the sandbox it belongs to.</summary>
    public Dictionary<string, SandboxClock?> OpenSessions()
    {
        var open = new Dictionary<string, SandboxClock?>(StringComparer.Ordinal);
        foreach (var stream in _open.Keys)
        {
            if (stream.SessionId is { } id)
            {
                open[id] = stream.Sandbox;
            }
        }

        foreach (var (id, (at, sandbox)) in _asked)
        {
            if (clock.GetElapsedTime(at) > AskedFor)
            {
                _asked.TryRemove(id, out _);
            }
            else
            {
                open.TryAdd(id, sandbox);
            }
        }

        return open;
    }

    /// <summary>Says that a page of this session is open that asks, because streams do not reach it.</summary>
    public void Asked(string sessionId) => _asked[sessionId] = (clock.GetTimestamp(), WorkspaceTime.Current);

    /// <summary>Says that anything may have changed: a clock was moved.</summary>
    public void ChangedAll()
    {
        foreach (var stream in _open.Keys)
        {
            _changed.Writer.TryWrite(stream.EmbedSessionId);
        }
    }

    /// <summary>Opens a stream for a page; dispose it when the page goes away.</summary>
    public LiveStream Open(string embedSessionId)
    {
        var stream = new LiveStream(embedSessionId, closed => _open.TryRemove(closed, out _));
        _open[stream] = true;
        _changed.Writer.TryWrite(embedSessionId);
        return stream;
    }

    /// <summary>Says that an exam session was changed here; null is ignored.</summary>
    public void Changed(ExamSession? session)
    {
        if (session is not null)
        {
            Changed(session.Id);
        }
    }

    /// <summary>Says that the exam session or embed session with this ID was changed here.</summary>
    public void Changed(string id)
    {
        if (!_open.IsEmpty)
        {
            _changed.Writer.TryWrite(id);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Observe("examlet.pages.open", "{page}", "Students' pages with an event stream on this node", () => OpenPages);
        using var timer = new PeriodicTimer(Interval, clock);
        var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
        var changed = _changed.Reader.WaitToReadAsync(stoppingToken).AsTask();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAny(tick, changed);
            if (tick.IsCompletedSuccessfully)
            {
                tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
                await RefreshAsync([.. _open.Keys], stoppingToken);
            }

            if (changed.IsCompletedSuccessfully)
            {
                var ids = new HashSet<string>(StringComparer.Ordinal);
                while (_changed.Reader.TryRead(out var id))
                {
                    ids.Add(id);
                }

                changed = _changed.Reader.WaitToReadAsync(stoppingToken).AsTask();
                await RefreshAsync([.. _open.Keys.Where(stream => stream.Concerns(ids))], stoppingToken);
            }
        }
    }

    private async Task RefreshAsync(List<LiveStream> streams, CancellationToken cancellation)
    {
        foreach (var some in streams.GroupBy(stream => stream.EmbedSessionId, StringComparer.Ordinal).Chunk(Chunk))
        {
            try
            {
                var entries = await database.ReadAsync(
                    session => SessionEntryStore.ReadAsync(session, [.. some.Select(group => group.Key)], forUpdate: false), cancellation);
                foreach (var stream in some.SelectMany(group => group))
                {
                    stream.Offer(entries.GetValueOrDefault(stream.EmbedSessionId));
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.RefreshFailed(logger, fault.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Warning, "Open pages were not refreshed; the next try is in a second: {Reason}")]
        public static partial void RefreshFailed(ILogger logger, string reason);
    }
}

/// <summary>What one open page is told: the newest state of what its secret opens.</summary>
public sealed class LiveStream(string embedSessionId, Action<LiveStream> close) : IDisposable
{
    private readonly Channel<SessionEntry?> _entries = Channel.CreateBounded<SessionEntry?>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private volatile string? _sessionId;

    public string EmbedSessionId => embedSessionId;

    /// <summary>The sandbox of the request that opened it.</summary>
    public SandboxClock? Sandbox { get; } = WorkspaceTime.Current;

    /// <summary>The exam session; null until it is known, and before the start.</summary>
    public string? SessionId => _sessionId;

    public IAsyncEnumerable<SessionEntry?> ReadAllAsync(CancellationToken cancellation) => _entries.Reader.ReadAllAsync(cancellation);

    internal bool Concerns(HashSet<string> ids) => ids.Contains(embedSessionId) || (_sessionId is { } id && ids.Contains(id));

    internal void Offer(SessionEntry? entry)
    {
        _sessionId = entry?.Session?.Id;
        _entries.Writer.TryWrite(entry);
    }

    public void Dispose() => close(this);
}
