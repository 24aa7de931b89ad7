using System.Threading.Channels;
using Examlet.Http;
using Examlet.Sandbox;

namespace Examlet.ExamSessions;

/// <summary>What one open page is told: the newest state of what its secret opens.</summary>
public sealed class LiveStream(string embedSessionId, TimeProvider clock, Action<LiveStream> close) : IDisposable
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestUnread = TimeSpan.FromSeconds(30);
    private readonly Channel<SessionEntry?> _entries = Channel.CreateBounded<SessionEntry?>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private volatile SessionEntry? _newest;
    private long _readAt;
    private long _offeredAt;
    private TimeSpan _aheadOffered;

    public string EmbedSessionId => embedSessionId;

    /// <summary>The sandbox of the request that opened it.</summary>
    public SandboxClock? Sandbox { get; } = WorkspaceTime.Current;

    /// <summary>How far the clock of that sandbox is ahead now; zero without one.</summary>
    public TimeSpan Ahead => Sandbox?.Ahead ?? TimeSpan.Zero;

    /// <summary>The exam session; null until it is known, and before the start.</summary>
    public string? SessionId => _newest?.Session?.Id;

    public IAsyncEnumerable<SessionEntry?> ReadAllAsync(CancellationToken cancellation) => _entries.Reader.ReadAllAsync(cancellation);

    internal bool Concerns(HashSet<string> ids) => ids.Contains(embedSessionId)
        || (_newest is { } known && (ids.Contains(known.Embed.Actor) || (known.Session is { } session && ids.Contains(session.Id))));

    /// <summary>True when the database should be asked again: it was not yet, the last try failed, or it is long ago.</summary>
    internal bool IsStale => Volatile.Read(ref _readAt) is var read && (read == 0 || clock.GetElapsedTime(read) >= LongestUnread);

    /// <summary>What was read of it cannot be relied on any more.</summary>
    internal void Forget() => Volatile.Write(ref _readAt, 0);

    internal void Offer(SessionEntry? entry)
    {
        _newest = entry;
        Volatile.Write(ref _readAt, clock.GetTimestamp());
        _offeredAt = clock.GetTimestamp();
        _aheadOffered = Ahead;
        _entries.Writer.TryWrite(entry);
    }

    /// <summary>Lets the page look again at what is known, when time alone has changed what it must be told, or it has heard nothing for long.</summary>
    internal void Wake()
    {
        if (_newest is { } known && (clock.GetElapsedTime(_offeredAt) >= LongestSilence || _aheadOffered != Ahead || NextMoment(known) <= clock.Now() + Ahead))
        {
            _offeredAt = clock.GetTimestamp();
            _aheadOffered = Ahead;
            _entries.Writer.TryWrite(known);
        }
    }

    /// <summary>Ends what the page reads; it may ask again.</summary>
    internal void End() => _entries.Writer.TryComplete();

    public void Dispose() => close(this);

    private static DateTimeOffset NextMoment(SessionEntry entry) =>
        entry.Session?.DeadlineAt is { } deadline && deadline < entry.Embed.ExpiresAt ? deadline : entry.Embed.ExpiresAt;
}
