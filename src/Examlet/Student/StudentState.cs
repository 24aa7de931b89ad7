using System.Collections.ObjectModel;
using System.Text.Json;
using Examlet.Access;
using Examlet.Answers;
using Examlet.EmbedSessions;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Questions;
using Examlet.Room;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Student;

/// <summary>What a student's browser gets from <c>start</c> and <c>open</c> (contract §10). Never the key.</summary>
public sealed record StudentState(
    string Status,
    long Epoch,
    DateTimeOffset ServerNow,
    DateTimeOffset? StartedAt,
    DateTimeOffset? Deadline,
    DeadlinePartsBody? DeadlineParts,
    JsonElement? Theme,
    string? SessionId,
    StudentExam Exam,
    IReadOnlyDictionary<string, StudentAnswer> Answers,
    IReadOnlyList<StudentFile> Files,
    StoredState State,
    CompletionBody? Completion,
    EventNumber? Event
)
{
    /// <summary>Keys, in base64, for what the browser keeps of this session until the server has it; the first is the
    /// one to encrypt with.</summary>
    public IReadOnlyList<string> OutboxKeys { get; init; } = [];

    /// <summary>What staff told the student so far, oldest first.</summary>
    public IReadOnlyList<StudentAnnouncement> Announcements { get; init; } = [];
}

/// <summary>The exam as a student sees it; without questions before the start and after completion. With linear
/// navigation <c>nextQuestionId</c> names the question that comes after the ones shown (null after the last), so that
/// the student can go on to it.
/// </summary>
public sealed record StudentExam(
    string Id,
    string Name,
    ExamSettings Settings,
    IReadOnlyList<StudentQuestion> Questions,
    string? NextQuestionId
);

/// <summary>The current answer to one question.</summary>
public sealed record StudentAnswer(
    JsonElement Value,
    bool Completed,
    JsonElement? Context,
    long Epoch,
    long Revision,
    DateTimeOffset SavedAt
)
{
    public static StudentAnswer Of(AnswerVersion answer) =>
        new(
            answer.Value,
            answer.Body.Completed,
            answer.Context,
            answer.Version.Epoch,
            answer.Version.Revision,
            answer.SavedAt
        );
}

/// <summary>The end of an exam session as the browser gets it.</summary>
public sealed record CompletionBody(
    string Status,
    string CompletionReason,
    DateTimeOffset CompletedAt,
    Outputs Outputs,
    string? ReturnUrl,
    EventNumber? Event
)
{
    /// <summary>Null while the session is in progress.</summary>
    public static CompletionBody? Of(
        EmbedSession embed,
        ExamSession? session,
        DateTimeOffset now,
        EventNumber? written = null
    ) =>
        session?.CompletionAt(now) is { } completion && EmbedSession.OutputsAt(now, session) is { } outputs
            ? new CompletionBody(
                "completed",
                completion.Reason,
                completion.At,
                outputs,
                embed.ReturnUrlOf(outputs),
                written
            )
            : null;
}

/// <summary>Puts the state together from what is stored.</summary>
public sealed class StudentStates(
    Database database,
    ExamPapers papers,
    StudentFiles files,
    OutboxKeys outboxKeys,
    TimeProvider clock
)
{
    /// <summary>The state after a step of the student that was not refused.</summary>
    public async Task<StudentStateStream> OfAsync(AttemptOutcome outcome, CancellationToken cancellation)
    {
        var now = clock.Now();
        var embed = outcome.Entry!.Embed;
        var session = outcome.Session;
        var versionId =
            session?.VersionId
            ?? await database.ReadAsync(reader => ExamStore.CurrentVersionAsync(reader, embed.ExamId), cancellation);
        var paper = await papers.GetAsync(versionId, cancellation);
        // A pause hides the questions.
        var inProgress = session is { PausedAt: null } && session.CompletionAt(now) is null;
        var announcements = session is { Announcements: > 0 }
            ? await database.ReadAsync(reader => AnnouncementStore.ListAsync(reader, session.Id), cancellation)
            : [];
        var mayHoldAnswers = inProgress && !outcome.HasBegun;
        var state = new StudentState(
            session?.StatusAt(now) ?? "not_started",
            session?.Epoch ?? 0,
            now,
            session?.StartedAt,
            session?.DeadlineAt,
            session is null ? null : DeadlinePartsBody.Of(session.DeadlinePartsAt(now)),
            embed.Theme,
            session?.Id,
            new StudentExam(
                embed.ExamId,
                paper.Content.Name,
                paper.Content.Settings,
                inProgress ? paper.VisibleTo(session!) : [],
                inProgress ? paper.NextFor(session!) : null
            ),
            ReadOnlyDictionary<string, StudentAnswer>.Empty,
            mayHoldAnswers ? await files.OfAsync(session!, cancellation) : [],
            inProgress && session!.State is { } stored ? Json.Read<StoredState>(stored) : StoredState.Empty,
            CompletionBody.Of(embed, session, now),
            outcome.Event
        )
        {
            OutboxKeys = session is null ? [] : [.. outboxKeys.Of(session.Id).Select(Convert.ToBase64String)],
            Announcements =
            [
                .. announcements.Where(told => told.Number <= session!.Announcements).Select(StudentAnnouncement.Of),
            ],
        };
        var answers = mayHoldAnswers
            ? AnswerSlices
                .ReadAsync(database, session!.Id, session.Epoch, cancellation)
                .Select(slice => slice.Select(answer => FileAnswer.ForStudent(paper, answer)))
            : AsyncEnumerable.Empty<IEnumerable<AnswerVersion>>();
        return new StudentStateStream(state, answers);
    }
}
