using Examlet.Storage;

namespace Examlet.Statistics;

/// <summary>Reads the answers to one question of an exam.</summary>
internal static class StatisticsStore
{
    /// <summary>The newest answer of each session that is not voided, as it comes from the database.</summary>
    public static IAsyncEnumerable<AnswerRow> AnswersAsync(Reader reader, string examId, string questionId) =>
        reader.StreamAsync<AnswerRow>(
            """
            select v.session_id as "SessionId", v.value as "Value" from exam_session s
            join answer_version v on v.session_id = s.id and v.question_id = @questionId
            where s.exam_id = @examId and s.voided_at is null and v.version_order = (
              select max(m.version_order) from answer_version m where m.session_id = s.id
              and m.question_id = @questionId)
            """,
            new { examId, questionId }
        );
}

/// <summary>An answer as it is stored.</summary>
internal sealed record AnswerRow
{
    public string SessionId { get; init; } = "";

    /// <summary>JSON.</summary>
    public string Value { get; init; } = "";
}
