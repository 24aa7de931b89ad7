using Examlet.Time;

namespace Examlet.Live;

/// <summary>
/// The stream of one open page: the newest state that its secret opens. Thousands of idle streams are open for hours,
/// so each keeps as little as it can.
/// </summary>
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

    /// <summary>
    /// The holder whose pages are counted: the exam session, or the embed session while that is not known.
    /// </summary>
    internal string Holder { get; init; } = "";

    /// <summary>The sandbox of the request that opened it.</summary>
    public SandboxClock? Sandbox { get; }

    /// <summary>How far the clock of that sandbox is ahead now; zero without a sandbox.</summary>
    public TimeSpan Ahead => Sandbox?.Ahead ?? TimeSpan.Zero;

    /// <summary>
    /// The exam session that this page works on; null until it is known, before the start, and for a page that is told
    /// only of the end of access.
    /// </summary>
    public string? SessionId => Page.HearsEndOnly ? null : _facts?.SessionId;

    /// <summary>What the page was told.</summary>
    internal LivePage Page { get; }

    /// <summary>The number of the last announcement it was told.</summary>
    internal long Announced { get; set; }

    /// <summary>The known facts; also null if the embed session is gone.</summary>
    internal LiveFacts? Facts => _facts;

    /// <summary>
    /// True if nothing was sent yet, or for so long that the page, or something between, may take the stream for dead.
    /// </summary>
    internal bool IsSilent => !_hasSpoken || _clock.GetElapsedTime(Volatile.Read(ref _spokeAt)) >= LongestSilence;

    /// <summary>
    /// True if the database should be asked again: it was not yet, the last try failed, or it was long ago.
    /// </summary>
    internal bool IsStale =>
        Volatile.Read(ref _readAt) is var read && (read == 0 || _clock.GetElapsedTime(read) >= LongestUnread);

    /// <summary>Completes when there may be news, or the stream has ended.</summary>
    internal Task News => Volatile.Read(ref _news).Task;

    /// <summary>
    /// Resets the signal. Call it after <see cref="News"/> and before reading the state, so that a change during the
    /// read wakes the stream again. False if the stream has ended.
    /// </summary>
    internal bool TakeNews()
    {
        Interlocked.Exchange(ref _news, NoNews());
        _aheadTold = Ahead;
        return !_isEnded;
    }

    /// <summary>Records that something was sent.</summary>
    internal void Spoke()
    {
        _hasSpoken = true;
        Volatile.Write(ref _spokeAt, _clock.GetTimestamp());
    }

    /// <summary>Ends the stream: the page went away, or the server stops.</summary>
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

    /// <summary>Forgets the facts that were read: they may be out of date.</summary>
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

    /// <summary>Wakes the page if time alone has made news, or the stream was silent for long.</summary>
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
