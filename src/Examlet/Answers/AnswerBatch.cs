using Examlet.Database;
using Examlet.ExamSessions;
using Examlet.Http;

namespace Examlet.Answers;

/// <summary>
/// Applies saves inside one transaction: locks their exam sessions, decides each save from what is stored, writes what is to be stored. The
/// group-commit writer and the hand-in both go through it.
/// </summary>
public sealed class AnswerBatch(ExamPapers papers)
{
    private const string FindSql = """
        select version_order, digest, seq, saved_at,
          (select max(version_order) from answer_version where session_id = @session_id and question_id = @question_id) as newest
        from answer_version
        where session_id = @session_id and question_id = @question_id and version_order >= @version_order order by version_order limit 1
        """;

    private const string InsertSql = """
        insert into answer_version (session_id, question_id, version_order, seq, value, completed, context, digest, saved_at)
        values (@session_id, @question_id, @version_order, @seq, @value, @completed, @context, @digest, @saved_at)
        """;

    private const string FindFileSql = "select 1 from stored_file where session_id = @session_id and question_id = @question_id and id = @id";

    // A save that arrived in time may be written after the session was settled at its deadline; then the score is drawn up again.
    private const string TouchSql = """
        update exam_session set last_seq = @last_seq, first_answer_at = coalesce(first_answer_at, @saved_at),
          score = case when settled_at is null then score else null end where id = @id
        """;

    private static readonly string[] FindNames = ["session_id", "question_id", "version_order"];
    private static readonly string[] FindFileNames = ["session_id", "question_id", "id"];
    private static readonly string[] InsertNames = ["session_id", "question_id", "version_order", "seq", "value", "completed", "context", "digest", "saved_at"];
    private static readonly string[] TouchNames = ["id", "last_seq", "saved_at"];

    /// <summary>The outcome of each save, in the order given. Nothing is stored until the caller's transaction commits.</summary>
    public async Task<IReadOnlyList<SaveOutcome>> ApplyAsync(
        DatabaseSession database, IReadOnlyList<Save> saves, DateTimeOffset now, CancellationToken cancellation)
    {
        var entries = await SessionEntryStore.ReadAsync(database, [.. saves.Select(s => s.EmbedSessionId).Distinct(StringComparer.Ordinal)], forUpdate: true);
        var pending = new List<Pending>(saves.Count);
        foreach (var save in saves)
        {
            var entry = entries.GetValueOrDefault(save.EmbedSessionId);
            var paper = entry?.Session is { } session ? await papers.GetAsync(session.VersionId, cancellation) : null;
            pending.Add(new Pending(save, entry, paper));
        }

        await FindStoredAsync(database, pending);
        await FindFilesAsync(database, pending);
        var ledger = new Ledger(now);
        var outcomes = pending.ConvertAll(ledger.Enter);
        await database.ForEachAsync(InsertSql, InsertNames, ledger.Inserts, Values);
        await database.ForEachAsync(TouchSql, TouchNames, [.. ledger.Touched], touched => [touched.Key, touched.Value, now.ToMilliseconds()]);
        return outcomes;
    }

    private static Task FindStoredAsync(DatabaseSession database, List<Pending> pending) => database.ForEachAsync(
        FindSql,
        FindNames,
        [.. pending.Where(p => p.Entry?.Session is not null)],
        p => [p.Entry!.Session!.Id, p.Save.QuestionId, p.Save.Version.Order],
        (p, reader) =>
        {
            if (reader is not null)
            {
                p.Newest = reader.GetInt64(4);
                p.AtOrAfter = new StoredVersion(
                    VersionNumber.FromOrder(reader.GetInt64(0)),
                    reader.GetString(1),
                    reader.IsDBNull(2) ? null : reader.GetInt64(2),
                    Times.FromMilliseconds(reader.GetInt64(3)));
            }
        });

