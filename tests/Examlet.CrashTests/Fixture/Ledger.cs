using System.Collections.Concurrent;

namespace Examlet.CrashTests.Fixture;

/// <summary>Names one version of one answer.</summary>
internal readonly record struct Version(string QuestionId, long Epoch, long Revision)
{
    public long Order => (Epoch << 32) + Revision;
}

/// <summary>One save as it is sent, any number of times.</summary>
internal sealed record Saving(Version Version, string Value, bool Completed);

/// <summary>What the server promised about a save. What came with a hand-in has neither time nor number.</summary>
internal sealed record Acknowledged(Saving Save, string? SavedAt, long? Seq);

/// <summary>What one student sent in one exam session, and what was acknowledged, written down outside the
/// server.</summary>
internal sealed class Ledger(string embedSessionId, string secret, string examId, Tally tally)
{
    public string EmbedSessionId => embedSessionId;
    public string Secret => secret;
    public string ExamId => examId;
    public string SessionId { get; set; } = "";

    /// <summary>Everything that was sent, written down before.</summary>
    public ConcurrentDictionary<Version, Saving> Sent { get; private init; } = [];

    /// <summary>Everything that was acknowledged, written down after.</summary>
    public ConcurrentDictionary<Version, Acknowledged> Acknowledged { get; } = [];

    /// <summary>When it was completed, once the hand-in was acknowledged.</summary>
    public string? CompletedAt { get; set; }

    /// <summary>The answers as the server gave them out at the first look after the hand-in.</summary>
    public string? Frozen { get; set; }

    /// <summary>What was acknowledged until now; what comes later goes into the original only. What was sent is one
    /// list for both.</summary>
    public Ledger Copy()
    {
        var copy = new Ledger(embedSessionId, secret, examId, new Tally())
        {
            SessionId = SessionId,
            CompletedAt = CompletedAt,
            Sent = Sent,
        };
        foreach (var acknowledged in Acknowledged.Values)
        {
            copy.Acknowledge(acknowledged);
        }

        return copy;
    }

    public void Acknowledge(Acknowledged acknowledged)
    {
        if (Acknowledged.TryAdd(acknowledged.Save.Version, acknowledged))
        {
            tally.Saved();
        }
    }
}

/// <summary>Counts the acknowledged saves of all ledgers.</summary>
internal sealed class Tally
{
    private int _saves;

    public int Saves => Volatile.Read(ref _saves);

    public void Saved() => Interlocked.Increment(ref _saves);
}
