using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Files;

/// <summary>Stores the facts about uploaded files. Their bytes are in <see cref="FileBytes"/>.</summary>
public static class FileStore
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new("stored_file", Holding.BySession)
    {
        RemoveBytesAsync = async (transaction, workspaceId) =>
            await RemoveAsync(transaction, await OfWorkspaceAsync(transaction, workspaceId)),
        EraseBytesAsync = async (transaction, userId) =>
            await RemoveAsync(transaction, await OfUserAsync(transaction, userId)),
    };

    private const string Select = """
        select f.id as "Id", f.session_id as "SessionId", f.question_id as "QuestionId", f.name as "Name",
        f.type as "Type", f.size as "Size",
          f.received as "Received", f.completed_at as "CompletedAt", f.created_at as "CreatedAt",
          f.sha256 as "Sha256" from stored_file f
        """;

    /// <summary>A file of that exam session; null when there is none.</summary>
    public static Task<StoredFile?> FindAsync(Reader reader, string sessionId, string id) =>
        FindAsync(reader, sessionId, id, locked: "");

    /// <summary>A file of a completed exam session of that exam that is not voided; null when there is none.</summary>
    public static async Task<StoredFile?> FindOfExamAsync(Reader reader, string examId, string id)
    {
        var row = await reader.FirstOrDefaultAsync<Row>(
            $"{Select} join exam_session s on s.id = f.session_id where f.id = @id and s.exam_id = @examId "
                + "and s.voided_at is null and s.completed_at is not null",
            new { examId, id }
        );
        return row?.ToFile();
    }

    /// <summary>A file of that exam session, locked until the transaction ends; null when there is none.</summary>
    public static Task<StoredFile?> LockAsync(Transaction transaction, string sessionId, string id) =>
        FindAsync(transaction, sessionId, id, transaction.ForUpdate("f"));

    /// <summary>The files of an exam session, oldest first.</summary>
    public static async Task<IReadOnlyList<StoredFile>> ListAsync(Reader reader, string sessionId)
    {
        var rows = await reader.QueryAsync<Row>(
            $"{Select} where f.session_id = @sessionId order by f.created_at, f.id",
            new { sessionId }
        );
        return [.. rows.Select(row => row.ToFile())];
    }

    public static Task AddAsync(Transaction transaction, StoredFile file) =>
        transaction.ExecuteAsync(
            """
            insert into stored_file (id, session_id, question_id, name, type, size, received, created_at)
            values (@Id, @SessionId, @QuestionId, @Name, @Type, @Size, @Received, @createdAt)
            """,
            new
            {
                file.Id,
                file.SessionId,
                file.QuestionId,
                file.Name,
                file.Type,
                file.Size,
                file.Received,
                createdAt = file.CreatedAt.ToMilliseconds(),
            }
        );

    public static Task UpdateAsync(Transaction transaction, StoredFile file) =>
        transaction.ExecuteAsync(
            "update stored_file set type = @Type, size = @Size, received = @Received, sha256 = @Sha256, "
                + "completed_at = @completedAt where id = @Id",
            new
            {
                file.Id,
                file.Type,
                file.Size,
                file.Received,
                file.Sha256,
                completedAt = file.CompletedAt?.ToMilliseconds(),
            }
        );

    /// <summary>Stores the digest of a file that gets no more bytes.</summary>
    public static Task SetDigestAsync(Transaction transaction, StoredFile file, string sha256) =>
        transaction.ExecuteAsync(
            "update stored_file set sha256 = @sha256 where id = @Id and received = @Received and sha256 is null",
            new
            {
                file.Id,
                file.Received,
                sha256,
            }
        );

    /// <summary>The SHA-256 of each file of an exam session that has one, by ID.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> DigestsAsync(Reader reader, string sessionId) =>
        (await ListAsync(reader, sessionId))
            .Where(file => file.Sha256 is not null)
            .ToDictionary(file => file.Id, file => file.Sha256!, StringComparer.Ordinal);

    /// <summary>Removes files with their bytes.</summary>
    public static async Task RemoveAsync(Transaction transaction, IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            await transaction.Files.RemoveAsync(transaction, id);
            await transaction.ExecuteAsync("delete from stored_file where id = @id", new { id });
        }
    }

    private static Task<IReadOnlyList<string>> OfWorkspaceAsync(Reader reader, string workspaceId) =>
        reader.QueryAsync<string>(
            "select f.id from stored_file f join exam_session s on s.id = f.session_id "
                + "where s.workspace_id = @workspaceId",
            new { workspaceId }
        );

    /// <summary>IDs of everything that a user has uploaded.</summary>
    private static Task<IReadOnlyList<string>> OfUserAsync(Reader reader, string userId) =>
        reader.QueryAsync<string>(
            "select f.id from stored_file f join exam_session s on s.id = f.session_id where s.user_id = @userId",
            new { userId }
        );

    private static async Task<StoredFile?> FindAsync(Reader reader, string sessionId, string id, string locked)
    {
        var row = await reader.FirstOrDefaultAsync<Row>(
            $"{Select} where f.session_id = @sessionId and f.id = @id{locked}",
            new { sessionId, id }
        );
        return row?.ToFile();
    }

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string SessionId { get; init; } = "";
        public string QuestionId { get; init; } = "";
        public string Name { get; init; } = "";
        public string Type { get; init; } = "";
        public long? Size { get; init; }
        public long Received { get; init; }
        public long? CompletedAt { get; init; }
        public long CreatedAt { get; init; }
        public string? Sha256 { get; init; }

        public StoredFile ToFile() =>
            new()
            {
                Id = Id,
                SessionId = SessionId,
                QuestionId = QuestionId,
                Name = Name,
                Type = Type,
                Size = Size,
                Received = Received,
                CompletedAt = CompletedAt is { } at ? Times.FromMilliseconds(at) : null,
                CreatedAt = Times.FromMilliseconds(CreatedAt),
                Sha256 = Sha256,
            };
    }
}
