using Examlet.EmbedSessions;
using Examlet.ExamSessions;

namespace Examlet.Answers;

/// <summary>What is known of one answer once it is stored: its exam session as it was found and as it is then, and the
/// order of its newest version.</summary>
internal sealed record KnownAnswer(
    SessionEntry Found,
    ExamSession After,
    ExamPaper Paper,
    string QuestionId,
    long Newest
);

/// <summary>What this node remembers of an exam session that it has saved for, so that the next save need not read it
/// again. It may have been overtaken: whoever writes by it has the write itself check
/// <see cref="ExamSession.ChangeNo"/>.
/// </summary>
internal sealed class KnownSession(SessionEntry entry, ExamPaper paper)
{
    private readonly Dictionary<string, long> _newest = new(StringComparer.Ordinal);
    private SessionEntry _entry = entry;

    public ExamSession Session => _entry.Session!;

    /// <summary>True when <paramref name="save"/> is plainly the next version of an answer, to be stored without more
    /// ado: what is known says so, and nothing but the version and the session's own counters follows from it. False
    /// says nothing but that somebody must look.
    /// </summary>
    public bool IsContinuedBy(Save save, IReadOnlyList<StoredVersion> added) =>
        Session is { FirstAnswerAt: not null, SettledAt: null, Chain.Digest: not null }
        && _newest.TryGetValue(save.QuestionId, out var newest)
        && save.Version.Order > newest
        && (added.Count == 0 || save.Version > added[^1].Version)
        && paper.FilesOf(save.QuestionId) is null
        && SaveDecision.Decide(_entry, paper, save, atOrAfter: null) == SaveRefusal.None;

    /// <summary>The session as it is after a version was stored by this memory.</summary>
    public void Continued(ExamSession after, Save save)
    {
        _entry = _entry with { Session = after };
        _newest[save.QuestionId] = save.Version.Order;
    }

    /// <summary>What was stored after the session was read anew. What is known of its other answers still holds when
    /// nothing else had changed it.</summary>
    public void Learn(KnownAnswer answer)
    {
        var found = answer.Found.Session!;
        if (Session != answer.After && (found.ChangeNo, found.Chain) != (Session.ChangeNo, Session.Chain))
        {
            _newest.Clear();
        }

        _entry = answer.Found with { Session = answer.After };
        _newest[answer.QuestionId] = Math.Max(answer.Newest, _newest.GetValueOrDefault(answer.QuestionId));
    }
}

/// <summary>The exam sessions that this node remembers, by embed session: those it has saved for of late, no more than
/// <see cref="Most"/>. Not for two threads at once.
/// </summary>
internal sealed class KnownSessions
{
    private const int Most = 20_000;

    // Two halves: what was not asked for while one half filled up is forgotten with the older one.
    private Dictionary<string, KnownSession> _recent = new(StringComparer.Ordinal);
    private Dictionary<string, KnownSession> _older = new(StringComparer.Ordinal);

    public KnownSession? Find(string embedSessionId)
    {
        if (_recent.TryGetValue(embedSessionId, out var known))
        {
            return known;
        }

        if (_older.Remove(embedSessionId, out known))
        {
            Keep(embedSessionId, known);
        }

        return known;
    }

    public void Learn(KnownAnswer answer)
    {
        // What students and hosts keep there decides nothing, and takes room.
        var embed = answer.Found.Embed with
        {
            Metadata = null,
            Theme = null,
            Presets = default,
        };
        var lean = answer with
        {
            Found = answer.Found with { Embed = embed },
            After = answer.After with { State = null },
        };
        if (Find(embed.Id) is not { } known)
        {
            Keep(embed.Id, known = new KnownSession(lean.Found, lean.Paper));
        }

        known.Learn(lean);
    }

    public void Forget(string embedSessionId)
    {
        _recent.Remove(embedSessionId);
        _older.Remove(embedSessionId);
    }

    private void Keep(string embedSessionId, KnownSession known)
    {
        if (_recent.Count >= Most / 2)
        {
            (_older, _recent) = (_recent, new Dictionary<string, KnownSession>(StringComparer.Ordinal));
        }

        _recent[embedSessionId] = known;
    }
}
