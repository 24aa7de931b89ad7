using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Receipts;

/// <summary>Stores receipts. Append-only, except for the verdict on each receipt.</summary>
public static class ReceiptStore
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new("receipt", Holding.BySession)
    {
        Erasure = [Holding.DeleteOfSessions("receipt")],
    };

    private const string Select = """
        select r.code as "Code", r.session_id as "SessionId", r.number as "Number", r.issued_at as "IssuedAt",
        r.jws as "Jws", r.salts as "Salts" from receipt r
        """;

    public static async Task<Receipt?> FindAsync(Reader reader, string code)
    {
        var row = await reader.FirstOrDefaultAsync<Row>($"{Select} where r.code = @code", new { code });
        return row?.ToReceipt();
    }

    /// <summary>The exam session of a receipt; null when there is no such receipt.</summary>
    public static Task<string?> SessionOfAsync(Reader reader, string code) =>
        reader.FirstOrDefaultAsync<string>("select session_id from receipt where code = @code", new { code });

    /// <summary>The receipts of an exam session, oldest first.</summary>
    public static async Task<IReadOnlyList<Receipt>> ListAsync(Reader reader, string sessionId)
    {
        var rows = await reader.QueryAsync<Row>(
            $"{Select} where r.session_id = @sessionId order by r.number",
            new { sessionId }
        );
        return [.. rows.Select(row => row.ToReceipt())];
    }

    /// <summary>The number of the next receipt of a session that this transaction has locked.</summary>
    public static async Task<long> NextNumberAsync(Reader reader, string sessionId) =>
        1
        + await reader.FirstOrDefaultAsync<long>(
            "select coalesce(max(number), 0) from receipt where session_id = @sessionId",
            new { sessionId }
        );

    /// <summary>Adds the newest receipt of a session that this transaction has locked.</summary>
    public static async Task AddAsync(Transaction transaction, Receipt receipt)
    {
        await transaction.ExecuteAsync(
            "insert into receipt (code, session_id, number, issued_at, jws, salts) values (@Code, "
                + "@SessionId, @Number, @issuedAt, @Jws, @salts)",
            new
            {
                receipt.Code,
                receipt.SessionId,
                receipt.Number,
                issuedAt = receipt.IssuedAt.ToMilliseconds(),
                receipt.Jws,
                salts = Json.Write(receipt.Salts),
            }
        );
        await transaction.ExecuteAsync(
            "update exam_session set receipt_code = @Code where id = @SessionId",
            new { receipt.Code, receipt.SessionId }
        );
    }

    /// <summary>
    /// The row for a public check, without the receipt itself: its size does not depend on the exam. Null if there is
    /// no such receipt.
    /// </summary>
    public static async Task<JudgedReceipt?> FindJudgedAsync(Reader reader, string code)
    {
        var row = await reader.FirstOrDefaultAsync<JudgedRow>(
            """
            select r.verdict as "Verdict", r.judged_at as "JudgedAt", r.judged_keys as "JudgedKeys",
            r.judged_link as "JudgedLink", r.judged_chain as "JudgedChain",
              r.exam_name as "ExamName", s.completed_at as "CompletedAt", s.last_link as "LastLink", s.chain as "Chain"
            from receipt r join exam_session s on s.id = r.session_id where r.code = @code
            """,
            new { code }
        );
        return row?.ToJudged();
    }

    /// <summary>Stores a verdict. Does nothing if the receipt has gone meanwhile.</summary>
    public static Task KeepAsync(Transaction transaction, string code, Verdict verdict) =>
        transaction.ExecuteAsync(
            """
            update receipt set verdict = @status, judged_at = @at, judged_keys = @Keys, judged_link = @Link,
            judged_chain = @Digest, exam_name = @ExamName where code = @code
            """,
            new
            {
                code,
                status = verdict.Status.ToString(),
                at = verdict.At.ToMilliseconds(),
                verdict.Keys,
                verdict.Over.Link,
                verdict.Over.Digest,
                verdict.ExamName,
            }
        );

    private sealed record JudgedRow
    {
        public string? Verdict { get; init; }
        public long? JudgedAt { get; init; }
        public string? JudgedKeys { get; init; }
        public long? JudgedLink { get; init; }
        public string? JudgedChain { get; init; }
        public string? ExamName { get; init; }
        public long? CompletedAt { get; init; }
        public long LastLink { get; init; }
        public string? Chain { get; init; }

        public JudgedReceipt ToJudged() =>
            new(
                Times.FromMilliseconds(CompletedAt),
                new ChainHead(LastLink, Chain),
                Enum.TryParse<ReceiptStatus>(Verdict, out var status) && Times.FromMilliseconds(JudgedAt) is { } at
                    ? new Verdict(status, at, JudgedKeys!, new ChainHead(JudgedLink ?? 0, JudgedChain), ExamName!)
                    : null
            );
    }

    private sealed record Row
    {
        public string Code { get; init; } = "";
        public string SessionId { get; init; } = "";
        public long Number { get; init; }
        public long IssuedAt { get; init; }
        public string Jws { get; init; } = "";
        public string Salts { get; init; } = "";

        public Receipt ToReceipt() =>
            new(
                Code,
                SessionId,
                Number,
                Times.FromMilliseconds(IssuedAt),
                Jws,
                Json.Read<Dictionary<string, string>>(Salts)
            );
    }
}
