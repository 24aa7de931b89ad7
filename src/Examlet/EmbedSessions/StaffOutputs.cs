using System.Text.Json;
using System.Text.Json.Serialization;
using Examlet.Http;
using Examlet.Storage;

namespace Examlet.EmbedSessions;

/// <summary>
/// What a staff flow tells its host. <c>Graded</c> and <c>Remaining</c> count the answers of the exam, or of the
/// question that the flow is for, that people graded and that wait for one: as they are at this moment.
/// </summary>
public sealed record StaffOutputs
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ExamId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Graded { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Remaining { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonElement? Rubric { get; init; }

    /// <summary>What that session says now.</summary>
    public static async Task<StaffOutputs> OfAsync(Reader reader, StaffSession staff)
    {
        if (staff.ExamId is not { } examId)
        {
            return new StaffOutputs { Rubric = Json.Element(staff.Outputs) };
        }

        if (staff.Flow != StaffFlows.GradeExam)
        {
            return new StaffOutputs { ExamId = examId };
        }

        var questionId = staff.PresetText("questionId");
        var ofQuestion = questionId is null ? "" : "and a.question_id = @questionId";
        return new StaffOutputs
        {
            ExamId = examId,
            Graded = await CountAsync(
                $"""
                select count(*) from grade a join exam_session s on s.id = a.session_id
                where s.exam_id = @examId and s.voided_at is null and a.is_newest = 1 and a.withdrawn = 0
                and a.question_id <> 'overall' {ofQuestion} and not exists (select 1 from waiting_answer w
                where w.session_id = a.session_id and w.question_id = a.question_id)
                """
            ),
            Remaining = await CountAsync(
                $"""
                select count(*) from waiting_answer a join exam_session s on s.id = a.session_id
                where a.exam_id = @examId and s.voided_at is null {ofQuestion}
                """
            ),
        };

        Task<long> CountAsync(string sql) => reader.FirstOrDefaultAsync<long>(sql, new { examId, questionId });
    }
}
