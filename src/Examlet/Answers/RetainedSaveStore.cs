using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Answers;

/// <summary>Stores refused saves that are kept aside.</summary>
public static class RetainedSaveStore
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new("retained_save", Holding.BySession)
    {
        Erasure = [Holding.DeleteOfSessions("retained_save")],
    };

    private const string Select = """
        select r.id as "Id", r.session_id as "SessionId", r.question_id as "QuestionId",
        r.version_order as "VersionOrder", r.value as "Value", r.completed as "Completed",
          r.context as "Context", r.reason as "Reason", r.arrived_at as "ArrivedAt", r.written_at as "WrittenAt",
          r.accepted_at as "AcceptedAt", r.accepted_by as "AcceptedBy",
          r.accepted_order as "AcceptedOrder" from retained_save r
        """;

    private const string FindSql = """
        select count(*), sum(case when version_order = @version_order and digest = @digest then 1 else 0 end)
        from retained_save
        where session_id = @session_id and question_id = @question_id
        """;

    private const string VolumeSql = """
        select session_id as "SessionId", cast(sum(512 + octet_length(value) + coalesce(octet_length(context),
        0)) as bigint) as "Bytes" from retained_save
        where session_id = @id group by session_id
        """;

    private const string InsertSql = """
        insert into retained_save (id, session_id, question_id, version_order, value, completed, context, digest,
        reason, arrived_at, written_at)
        values (@id, @session_id, @question_id, @version_order, @value, @completed, @context, @digest, @reason,
        @arrived_at, @written_at)
        """;

    private static readonly string[] FindNames = ["session_id", "question_id", "version_order", "digest"];

    private static readonly string[] InsertNames =
    [
        "id",
        "session_id",
        "question_id",
        "version_order",
        "value",
        "completed",
        "context",
        "digest",
        "reason",
        "arrived_at",
        "written_at",
    ];

    /// <summary>Keeps saves of sessions that this transaction has locked. Returns those that are kept now: the same
    /// version with the same body is kept once, and of each question at most
    /// <see cref="RetainedSave.MaxPerQuestion"/>, and of a session <see cref="Limits.RetainedSessionBytes"/> beside
    /// the first of each question.
    /// </summary>
    public static async Task<IReadOnlySet<RetainedSave>> KeepAsync(
        Transaction transaction,
        IReadOnlyList<RetainedSave> saves
    )
    {
        var kept = new HashSet<RetainedSave>(ReferenceEqualityComparer.Instance);
        var adding = new List<RetainedSave>();
        var known = new HashSet<(string, string, long, string)>();
        var counts = new Dictionary<(string, string), long>();
        var volumes = await VolumesAsync(transaction, saves);
        await transaction.QueryEachAsync(
            FindSql,
            FindNames,
            saves,
            Key,
            (save, reader) =>
            {
                var question = (save.SessionId, save.QuestionId);
                var count = counts.TryGetValue(question, out var counted) ? counted : reader!.GetInt64(0);
                var isThere =
                    (!reader!.IsDBNull(1) && reader.GetInt64(1) > 0)
                    || known.Contains((save.SessionId, save.QuestionId, save.Version.Order, save.Body.Digest()));
                if (
                    !isThere
                    && count < RetainedSave.MaxPerQuestion
                    && (count == 0 || volumes.GetValueOrDefault(save.SessionId) < Limits.RetainedSessionBytes)
                )
                {
                    volumes[save.SessionId] = volumes.GetValueOrDefault(save.SessionId) + save.Body.StoredBytes;
                    known.Add((save.SessionId, save.QuestionId, save.Version.Order, save.Body.Digest()));
                    counts[question] = count + 1;
                    adding.Add(save);
                    isThere = true;
                }

                if (isThere)
                {
                    kept.Add(save);
                }
            }
        );
        await transaction.ExecuteEachAsync(InsertSql, InsertNames, adding, Values);
        return kept;
    }

    /// <summary>The bytes kept aside of the exam sessions of those saves.</summary>
    private static async Task<Dictionary<string, long>> VolumesAsync(Reader reader, IReadOnlyList<RetainedSave> saves)
    {
        var volumes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var id in saves.Select(save => save.SessionId).Distinct(StringComparer.Ordinal))
        {
            volumes[id] = (await reader.FirstOrDefaultAsync<VolumeRow>(VolumeSql, new { id }))?.Bytes ?? 0;
        }

        return volumes;
    }

    /// <summary>The retained saves of an exam session, oldest first.</summary>
    public static async Task<IReadOnlyList<RetainedSave>> ListAsync(Reader reader, string sessionId, Paging paging)
    {
        var rows = await reader.QueryAsync<Row>(
            $"{Select} where r.session_id = @sessionId and (r.arrived_at, r.id) > (@AfterTime, @AfterId) "
                + "order by r.arrived_at, r.id limit @Fetch",
            new
            {
                sessionId,
                paging.AfterTime,
                paging.AfterId,
                paging.Fetch,
            }
        );
        return [.. rows.Select(row => row.ToSave())];
    }

    public static async Task<RetainedSave?> FindAsync(Reader reader, string sessionId, string id)
    {
        var row = await reader.FirstOrDefaultAsync<Row>(
            $"{Select} where r.session_id = @sessionId and r.id = @id",
            new { sessionId, id }
        );
        return row?.ToSave();
    }

    /// <summary>Records who accepted it, when, and as which version.</summary>
    public static Task AcceptAsync(Transaction transaction, RetainedSave accepted) =>
        transaction.ExecuteAsync(
            "update retained_save set accepted_at = @acceptedAt, accepted_by = @AcceptedBy, accepted_order "
                + "= @acceptedOrder where id = @Id",
            new
            {
                accepted.Id,
                accepted.AcceptedBy,
                acceptedAt = accepted.AcceptedAt.ToMilliseconds(),
                acceptedOrder = accepted.AcceptedAs?.Order,
            }
        );

    private static object?[] Key(RetainedSave save) =>
        [save.SessionId, save.QuestionId, save.Version.Order, save.Body.Digest()];

    private static object?[] Values(RetainedSave save) =>
        [
            save.Id,
            save.SessionId,
            save.QuestionId,
            save.Version.Order,
            save.Body.ValueJson,
            save.Body.Completed ? 1L : 0L,
            save.Body.ContextJson,
            save.Body.Digest(),
            save.Reason,
            save.ArrivedAt.ToMilliseconds(),
            save.WrittenAt.ToMilliseconds(),
        ];

    private sealed record VolumeRow
    {
        public string SessionId { get; init; } = "";
        public long Bytes { get; init; }
    }

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string SessionId { get; init; } = "";
        public string QuestionId { get; init; } = "";
        public long VersionOrder { get; init; }
        public string Value { get; init; } = "";
        public long Completed { get; init; }
        public string? Context { get; init; }
        public string Reason { get; init; } = "";
        public long ArrivedAt { get; init; }
        public long? WrittenAt { get; init; }
        public long? AcceptedAt { get; init; }
        public string? AcceptedBy { get; init; }
        public long? AcceptedOrder { get; init; }

        public RetainedSave ToSave() =>
            new()
            {
                Id = Id,
                SessionId = SessionId,
                QuestionId = QuestionId,
                Version = VersionNumber.FromOrder(VersionOrder),
                Body = new AnswerBody(Value, Completed != 0, Context),
                Reason = Reason,
                ArrivedAt = Times.FromMilliseconds(ArrivedAt),
                WrittenAt = Times.FromMilliseconds(WrittenAt),
                AcceptedAt = Times.FromMilliseconds(AcceptedAt),
                AcceptedBy = AcceptedBy,
                AcceptedAs = AcceptedOrder is { } order ? VersionNumber.FromOrder(order) : null,
            };
    }
}
