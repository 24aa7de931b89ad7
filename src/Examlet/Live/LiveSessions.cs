using System.Collections.Concurrent;
using System.Threading.Channels;
using Examlet.EmbedSessions;
using Examlet.Http;
using Examlet.Storage;
using Examlet.Telemetry;
using Examlet.Time;

namespace Examlet.Live;

/// <summary>
/// Keeps the open pages of this node current. It reads changes of this node at once. It finds changes of other nodes in
/// <see cref="RecentChanges"/>, four times a second. Deadlines and expiries follow from the known facts. So each change
/// reaches a page within a second without any page asking. Idle pages cost the database next to nothing: one query for
/// all, and now and then a read of their own in case something was missed.
/// </summary>
public sealed partial class LiveSessions(
    Database database,
    ExamletMetrics metrics,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    ILogger<LiveSessions> logger
) : BackgroundService
{
    private const int Chunk = 500;

    /// <summary>
    /// The most pages of one student on this node. More are a flood, or streams that a network forgot to close. The
    /// oldest is ended, so that nobody fills the memory of all.
    /// </summary>
    private const int MaxPages = Limits.StudentStreams;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan RestAfterFault = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskedFor = TimeSpan.FromSeconds(10);
    private readonly RecentChanges _recent = new(database);
    private readonly ConcurrentDictionary<LiveStream, bool> _open = new();
    private readonly Dictionary<string, List<LiveStream>> _pages = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (long At, SandboxClock? Sandbox)> _asked = new(
        StringComparer.Ordinal
    );
    private readonly Channel<string> _changed = Channel.CreateUnbounded<string>(
        new UnboundedChannelOptions { SingleReader = true }
    );
    private long _faultAt;

    /// <summary>The number of open pages on this node.</summary>
    public int OpenPages => _open.Count;

    /// <summary>The exam sessions that have a page open on this node, each with the sandbox it belongs to.</summary>
    public Dictionary<string, SandboxClock?> OpenSessions()
    {
        var open = new Dictionary<string, SandboxClock?>(OpenPages, StringComparer.Ordinal);
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

    /// <summary>Records an open page of this session that polls, because streams do not reach it.</summary>
    public void Asked(string sessionId) => _asked[sessionId] = (clock.GetTimestamp(), WorkspaceTime.Current);

    /// <summary>Reads all pages again: a clock was moved.</summary>
    public void ChangedAll()
    {
        foreach (var stream in _open.Keys)
        {
            _changed.Writer.TryWrite(stream.EmbedSessionId);
        }
    }

    /// <summary>
    /// Opens a stream for a page on the clock of <paramref name="sandbox"/>. <see cref="Close"/> it when the page goes
    /// away.
    /// </summary>
    /// <param name="embedSessionId">The embed session of the page.</param>
    /// <param name="epoch">The epoch under which the page holds the session.</param>
    /// <param name="sandbox">The sandbox whose clock it follows.</param>
    /// <param name="holder">
    /// The exam session, if it is known: the limit of pages is for all its embed sessions together.
    /// </param>
    public LiveStream Open(string embedSessionId, long? epoch, SandboxClock? sandbox, string? holder = null)
    {
        var stream = new LiveStream(embedSessionId, epoch, sandbox, clock) { Holder = holder ?? embedSessionId };
        _open[stream] = true;
        lock (_pages)
        {
            if (!_pages.TryGetValue(stream.Holder, out var pages))
            {
                _pages[stream.Holder] = pages = [];
            }

            pages.Add(stream);
            if (pages.Count > MaxPages)
            {
                pages[0].End();
                pages.RemoveAt(0);
            }
        }

        _changed.Writer.TryWrite(embedSessionId);
        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            stream.End();
        }

        return stream;
    }

    /// <summary>Closes the stream of a page that has gone away.</summary>
    public void Close(LiveStream stream)
    {
        _open.TryRemove(stream, out _);
        lock (_pages)
        {
            if (_pages.TryGetValue(stream.Holder, out var pages) && pages.Remove(stream) && pages.Count == 0)
            {
                _pages.Remove(stream.Holder);
            }
        }
    }

    /// <summary>An exam session, an embed session or a user was changed here.</summary>
    private void Changed(string id)
    {
        if (!_open.IsEmpty)
        {
            _changed.Writer.TryWrite(id);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        database.RowChanged = Changed;
        metrics.Observe(
            "examlet.pages.open",
            "{page}",
            "Students' pages with an event stream on this node",
            () => OpenPages
        );
        using var ends = lifetime.ApplicationStopping.Register(EndAll);
        using var rounds = new Rounds(Interval, clock);
        var tick = rounds.NextAsync(stoppingToken).AsTask();
        var changed = _changed.Reader.WaitToReadAsync(stoppingToken).AsTask();
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAny(tick, changed);
            await Task.Yield();
            if (tick.IsCompletedSuccessfully)
            {
                tick = rounds.NextAsync(stoppingToken).AsTask();
                await LookAsync(stoppingToken);
            }

            if (changed.IsCompletedSuccessfully)
            {
                var ids = new HashSet<string>(StringComparer.Ordinal);
                while (_changed.Reader.TryRead(out var id))
                {
                    ids.Add(id);
                }

                changed = _changed.Reader.WaitToReadAsync(stoppingToken).AsTask();
                await RefreshAsync(stream => stream.Concerns(ids), stoppingToken);
            }
        }
    }

    private void EndAll()
    {
        foreach (var stream in _open.Keys)
        {
            stream.End();
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        if (_open.IsEmpty)
        {
            _recent.Reset();
            return;
        }

        var now = clock.Now();
        foreach (var (stream, _) in _open)
        {
            stream.Wake(now);
        }

        if (_faultAt != 0 && clock.GetElapsedTime(_faultAt) < RestAfterFault)
        {
            return;
        }

        try
        {
            _faultAt = 0;
            var ids = await _recent.LookAsync(cancellation);
            await RefreshAsync(stream => stream.IsStale || (ids.Count > 0 && stream.Concerns(ids)), cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Fail(fault);
        }
    }

    private async Task RefreshAsync(Func<LiveStream, bool> isWanted, CancellationToken cancellation)
    {
        foreach (
            var some in _open
                .Select(open => open.Key)
                .Where(isWanted)
                .GroupBy(stream => stream.EmbedSessionId, StringComparer.Ordinal)
                .Chunk(Chunk)
        )
        {
            try
            {
                var entries = await database.ReadAsync(
                    reader => SessionEntryStore.ReadAsync(reader, [.. some.Select(group => group.Key)]),
                    cancellation
                );
                var now = clock.Now();
                foreach (var stream in some.SelectMany(group => group))
                {
                    stream.Offer(LiveFacts.Of(entries.GetValueOrDefault(stream.EmbedSessionId)), now);
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                foreach (var stream in some.SelectMany(group => group))
                {
                    stream.Forget();
                }

                Fail(fault);
            }
        }
    }

    private void Fail(Exception fault)
    {
        _faultAt = clock.GetTimestamp();
        Log.RefreshFailed(logger, fault.Message);
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Warning, "Open pages were not refreshed; the next try is in a second: {Reason}")]
        public static partial void RefreshFailed(ILogger logger, string reason);
    }
}
