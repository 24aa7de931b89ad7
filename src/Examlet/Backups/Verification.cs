using System.Data.Common;
using Examlet.Answers;
using Examlet.Database;

namespace Examlet.Backups;

/// <summary>
/// Reads everything that is stored and tells what is not as it was written: the engine's own checks, the digest of every version of every answer, and that
/// every uploaded file is there.
/// </summary>
public sealed class Verification(Database.Database database)
{
    private const int Page = 200;
    private const int MostFindings = 100;
    private readonly List<string> _findings = [];

    public long Answers { get; private set; }
    public long Sessions { get; private set; }
    public long Files { get; private set; }

    /// <summary>What is wrong, each thing in a line; empty when all is well. The first 100.</summary>
    public IReadOnlyList<string> Findings => _findings;

    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await database.SnapshotAsync(
                async session =>
                {
                    foreach (var damage in await database.Engine.FindDamageAsync(session))
                    {
                        Find(damage);
                    }

                    await AnswersAsync(session);
                    await FilesAsync(session);
                    Sessions = await session.FirstOrDefaultAsync<long>("select count(*) from exam_session");
                    return true;
                },
                cancellation);
        }
        catch (DbException fault) when (database.FaultOf(fault) == StoreFault.Damaged)
        {
            Find($"the database cannot be read any further: {fault.Message}");
        }
    }

    private async Task AnswersAsync(DatabaseSession session)
    {
        var (sessionId, questionId, order) = ("", "", -1L);
        while (true)
        {
            var rows = await session.QueryAsync<Row>(
                """
                select session_id as "SessionId", question_id as "QuestionId", version_order as "Order", value as "Value", completed as "Completed", context as "Context", digest as "Digest"
                from answer_version where (session_id, question_id, version_order) > (@sessionId, @questionId, @order)
                order by session_id, question_id, version_order limit @limit
                """,
                new { sessionId, questionId, order, limit = Page });
            foreach (var row in rows)
            {
                Answers++;
                if (!row.IsAsWritten)
                {
                    var version = VersionNumber.FromOrder(row.Order);
                    Find($"answer of {row.SessionId} to {row.QuestionId}, epoch {version.Epoch}, revision {version.Revision}: it is not what was stored (its digest differs)");
                }
            }

            if (rows.Count < Page)
            {
                return;
            }

            (sessionId, questionId, order) = (rows[^1].SessionId, rows[^1].QuestionId, rows[^1].Order);
        }
    }

    private async Task FilesAsync(DatabaseSession session)
    {
        var files = await session.QueryAsync<FileRow>("""select id as "Id", received as "Received" from stored_file where received > 0 order by id""");
        foreach (var file in files)
        {
            Files++;
            var size = await database.Files.SizeAsync(session, file.Id);
            if (size < file.Received)
            {
                Find(size < 0 ? $"file {file.Id}: it is missing" : $"file {file.Id}: {size} bytes are there of {file.Received}");
            }
        }
    }

    private void Find(string finding)
    {
        if (_findings.Count < MostFindings)
        {
            _findings.Add(finding);
        }
    }

    private sealed record Row
    {
        public string SessionId { get; init; } = "";
        public string QuestionId { get; init; } = "";
        public long Order { get; init; }
        public string Value { get; init; } = "";
        public long Completed { get; init; }
        public string? Context { get; init; }
        public string Digest { get; init; } = "";

        /// <summary>An erased answer has no digest, and nothing in it.</summary>
        public bool IsAsWritten => Digest.Length == 0
            ? Value == "null" && Context is null && Completed == 0
            : new AnswerBody(Value, Completed == 1, Context).Digest() == Digest;
    }

    private sealed record FileRow
    {
        public string Id { get; init; } = "";
        public long Received { get; init; }
    }
}
