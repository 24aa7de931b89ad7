using Examlet.Database;
using Examlet.Http;

namespace Examlet.Files;

/// <summary>What is known of uploaded files; their bytes are in <see cref="FileBytes"/>.</summary>
public static class FileStore
{
    private const string Select = """
        select f.id as "Id", f.session_id as "SessionId", f.question_id as "QuestionId", f.name as "Name", f.type as "Type", f.size as "Size",
          f.received as "Received", f.completed_at as "CompletedAt", f.created_at as "CreatedAt", f.sha256 as "Sha256" from stored_file f
        """;

    /// <summary>A file of that exam session; null when there is none.</summary>
    public static async Task<StoredFile?> FindAsync(DatabaseSession database, string sessionId, string id, bool forUpdate = false)
    {
        var row = await database.FirstOrDefaultAsync<Row>(
            $"{Select} where f.session_id = @sessionId and f.id = @id{(forUpdate ? database.ForUpdate("f") : "")}", new { sessionId, id });
        return row?.ToFile();
    }

    /// <summary>The files of an exam session, oldest first.</summary>
    public static async Task<IReadOnlyList<StoredFile>> ListAsync(DatabaseSession database, string sessionId)
    {
        var rows = await database.QueryAsync<Row>($"{Select} where f.session_id = @sessionId order by f.created_at, f.id", new { sessionId });
        return [.. rows.Select(row => row.ToFile())];
    }

    public static Task AddAsync(DatabaseSession database, StoredFile file) => database.ExecuteAsync(
        """
        insert into stored_file (id, session_id, question_id, name, type, size, received, created_at)
        values (@Id, @SessionId, @QuestionId, @Name, @Type, @Size, @Received, @createdAt)
        """,
        new { file.Id, file.SessionId, file.QuestionId, file.Name, file.Type, file.Size, file.Received, createdAt = file.CreatedAt.ToMilliseconds() });

    public static Task UpdateAsync(DatabaseSession database, StoredFile file) => database.ExecuteAsync(
        "update stored_file set type = @Type, size = @Size, received = @Received, sha256 = @Sha256, completed_at = @completedAt where id = @Id",
        new { file.Id, file.Type, file.Size, file.Received, file.Sha256, completedAt = file.CompletedAt?.ToMilliseconds() });

    /// <summary>Writes down the digest of a file that no bytes are added to any more.</summary>
    public static Task SetDigestAsync(DatabaseSession database, StoredFile file, string sha256) => database.ExecuteAsync(
        "update stored_file set sha256 = @sha256 where id = @Id and received = @Received and sha256 is null", new { file.Id, file.Received, sha256 });

    /// <summary>The SHA-256 of each file of an exam session that has one, by ID.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> DigestsAsync(DatabaseSession database, string sessionId) =>
        (await ListAsync(database, sessionId)).Where(file => file.Sha256 is not null).ToDictionary(file => file.Id, file => file.Sha256!, StringComparer.Ordinal);

    /// <summary>Removes files with their bytes.</summary>
    public static async Task RemoveAsync(DatabaseSession database, FileBytes bytes, IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            await bytes.RemoveAsync(database, id);
            await database.ExecuteAsync("delete from stored_file where id = @id", new { id });
        }
    }

    /// <summary>IDs of everything that a user has uploaded.</summary>
    public static Task<IReadOnlyList<string>> OfUserAsync(DatabaseSession database, string userId) => database.QueryAsync<string>(
        "select f.id from stored_file f join exam_session s on s.id = f.session_id where s.user_id = @userId", new { userId });

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

        public StoredFile ToFile() => new()
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
