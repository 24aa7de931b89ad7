using Examlet.Exams;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.ExamSessions;

/// <summary>
/// Keeps the key of an exam secret while it can help somebody: an attempt is open, or one can still begin.
/// </summary>
public static class KeySecrecy
{
    /// <summary>True if no student may be shown the key now.</summary>
    /// <param name="reader">Reads the attempts and the permissions.</param>
    /// <param name="examId">The exam.</param>
    /// <param name="settings">The exam's current settings.</param>
    /// <param name="now">The present.</param>
    public static async Task<bool> IsNeededAsync(
        Reader reader,
        string examId,
        ExamSettings settings,
        DateTimeOffset now
    ) =>
        !settings.Practice
        && (
            await AnyOpenAsync(reader, examId, now)
            || (!(now >= settings.ClosesAt) && await AnyToBeginAsync(reader, examId))
        );

    private static async Task<bool> AnyOpenAsync(Reader reader, string examId, DateTimeOffset now) =>
        await reader.FirstOrDefaultAsync<string>(
            "select id from exam_session where exam_id = @examId and voided_at is null and completed_at is null "
                + "and (deadline is null or deadline >= @before) limit 1",
            new { examId, before = (now - Deadline.Grace).ToMilliseconds() }
        )
            is not null;

    /// <summary>
    /// True while a participant has no attempt that counts. Everybody else who may take the exam may read its key
    /// anyway.
    /// </summary>
    private static async Task<bool> AnyToBeginAsync(Reader reader, string examId) =>
        await reader.FirstOrDefaultAsync<string>(
            """
            select u.id from exam_permission p join app_user u on u.id = p.user_id
            where p.exam_id = @examId and p.role = @participant and u.deleted_at is null
            and u.role not in ('owner', 'admin') and not exists (select 1 from exam_session s
            where s.exam_id = @examId and s.user_id = u.id and s.voided_at is null) limit 1
            """,
            new { examId, participant = ExamRole.Participant.Name() }
        )
            is not null;
}
