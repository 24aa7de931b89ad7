using Examlet.Time;

namespace Examlet.Live;

/// <summary>What one open page is told: the newest state of what its secret opens. Thousands are open that hear nothing
/// for hours: each keeps as little as it can.</summary>
public sealed class LiveStream
{
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestUnread = TimeSpan.FromSeconds(30);
    private readonly TimeProvider _clock;
    private TaskCompletionSource _news = NoNews();
    private volatile LiveFacts? _facts;
    private volatile bool _isEnded;
    private volatile bool _hasSpoken;
    private long _readAt;
    private long _spokeAt;
    private TimeSpan _aheadTold;

    internal LiveStream(string embedSessionId, long? epoch, SandboxClock? sandbox, TimeProvider clock)
    {
        EmbedSessionId = embedSessionId;
        Page = new LivePage(epoch);
        Sandbox = sandbox;
        _clock = clock;
        _spokeAt = clock.GetTimestamp();
        _aheadTold = Ahead;
    }

    public string EmbedSessionId { get; }

    /// <summary>For whom its pages are counted: the exam session, or the embed session while that is not
    /// known.</summary>
    internal string Holder { get; init; } = "";

    /// <summary>The sandbox of the request that opened it.</summary>
    public SandboxClock? Sandbox { get; }

    /// <summary>How far the clock of that sandbox is ahead now; zero without one.</summary>
    public TimeSpan Ahead => Sandbox?.Ahead ?? TimeSpan.Zero;

    /// <summary>The exam session that this page works on; null until it is known, before the start, and for a page that
    /// hears only of the end of access.</summary>
    public string? SessionId => Page.HearsEndOnly ? null : _facts?.SessionId;

    /// <summary>What the page was told.</summary>
    internal LivePage Page { get; }

    /// <summary>The number of the last announcement it was told.</summary>
    internal long Announced { get; set; }

    /// <summary>What is known; null as well when the embed session is gone.</summary>
    internal LiveFacts? Facts => _facts;

    /// <summary>True when nothing was said yet, or for so long that the page, or what is between, may take the stream
    /// for dead.</summary>
    internal bool IsSilent => !_hasSpoken || _clock.GetElapsedTime(Volatile.Read(ref _spokeAt)) >= LongestSilence;

    /// <summary>True when the database should be asked again: it was not yet, the last try failed, or it is long
    /// ago.</summary>
    internal bool IsStale =>
        Volatile.Read(ref _readAt) is var read && (read == 0 || _clock.GetElapsedTime(read) >= LongestUnread);

    /// <summary>Done when there may be something to tell, or the stream has ended.</summary>
    internal Task News => Volatile.Read(ref _news).Task;

    /// <summary>To be called when <see cref="News"/> is done and before anything is looked at, so that what comes from
    /// now on is news again. False when the stream has ended.</summary>
    internal bool TakeNews()
    {
        Interlocked.Exchange(ref _news, NoNews());
        _aheadTold = Ahead;
        return !_isEnded;
    }

    /// <summary>Something was said.</summary>
    internal void Spoke()
    {
        _hasSpoken = true;
        Volatile.Write(ref _spokeAt, _clock.GetTimestamp());
    }

    /// <summary>The page went away, or the server stops.</summary>
    internal void End()
    {
        _isEnded = true;
        Volatile.Read(ref _news).TrySetResult();
    }

    internal bool Concerns(HashSet<string> ids) =>
        ids.Contains(EmbedSessionId)
        || (
            _facts is { } known
            && (ids.Contains(known.Actor) || (known.SessionId is { } session && ids.Contains(session)))
        );

    /// <summary>What was read of it cannot be relied on any more.</summary>
    internal void Forget() => Volatile.Write(ref _readAt, 0);

    internal void Offer(LiveFacts? facts, DateTimeOffset now)
    {
        Volatile.Write(ref _readAt, _clock.GetTimestamp());
        if (facts is not null && facts == _facts)
        {
            Wake(now);
            return;
        }

        _facts = facts;
        Volatile.Read(ref _news).TrySetResult();
    }

    /// <summary>Lets the page look again at what is known, when time alone has changed what it must be told, or it has
    /// heard nothing for long.</summary>
    internal void Wake(DateTimeOffset now)
    {
        if (
            _facts is { } known
            && (IsSilent || _aheadTold != Ahead || (Page.HearsEndOnly ? known.EndsAt : known.NextMoment) <= now + Ahead)
        )
        {
            Volatile.Read(ref _news).TrySetResult();
        }
    }

    private static TaskCompletionSource NoNews() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
