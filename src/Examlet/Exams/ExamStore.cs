using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Examlet.Access;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Exams;

/// <summary>Stores exams and their immutable versions.</summary>
public static class ExamStore
{
    /// <summary>The condition of a table whose rows belong to an exam.</summary>
    internal const string OfWorkspace = "exam_id in (select id from exam where workspace_id = @workspaceId)";

    /// <summary>What the two tables hold of a workspace; versions go first.</summary>
    public static readonly IReadOnlyList<Holding> Holdings =
    [
        new("exam_version", OfWorkspace),
        new("exam", Holding.ByWorkspace),
    ];

    private const string Select = """
        select e.id as "Id", e.workspace_id as "WorkspaceId", e.version_id as "VersionId", v.content as "Content",
        e.metadata as "Metadata",
          e.created_by as "CreatedBy", e.created_at as "CreatedAt", e.updated_at as "UpdatedAt", p.role as "Role"
        from exam e join exam_version v on v.id = e.version_id left join exam_permission p on p.exam_id = e.id
        and p.user_id = @userId
        """;

    /// <summary>The exam and the caller's role on it; null if the caller's workspace has no such exam.</summary>
    public static async Task<(Exam Exam, ExamRole Role)?> FindAsync(Reader reader, CurrentCaller caller, string id)
    {
        var row = await reader.FirstOrDefaultAsync<Row>(
            $"{Select} where e.id = @id and e.workspace_id = @workspaceId",
            new
            {
                id,
                workspaceId = caller.WorkspaceId,
                userId = caller.UserId,
            }
        );
        return row is null ? null : (row.ToExam(), caller.IsAdministrator ? ExamRole.Owner : ExamRoles.Parse(row.Role));
    }

    /// <summary>The exams that the caller may read, oldest first.</summary>
    public static async Task<IReadOnlyList<Exam>> ListAsync(Reader reader, CurrentCaller caller, Paging paging)
    {
        var mayRead = caller.IsAdministrator ? "" : "and p.role in ('viewer', 'editor', 'manager', 'owner')";
        var rows = await reader.QueryAsync<Row>(
            $"""
            {Select} where e.workspace_id = @workspaceId and (e.created_at, e.id) > (@AfterTime, @AfterId) {mayRead}
            order by e.created_at, e.id limit @Fetch
            """,
            new
            {
                workspaceId = caller.WorkspaceId,
                userId = caller.UserId,
                paging.AfterTime,
                paging.AfterId,
                paging.Fetch,
            }
        );
        return [.. rows.Select(row => row.ToExam())];
    }

    /// <summary>Adds an exam with its first version and its permissions, the creator as owner.</summary>
    public static async Task<Exam> AddAsync(
        Transaction transaction,
        CurrentCaller caller,
        ExamContent content,
        JsonElement? metadata,
        IReadOnlyDictionary<string, ExamRole> permissions,
        DateTimeOffset now
    )
    {
        var exam = new Exam
        {
            Id = Ids.New(Ids.Exam),
            WorkspaceId = caller.WorkspaceId,
            VersionId = Ids.New(Ids.ExamVersion),
            Content = content,
            Metadata = metadata,
            CreatedBy = caller.UserId,
            CreatedAt = now,
            UpdatedAt = now,
        };
        await transaction.ExecuteAsync(
            """
            insert into exam (id, workspace_id, version_id, metadata, release_at, created_by, created_at, updated_at)
            values (@Id, @WorkspaceId, @VersionId, @metadata, @releaseAt, @CreatedBy, @now, @now)
            """,
            new
            {
                exam.Id,
                exam.WorkspaceId,
                exam.VersionId,
                metadata = Fields.Raw(metadata),
                releaseAt = exam.Content.Settings.Results?.At.ToMilliseconds(),
                exam.CreatedBy,
                now = now.ToMilliseconds(),
            }
        );
        await InsertVersionAsync(transaction, exam);
        foreach (var (actor, role) in permissions)
        {
            await transaction.ExecuteAsync(
                "insert into exam_permission (exam_id, user_id, role, created_at, updated_at, created_by) "
                    + "values (@Id, @actor, @role, @now, @now, @CreatedBy)",
                new
                {
                    exam.Id,
                    actor,
                    role = role.Name(),
                    exam.CreatedBy,
                    now = now.ToMilliseconds(),
                }
            );
        }

        return exam;
    }

