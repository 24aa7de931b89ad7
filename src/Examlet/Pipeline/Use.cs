using Examlet.Http;

namespace Examlet.Pipeline;

/// <summary>
/// The use of this node by one holder of an API key, an exam session or a monitor link: in the current minute, and
/// right now. All embed sessions of one exam session share one use, once the node knows them.
/// </summary>
internal sealed class Use(TimeProvider clock)
{
    private long _usedAt;

    /// <summary>
    /// The exam session; null for a key, a link, and an embed session whose exam session is not known yet.
    /// </summary>
    public string? SessionId { get; set; }

    public MinuteCount Requests { get; } = new(clock);

    /// <summary>Bytes of bodies that were read, files aside, with a fixed cost for each version of an answer.</summary>
    public MinuteCount Bytes { get; } = new(clock);

    /// <summary>Bytes of chunks of files that were read.</summary>
    public MinuteCount FileBytes { get; } = new(clock);

    /// <summary>How often the exam was taken over.</summary>
    public MinuteCount Opens { get; } = new(clock);

    /// <summary>The saves that are left once the exam session has used up its volume.</summary>
    public SlowedSaves Slowed { get; } = new(clock);

    public Turns UnderWay { get; } = new(Limits.StudentRequestsAtOnce, clock);
    public Turns Downloads { get; } = new(Limits.DownloadsAtOnce, clock);
    public Turns HandIns { get; } = new(Limits.HandInsAtOnce, clock);
    public Turns Steps { get; } = new(Limits.StepsAtOnce, clock);
    public Turns LargeSaves { get; } = new(Limits.LargeSavesAtOnce, clock);
    public Turns Heavy { get; } = new(Limits.HeavyAtOnce, clock);

    /// <summary>True when nothing is under way.</summary>
    public bool IsIdle =>
        UnderWay.AreFree
        && Downloads.AreFree
        && HandIns.AreFree
        && Steps.AreFree
        && LargeSaves.AreFree
        && Heavy.AreFree;

    /// <summary>How long nobody asked for it.</summary>
    public TimeSpan Unused => clock.GetElapsedTime(Volatile.Read(ref _usedAt));

    public void Touch() => Volatile.Write(ref _usedAt, clock.GetTimestamp());

    /// <summary>Adds the use under another name.</summary>
    public void Add(Use other)
    {
        Requests.Add(other.Requests.Used);
        Bytes.Add(other.Bytes.Used);
        FileBytes.Add(other.FileBytes.Used);
        Opens.Add(other.Opens.Used);
    }
}
