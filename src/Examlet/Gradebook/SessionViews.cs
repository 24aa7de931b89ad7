using Examlet.Answers;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Scoring;
using Examlet.Storage;
using Examlet.Time;
using Examlet.Users;

namespace Examlet.Gradebook;

/// <summary>Makes the teachers' views of exam sessions.</summary>
public sealed class SessionViews(
    Database database,
    ExamPapers papers,
    SessionScores scores,
    FileAddresses addresses,
    TimeProvider clock
)
{
    /// <summary>Sessions without their answers, by ID.</summary>
    public async Task<IReadOnlyDictionary<string, ExamSessionBody>> OfAsync(
        IReadOnlyList<ExamSession> sessions,
        CancellationToken cancellation
    )
    {
        var answered = await database.ReadAsync(
            reader => AnswerStore.AnsweredAsync(reader, sessions.Select(s => s.Id)),
            cancellation
        );
        var users = await UsersAsync(sessions, cancellation);
        var settings = new Dictionary<string, ExamSettings>(StringComparer.Ordinal);
        foreach (var examId in sessions.Select(session => session.ExamId).Distinct(StringComparer.Ordinal))
        {
            settings[examId] = await SettingsAsync(examId, cancellation);
        }

        var bodies = new Dictionary<string, ExamSessionBody>(StringComparer.Ordinal);
        foreach (var session in sessions)
        {
            var score = await scores.GetAsync(session, cancellation);
            bodies[session.Id] = await BodyAsync(
                session,
                settings[session.ExamId],
                users[session.UserId],
                answered.GetValueOrDefault(session.Id),
                score,
                answers: null,
                cancellation
            );
        }

        return bodies;
    }

    /// <summary>A session with its answers.</summary>
    /// <param name="session">The session as it was read, or changed.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="asItWas">With the answers that it had then, whatever was saved since.</param>
    public async Task<ExamSessionBody> WithAnswersAsync(
        ExamSession session,
        CancellationToken cancellation,
        bool asItWas = false
    )
    {
        var answers = await database.ReadAsync(
            reader =>
                asItWas
                    ? AnswerStore.CurrentAtAsync(reader, session.Id, session.LastSeq)
                    : AnswerStore.CurrentAsync(reader, session.Id),
            cancellation
        );
        var users = await UsersAsync([session], cancellation);
        var score = await scores.GetAsync(session, cancellation);
        var paper = await papers.GetAsync(session.VersionId, cancellation);
        var byQuestion = answers.ToDictionary(a => a.QuestionId, StringComparer.Ordinal);
        var scored = score?.Questions.ToDictionary(q => q.QuestionId, StringComparer.Ordinal);
        var shown = paper
            .Questions.Where(q => byQuestion.ContainsKey(q.Id))
            .Select(q =>
                Shown(addresses.ForTeachers(session, paper, byQuestion[q.Id]), scored?.GetValueOrDefault(q.Id))
            )
            .ToList();
        return await BodyAsync(
            session,
            await SettingsAsync(session.ExamId, cancellation),
            users[session.UserId],
            answers.Count(a => a.Body.Completed),
            score,
            shown,
            cancellation
        );
    }

    private static AnswerOfSession Shown(AnswerVersion answer, QuestionScore? scored) =>
        new(
            answer.QuestionId,
            answer.Value,
            answer.Body.Completed,
            answer.Context,
            answer.Version.Epoch,
            answer.Version.Revision,
            answer.SavedAt,
            scored?.Points,
            scored?.Correct,
            scored?.Share
        );

    private async Task<ExamSessionBody> BodyAsync(
        ExamSession session,
        ExamSettings settings,
        SessionUser user,
        int answered,
        ExamScore? score,
        IReadOnlyList<AnswerOfSession>? answers,
        CancellationToken cancellation
    )
    {
        var now = clock.Now();
        var completion = session.CompletionAt(now);
        var paper = await papers.GetAsync(session.VersionId, cancellation);
        return new ExamSessionBody(
            session.Id,
            session.ExamId,
            user,
            session.EmbedSessionId,
            session.StatusAt(now),
            session.IsFinalAt(now),
            completion?.Reason,
            session.StartedAt,
            session.DeadlineAt,
            DeadlinePartsBody.Of(session.DeadlinePartsAt(now)),
            completion?.At,
            session.ExtraTime.TotalMinutes,
            session.TimeMultiplier,
            new Progress(answered, paper.AnswerableCount),
            score is null ? null : ScoreBody.Of(score, session.ScoreRevision, Mark.Of(settings, score)),
            score?.RulesVersion,
            session.IsReleasedAt(settings.ResultRule, now),
            session.KeySeen,
            session.ReceiptCode is { Length: > 0 } code ? code : null,
            session.VoidedAt,
            answers
        );
    }

    /// <summary>The settings of the exam as it is now.</summary>
    private async Task<ExamSettings> SettingsAsync(string examId, CancellationToken cancellation)
    {
        var head = await database.ReadAsync(reader => ExamStore.CurrentVersionAsync(reader, examId), cancellation);
        return (await papers.GetAsync(head, cancellation)).Content.Settings;
    }

    private async Task<IReadOnlyDictionary<string, SessionUser>> UsersAsync(
        IReadOnlyList<ExamSession> sessions,
        CancellationToken cancellation
    )
    {
        var rows = await database.ReadAsync(
            reader =>
                reader.QueryAsync<UserRow>(
                    """select id as "Id", name as "Name", email as "Email" from app_user where """
                        + $"""{reader.In("id", "ids")}""",
                    new { ids = Reader.List(sessions.Select(s => s.UserId).Distinct(StringComparer.Ordinal)) }
                ),
            cancellation
        );
        return rows.ToDictionary(
            row => row.Id,
            row => new SessionUser(row.Id, row.Name, row.Email),
            StringComparer.Ordinal
        );
    }

    private sealed record UserRow
    {
        public string Id { get; init; } = "";
        public string? Name { get; init; }
        public string Email { get; init; } = "";
    }
}