    /// <summary>Makes the exam's content the version for new sessions. Sessions that have begun keep theirs.</summary>
    public static async Task<Exam> UpdateAsync(Transaction transaction, Exam exam, DateTimeOffset now)
    {
        var hash = Hash(Json.Write(exam.Content));
        var same = await transaction.FirstOrDefaultAsync<string>(
            "select id from exam_version where exam_id = @Id and hash = @hash",
            new { exam.Id, hash }
        );
        var changed = exam with { VersionId = same ?? Ids.New(Ids.ExamVersion), UpdatedAt = now };
        if (same is null)
        {
            await InsertVersionAsync(transaction, changed);
        }

        await transaction.ExecuteAsync(
            "update exam set version_id = @VersionId, metadata = @metadata, release_at = @releaseAt, updated_at = @now "
                + "where id = @Id",
            new
            {
                changed.VersionId,
                metadata = Fields.Raw(changed.Metadata),
                releaseAt = changed.Content.Settings.Results?.At.ToMilliseconds(),
                now = changed.UpdatedAt.ToMilliseconds(),
                changed.Id,
            }
        );
        return changed;
    }

    /// <summary>
    /// Deletes an exam with its versions, permissions and embed sessions. False if it has exam sessions, voided ones
    /// included.
    /// </summary>
    public static async Task<bool> TryDeleteAsync(Transaction transaction, string id)
    {
        await transaction.FirstOrDefaultAsync<string>(
            $"select id from exam where id = @id{transaction.ForUpdate("exam")}",
            new { id }
        );
        if (
            await transaction.FirstOrDefaultAsync<string>(
                "select id from exam_session where exam_id = @id limit 1",
                new { id }
            )
            is not null
        )
        {
            return false;
        }

        await transaction.ExecuteAsync("delete from embed_session where exam_id = @id", new { id });
        await transaction.ExecuteAsync("delete from staff_session where exam_id = @id", new { id });
        await transaction.ExecuteAsync("delete from key_revision where exam_id = @id", new { id });
        await transaction.ExecuteAsync("delete from exam_permission where exam_id = @id", new { id });
        await transaction.ExecuteAsync("delete from exam_version where exam_id = @id", new { id });
        await transaction.ExecuteAsync("delete from exam where id = @id", new { id });
        return true;
    }

    /// <summary>The exam as it is now; null when it is gone.</summary>
    public static async Task<Exam?> HeadAsync(Reader reader, string id)
    {
        var row = await reader.FirstOrDefaultAsync<Row>($"{Select} where e.id = @id", new { id, userId = "" });
        return row?.ToExam();
    }

    /// <summary>The content of a version. Throws <see cref="InvalidOperationException"/> when there is none: sessions
    /// name only versions that exist.</summary>
    public static async Task<ExamContent> ReadVersionAsync(Reader reader, string versionId) =>
        await reader.FirstOrDefaultAsync<string>(
            "select content from exam_version where id = @versionId",
            new { versionId }
        )
            is { } content
            ? Json.Read<ExamContent>(content)
            : throw new InvalidOperationException($"Exam version {versionId} is not stored.");

    /// <summary>The ID of the version that new sessions start on. Throws <see cref="InvalidOperationException"/> when
    /// the exam is gone.</summary>
    public static async Task<string> CurrentVersionAsync(Reader reader, string examId) =>
        await reader.FirstOrDefaultAsync<string>("select version_id from exam where id = @examId", new { examId })
        ?? throw new InvalidOperationException($"Exam {examId} is not stored.");

    private static Task<int> InsertVersionAsync(Transaction transaction, Exam exam)
    {
        var content = Json.Write(exam.Content);
        return transaction.ExecuteAsync(
            "insert into exam_version (id, exam_id, hash, content, created_at) values (@VersionId, @Id, "
                + "@hash, @content, @now)",
            new
            {
                exam.VersionId,
                exam.Id,
                hash = Hash(content),
                content,
                now = exam.UpdatedAt.ToMilliseconds(),
            }
        );
    }

    private static string Hash(string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string WorkspaceId { get; init; } = "";
        public string VersionId { get; init; } = "";
        public string Content { get; init; } = "";
        public string? Metadata { get; init; }
        public string CreatedBy { get; init; } = "";
        public long CreatedAt { get; init; }
        public long UpdatedAt { get; init; }
        public string? Role { get; init; }

        public Exam ToExam() =>
            new()
            {
                Id = Id,
                WorkspaceId = WorkspaceId,
                VersionId = VersionId,
                Content = Json.Read<ExamContent>(Content),
                Metadata = Json.Element(Metadata),
                CreatedBy = CreatedBy,
                CreatedAt = Times.FromMilliseconds(CreatedAt),
                UpdatedAt = Times.FromMilliseconds(UpdatedAt),
            };
    }
}