    /// <summary>An address names its file by its last part, whatever base it was made with.</summary>
    private static Task FindFilesAsync(DatabaseSession database, List<Pending> pending) => database.ForEachAsync(
        FindFileSql,
        FindFileNames,
        [.. pending.Where(p => p.NamesFile)],
        p => [p.Entry!.Session!.Id, p.Save.QuestionId, p.Save.Body.FirstText[(p.Save.Body.FirstText.LastIndexOf('/') + 1)..]],
        (p, reader) => p.HasFile = reader is not null);

    private static object?[] Values(Insert insert) =>
    [
        insert.SessionId,
        insert.Save.QuestionId,
        insert.Save.Version.Order,
        insert.Seq,
        insert.Save.Body.ValueJson,
        insert.Save.Body.Completed ? 1L : 0L,
        insert.Save.Body.ContextJson,
        insert.Save.Body.Digest(),
        insert.SavedAt.ToMilliseconds(),
    ];

    private sealed class Pending(Save save, SessionEntry? entry, ExamPaper? paper)
    {
        public Save Save => save;
        public SessionEntry? Entry => entry;
        public ExamPaper? Paper => paper;
        public StoredVersion? AtOrAfter { get; set; }

        /// <summary>True when the answer must name a file that was uploaded.</summary>
        public bool NamesFile => entry?.Session is not null && paper?.FilesOf(save.QuestionId) is not null && save.Body.FirstText.Length > 0;

        public bool HasFile { get; set; } = true;

        /// <summary>The order of the newest stored version; known when <see cref="AtOrAfter"/> is.</summary>
        public long Newest { get; set; }
    }

    private sealed record Insert(string SessionId, Save Save, long? Seq, DateTimeOffset SavedAt);

    /// <summary>What this batch adds: later saves of the batch see the earlier ones as stored.</summary>
    private sealed class Ledger(DateTimeOffset now)
    {
        private readonly Dictionary<(string Session, string Question), List<StoredVersion>> _added = [];

        public List<Insert> Inserts { get; } = [];

        /// <summary>The newest event number of each session that got an answer.</summary>
        public Dictionary<string, long> Touched { get; } = new(StringComparer.Ordinal);

        public SaveOutcome Enter(Pending pending)
        {
            var (save, entry) = (pending.Save, pending.Entry);
            var key = (entry?.Session?.Id ?? "", save.QuestionId);
            var atOrAfter = Earliest(pending.AtOrAfter, key, save.Version);
            var refusal = SaveDecision.Decide(entry, pending.Paper, save, atOrAfter, pending.HasFile);
            if (refusal != SaveRefusal.None)
            {
                return new SaveOutcome(save, refusal, entry?.Session);
            }

            var session = entry!.Session!;
            if (atOrAfter is { } stored && stored.Version == save.Version)
            {
                var isNewest = Math.Max(pending.Newest, NewestAdded(key)) == save.Version.Order;
                return new SaveOutcome(save, refusal, session) { Seq = isNewest ? stored.Seq : null, SavedAt = stored.SavedAt };
            }

            long? seq = atOrAfter is null ? Next(session) : null;
            Touched.TryAdd(session.Id, session.LastSeq);
            Inserts.Add(new Insert(session.Id, save, seq, now));
            _added.TryAdd(key, []);
            _added[key].Add(new StoredVersion(save.Version, save.Body.Digest(), seq, now));
            return new SaveOutcome(save, refusal, session) { Seq = seq, SavedAt = now };
        }

        private long Next(ExamSession session)
        {
            var seq = Touched.GetValueOrDefault(session.Id, session.LastSeq) + 1;
            Touched[session.Id] = seq;
            return seq;
        }

        private long NewestAdded((string Session, string Question) key) => _added.GetValueOrDefault(key, []).Select(added => added.Version.Order).DefaultIfEmpty(-1).Max();

        private StoredVersion? Earliest(StoredVersion? stored, (string Session, string Question) key, VersionNumber version)
        {
            var earliest = stored;
            foreach (var added in _added.GetValueOrDefault(key, []))
            {
                if (added.Version >= version && (earliest is not { } current || added.Version < current.Version))
                {
                    earliest = added;
                }
            }

            return earliest;
        }
    }
}
