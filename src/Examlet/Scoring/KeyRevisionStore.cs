using Examlet.Http;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Scoring;

/// <summary>Stores the key revisions of exams.</summary>
public static class KeyRevisionStore
{
    /// <summary>What the table holds of a workspace.</summary>
    public static readonly Holding Holding = new("key_revision", Holding.ByWorkspace);

    private const string Select = """
        select id as "Id", workspace_id as "WorkspaceId", exam_id as "ExamId", number as "Number",
        question_id as "QuestionId", settings as "Settings", scoring as "Scoring", award as "Award",
        reason as "Reason", created_by as "CreatedBy", created_at as "CreatedAt", sessions as "Sessions",
        changed as "Changed", done_at as "DoneAt" from key_revision
        """;

    /// <summary>The key revisions of an exam, in the order of their numbers.</summary>
    public static async Task<IReadOnlyList<KeyRevision>> OfExamAsync(Reader reader, string examId)
    {
        var rows = await reader.QueryAsync<Row>($"{Select} where exam_id = @examId order by number", new { examId });
        return [.. rows.Select(row => row.ToRevision())];
    }

    /// <summary>One key revision of an exam; null when there is none.</summary>
    public static async Task<KeyRevision?> FindAsync(Reader reader, string examId, string id)
    {
        var row = await reader.FirstOrDefaultAsync<Row>(
            $"{Select} where exam_id = @examId and id = @id",
            new { examId, id }
        );
        return row?.ToRevision();
    }

    /// <summary>Those whose sessions are not all scored yet, oldest first.</summary>
    public static async Task<IReadOnlyList<KeyRevision>> OpenAsync(Reader reader, int limit)
    {
        var rows = await reader.QueryAsync<Row>(
            $"{Select} where done_at is null order by created_at, id limit @limit",
            new { limit }
        );
        return [.. rows.Select(row => row.ToRevision())];
    }

    /// <summary>Adds a revision with the exam's next number, which it returns. The caller has locked the
    /// exam.</summary>
    public static async Task<KeyRevision> AddAsync(Transaction transaction, KeyRevision revision)
    {
        var number =
            1
            + await transaction.FirstOrDefaultAsync<long>(
                "select coalesce(max(number), 0) from key_revision where exam_id = @ExamId",
                new { revision.ExamId }
            );
        var numbered = revision with { Number = number };
        await transaction.ExecuteAsync(
            """
            insert into key_revision (id, workspace_id, exam_id, number, question_id, settings, scoring, award, reason,
            created_by, created_at, sessions, changed)
            values (@Id, @WorkspaceId, @ExamId, @Number, @QuestionId, @settings, @scoring, @Award, @Reason, @CreatedBy,
            @createdAt, 0, 0)
            """,
            new
            {
                numbered.Id,
                numbered.WorkspaceId,
                numbered.ExamId,
                numbered.Number,
                numbered.QuestionId,
                settings = Fields.Raw(numbered.Settings),
                scoring = Fields.Raw(numbered.Scoring),
                numbered.Award,
                numbered.Reason,
                numbered.CreatedBy,
                createdAt = numbered.CreatedAt.ToMilliseconds(),
            }
        );
        return numbered;
    }

    /// <summary>Counts sessions that were scored by a revision.</summary>
    public static Task CountAsync(Transaction transaction, string id, bool hasChanged) =>
        transaction.ExecuteAsync(
            "update key_revision set sessions = sessions + 1, changed = changed + @changed where id = @id",
            new { id, changed = hasChanged ? 1L : 0L }
        );

    /// <summary>Marks the revisions of an exam up to a number as done.</summary>
    public static Task DoneAsync(Transaction transaction, string examId, long number, DateTimeOffset now) =>
        transaction.ExecuteAsync(
            "update key_revision set done_at = @now where exam_id = @examId and number <= @number and done_at is null",
            new
            {
                examId,
                number,
                now = now.ToMilliseconds(),
            }
        );

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string WorkspaceId { get; init; } = "";
        public string ExamId { get; init; } = "";
        public long Number { get; init; }
        public string QuestionId { get; init; } = "";
        public string? Settings { get; init; }
        public string? Scoring { get; init; }
        public string? Award { get; init; }
        public string Reason { get; init; } = "";
        public string CreatedBy { get; init; } = "";
        public long CreatedAt { get; init; }
        public long Sessions { get; init; }
        public long Changed { get; init; }
        public long? DoneAt { get; init; }

        public KeyRevision ToRevision() =>
            new()
            {
                Id = Id,
                WorkspaceId = WorkspaceId,
                ExamId = ExamId,
                Number = Number,
                QuestionId = QuestionId,
                Settings = Json.Element(Settings),
                Scoring = Json.Element(Scoring),
                Award = Award,
                Reason = Reason,
                CreatedBy = CreatedBy,
                CreatedAt = Times.FromMilliseconds(CreatedAt),
                Sessions = Sessions,
                Changed = Changed,
                DoneAt = Times.FromMilliseconds(DoneAt),
            };
    }
}
