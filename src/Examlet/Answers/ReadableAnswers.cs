using System.Text.Json;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Questions;
using Examlet.Storage;

namespace Examlet.Answers;

/// <summary>The current answer to one question whose answers are HTML.</summary>
public sealed record HtmlAnswer(string QuestionId, VersionNumber Version, string Html)
{
    /// <summary>Null for an answer that is no text.</summary>
    public static HtmlAnswer? Of(string questionId, VersionNumber version, JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? new HtmlAnswer(questionId, version, value.GetString()!) : null;
}

/// <summary>
/// Answers in HTML, safe to show and as words. Each version is parsed once, for its first reader, outside every
/// transaction, and the result is stored. Reading it again parses nothing. A version that cannot be parsed within the
/// limits is stored as such.
/// </summary>
public sealed class ReadableAnswers(Database database) : IDisposable
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new("readable_answer", Holding.BySession)
    {
        Erasure = [Holding.DeleteOfSessions("readable_answer")],
    };

    /// <summary>One text is parsed at a time: however many pages ask at once, students who save have the other
    /// cores.</summary>
    private readonly SemaphoreSlim _one = new(1);

    /// <summary>Those answers of one exam session, by question.</summary>
    public async Task<IReadOnlyDictionary<string, ReadableHtml>> OfAsync(
        string sessionId,
        IReadOnlyCollection<HtmlAnswer> texts,
        CancellationToken cancellation
    )
    {
        if (texts.Count == 0)
        {
            return new Dictionary<string, ReadableHtml>(StringComparer.Ordinal);
        }

        var kept = await KeptAsync(sessionId, cancellation);
        if (texts.All(text => IsOf(kept, text)))
        {
            return Of(kept, texts);
        }

        await _one.WaitAsync(cancellation);
        try
        {
            kept = await KeptAsync(sessionId, cancellation); // another reader may have made them meanwhile
            var fresh = texts
                .Where(text => !IsOf(kept, text))
                .ToDictionary(
                    text => text.QuestionId,
                    text => new Kept(text.Version.Order, AuthorHtml.Read(text.Html)),
                    StringComparer.Ordinal
                );
            await database.WriteAsync(transaction => KeepAsync(transaction, sessionId, fresh), cancellation);
            return Of(
                kept.Where(entry => !fresh.ContainsKey(entry.Key)).Concat(fresh).ToDictionary(StringComparer.Ordinal),
                texts
            );
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private static bool IsOf(IReadOnlyDictionary<string, Kept> kept, HtmlAnswer answer) =>
        kept.GetValueOrDefault(answer.QuestionId)?.Order == answer.Version.Order;

    private static Dictionary<string, ReadableHtml> Of(
        IReadOnlyDictionary<string, Kept> kept,
        IEnumerable<HtmlAnswer> answers
    ) =>
        answers.ToDictionary(
            answer => answer.QuestionId,
            answer => kept[answer.QuestionId].Html,
            StringComparer.Ordinal
        );

    private async Task<IReadOnlyDictionary<string, Kept>> KeptAsync(string sessionId, CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            reader =>
                reader.QueryAsync<Row>(
                    """
                    select question_id as "QuestionId", version_order as "VersionOrder", readable as "Readable"
                    from readable_answer where session_id = @sessionId and rules = @rules
                    """,
                    new { sessionId, rules = (long)AuthorHtml.Rules }
                ),
            cancellation
        );
        return rows.ToDictionary(
            row => row.QuestionId,
            row => new Kept(row.VersionOrder, Json.Read<ReadableHtml>(row.Readable)),
            StringComparer.Ordinal
        );
    }

    private static async Task KeepAsync(
        Transaction transaction,
        string sessionId,
        IReadOnlyDictionary<string, Kept> fresh
    )
    {
        foreach (var (questionId, made) in fresh)
        {
            // Only what is still stored: an erasure may have come between the reading and this.
            await transaction.ExecuteAsync(
                """
                insert into readable_answer (session_id, question_id, version_order, rules, readable)
                select session_id, question_id, version_order, @rules, @readable from answer_version
                where session_id = @sessionId and question_id = @questionId and version_order = @order and digest <> ''
                on conflict (session_id, question_id) do update set version_order = excluded.version_order,
                rules = excluded.rules, readable = excluded.readable
                """,
                new
                {
                    sessionId,
                    questionId,
                    order = made.Order,
                    rules = (long)AuthorHtml.Rules,
                    readable = Json.Write(made.Html),
                }
            );
        }
    }

    private sealed record Kept(long Order, ReadableHtml Html);

    private sealed record Row
    {
        public string QuestionId { get; init; } = "";
        public long VersionOrder { get; init; }
        public string Readable { get; init; } = "";
    }
}
