using Examlet.Database;
using Examlet.Http;

namespace Examlet.Receipts;

/// <summary>Where receipts are kept; append-only.</summary>
public static class ReceiptStore
{
    private const string Select = """
        select r.code as "Code", r.session_id as "SessionId", r.number as "Number", r.issued_at as "IssuedAt", r.jws as "Jws", r.salts as "Salts" from receipt r
        """;

    public static async Task<Receipt?> FindAsync(DatabaseSession database, string code)
    {
        var row = await database.FirstOrDefaultAsync<Row>($"{Select} where r.code = @code", new { code });
        return row?.ToReceipt();
    }

    /// <summary>The receipts of an exam session, oldest first.</summary>
    public static async Task<IReadOnlyList<Receipt>> ListAsync(DatabaseSession database, string sessionId)
    {
        var rows = await database.QueryAsync<Row>($"{Select} where r.session_id = @sessionId order by r.number", new { sessionId });
        return [.. rows.Select(row => row.ToReceipt())];
    }

    /// <summary>The number of the next receipt of a session that this transaction has locked.</summary>
    public static async Task<long> NextNumberAsync(DatabaseSession database, string sessionId) =>
        1 + await database.FirstOrDefaultAsync<long>("select coalesce(max(number), 0) from receipt where session_id = @sessionId", new { sessionId });

    /// <summary>Adds the newest receipt of a session that this transaction has locked.</summary>
    public static async Task AddAsync(DatabaseSession database, Receipt receipt)
    {
        await database.ExecuteAsync(
            "insert into receipt (code, session_id, number, issued_at, jws, salts) values (@Code, @SessionId, @Number, @issuedAt, @Jws, @salts)",
            new { receipt.Code, receipt.SessionId, receipt.Number, issuedAt = receipt.IssuedAt.ToMilliseconds(), receipt.Jws, salts = Json.Write(receipt.Salts) });
        await database.ExecuteAsync("update exam_session set receipt_code = @Code where id = @SessionId", new { receipt.Code, receipt.SessionId });
    }

    private sealed record Row
    {
        public string Code { get; init; } = "";
        public string SessionId { get; init; } = "";
        public long Number { get; init; }
        public long IssuedAt { get; init; }
        public string Jws { get; init; } = "";
        public string Salts { get; init; } = "";

        public Receipt ToReceipt() => new(Code, SessionId, Number, Times.FromMilliseconds(IssuedAt), Jws, Json.Read<Dictionary<string, string>>(Salts));
    }
}
