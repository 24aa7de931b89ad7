using System.Collections.Concurrent;
using Examlet.Answers;
using Examlet.Database;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Http;

namespace Examlet.Room;

/// <summary>Puts together what the monitor shows of an exam's room: everybody who may take it.</summary>
public sealed class RoomView(Database.Database database, ExamPapers papers, ExamStore exams, TimeProvider clock)
{
    private const int Kept = 50_000;

    // How many questions are answered changes only when a version is stored, which moves the chain.
    private readonly ConcurrentDictionary<string, (long Link, int Answered)> _answered = new(StringComparer.Ordinal);

    /// <summary>One row a student, by row ID.</summary>
    public async Task<IReadOnlyDictionary<string, RoomRow>> OfAsync(string examId, CancellationToken cancellation)
    {
        var facts = await database.ReadAsync(reader => ReadAsync(reader, examId), cancellation);
        var now = clock.Now();
        var rows = new Dictionary<string, RoomRow>(StringComparer.Ordinal);
        foreach (var session in facts.Sessions)
        {
            var paper = await papers.GetAsync(session.VersionId, cancellation);
            var progress = new Progress(_answered.GetValueOrDefault(session.Id).Answered, paper.AnswerableCount);
            rows[session.Id] = RoomRow.Of(
                session,
                facts.Users[session.UserId],
                progress,
                facts.Presence.GetValueOrDefault(session.Id),
                facts.Retained.GetValueOrDefault(session.Id),
                facts.Unread.GetValueOrDefault(session.Id),
                now);
        }

        var total = (await papers.GetAsync(await exams.CurrentVersionAsync(examId, cancellation), cancellation)).AnswerableCount;
        foreach (var row in facts.Waiting.Select(user => RoomRow.NotStarted(user, total)))
        {
            rows[row.Id] = row;
        }

        return rows;
    }

    private async Task<Facts> ReadAsync(DatabaseSession reader, string examId)
    {
        var sessions = await ExamSessionStore.OfExamAsync(reader, examId);
        await CountAnswersAsync(reader, sessions);
        var users = await reader.QueryAsync<UserRow>(
            """
            select u.id as "Id", u.name as "Name", u.email as "Email", 0 as "Waits" from app_user u join exam_session s on s.user_id = u.id where s.exam_id = @examId and s.voided_at is null
            union all
            select u.id, u.name, u.email, 1 from app_user u join exam_permission p on p.user_id = u.id
            where p.exam_id = @examId and p.role = @participant and u.deleted_at is null
              and not exists (select 1 from exam_session s where s.exam_id = @examId and s.user_id = u.id and s.voided_at is null)
            """,
            new { examId, participant = ExamRole.Participant.Name() });
        var retained = await CountAsync(
            reader, "select r.session_id, count(*) as n from retained_save r join exam_session s on s.id = r.session_id where s.exam_id = @examId and r.accepted_at is null group by r.session_id", examId);
        var unread = await CountAsync(
            reader, "select a.session_id, count(*) as n from announcement a join exam_session s on s.id = a.session_id where s.exam_id = @examId and a.acknowledged_at is null group by a.session_id", examId);
        return new Facts(
            sessions,
            users.Where(u => u.Waits == 0).DistinctBy(u => u.Id, StringComparer.Ordinal).ToDictionary(u => u.Id, u => u.ToUser(), StringComparer.Ordinal),
            [.. users.Where(u => u.Waits == 1).Select(u => u.ToUser())],
            await PresenceStore.OfExamAsync(reader, examId),
            retained,
            unread);
    }

    private async Task CountAnswersAsync(DatabaseSession reader, IReadOnlyList<ExamSession> sessions)
    {
        if (_answered.Count > Kept)
        {
            _answered.Clear();
        }

        var moved = sessions.Where(session => !_answered.TryGetValue(session.Id, out var known) || known.Link != session.Chain.Link).ToList();
        var counts = moved.Count == 0 ? new Dictionary<string, int>(StringComparer.Ordinal) : await AnswerStore.AnsweredAsync(reader, moved.Select(session => session.Id));
        foreach (var session in moved)
        {
            _answered[session.Id] = (session.Chain.Link, counts.GetValueOrDefault(session.Id));
        }
    }

    private static async Task<IReadOnlyDictionary<string, long>> CountAsync(DatabaseSession reader, string sql, string examId)
    {
        var rows = await reader.QueryAsync<CountRow>($"""select session_id as "SessionId", n as "Count" from ({sql}) counted""", new { examId });
        return rows.ToDictionary(row => row.SessionId, row => row.Count, StringComparer.Ordinal);
    }

    private sealed record Facts(
        IReadOnlyList<ExamSession> Sessions,
        IReadOnlyDictionary<string, SessionUser> Users,
        IReadOnlyList<SessionUser> Waiting,
        IReadOnlyDictionary<string, Presence> Presence,
        IReadOnlyDictionary<string, long> Retained,
        IReadOnlyDictionary<string, long> Unread);

    private sealed record UserRow
    {
        public string Id { get; init; } = "";
        public string? Name { get; init; }
        public string Email { get; init; } = "";
        public long Waits { get; init; }

        public SessionUser ToUser() => new(Id, Name, Email);
    }

    private sealed record CountRow
    {
        public string SessionId { get; init; } = "";
        public long Count { get; init; }
    }
}
