using Examlet.Access;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Storage;
using Examlet.Users;
using Examlet.Webhooks;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.EmbedSessions;

/// <summary>
/// Makes embed sessions. First it checks whether the caller may, whether the student may take the exam, and what will
/// cut the student's time short.
/// </summary>
public static class EmbedPreparation
{
    public static async Task<(IReadOnlyList<string> Warnings, ProblemHttpResult? Problem)> CheckAsync(
        Reader reader,
        CurrentCaller caller,
        string actorId,
        string examId,
        DateTimeOffset now
    )
    {
        var errors = new InputErrors();
        var actor = await UserStore.FindAsync(reader, caller.WorkspaceId, actorId);
        if (actor is null)
        {
            errors.Add("actor", "`actor` is not a user of this workspace. Create the user first and send its ID.");
        }

        var found = await ExamStore.FindAsync(reader, caller, examId);
        if (found is null)
        {
            errors.Add("presets.examId", "`presets.examId` is not an exam of this workspace.");
        }

        if (errors.Any)
        {
            return ([], Problems.Invalid(errors));
        }

        var (exam, role) = found!.Value;
        if (role < ExamRole.Manager)
        {
            return (
                [],
                Problems.Forbidden(
                    $"Making embed sessions needs the role {ExamRole.Manager.Name()} on the exam or a higher one."
                )
            );
        }

        if (!Roles.IsAdministrator(actor!.Role) && await PermissionStore.FindAsync(reader, examId, actorId) is null)
        {
            return (
                [],
                Problems.Invalid(
                    "presets.examId",
                    $"The actor may not take this exam. Give them the role participant with POST /permissions/{examId}."
                )
            );
        }

        string[] noQuestions =
            exam.Content.Questions.Count == 0 ? ["The exam has no questions: the student cannot start it."] : [];
        return ([.. noQuestions, .. Warnings(exam.Content.Settings, actor, now)], null);
    }

    /// <summary>Checks whether the caller may make a session of a staff flow for that actor.</summary>
    public static async Task<ProblemHttpResult?> CheckStaffAsync(
        Reader reader,
        CurrentCaller caller,
        CreateEmbedSession input
    )
    {
        var errors = new InputErrors();
        var actor = await UserStore.FindAsync(reader, caller.WorkspaceId, input.Actor!);
        if (actor is null)
        {
            errors.Add("actor", "`actor` is not a user of this workspace. Create the user first and send its ID.");
        }

        if (input.Flow == StaffFlows.EditRubric)
        {
            if (actor?.Role == Roles.Student)
            {
                errors.Add("actor", "`actor` must be a member of staff: its role is student.");
            }

            return errors.Any ? Problems.Invalid(errors) : null;
        }

        var found = await ExamStore.FindAsync(reader, caller, EmbedSessionInput.ExamId(input)!);
        if (found is null)
        {
            errors.Add("presets.examId", "`presets.examId` is not an exam of this workspace.");
        }

        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }

        var (exam, role) = found!.Value;
        if (role < ExamRole.Manager)
        {
            return Problems.Forbidden(
                $"Making embed sessions needs the role {ExamRole.Manager.Name()} on the exam or a higher one."
            );
        }

        var needed = input.Flow == StaffFlows.GradeExam ? ExamRole.Grader : ExamRole.Viewer;
        if (!(await PermissionStore.RoleOfAsync(reader, exam.WorkspaceId, exam.Id, actor!.Id)).Includes(needed))
        {
            errors.Add(
                "actor",
                $"`actor` may not do this with the exam. Give them the role {needed.Name()} with "
                    + $"POST /permissions/{exam.Id}."
            );
        }

        if (
            StaffPresets.Text(input, "questionId") is { } question
            && exam.Content.Questions.All(known => known.Id != question)
        )
        {
            errors.Add("presets.questionId", "`presets.questionId` is not a question of this exam.");
        }

        return errors.Any ? Problems.Invalid(errors) : null;
    }

    /// <summary>
    /// Adds an embed session. If the student's attempt is over, binds the embed session to it at once, so that it shows
    /// the hand-in. Returns that attempt with the embed session.
    /// </summary>
    public static async Task<SessionEntry> AddAsync(Transaction transaction, EmbedSession embed)
    {
        await EmbedSessionStore.AddAsync(transaction, embed);
        // Locked: a hand-in at this moment is waited for, and seen.
        var attempt = await ExamSessionStore.LockAttemptAsync(transaction, embed.ExamId, embed.Actor);
        if (attempt?.CompletionAt(embed.CreatedAt) is null)
        {
            return new SessionEntry(embed, MayTake: true, Session: null);
        }

        await ExamSessionStore.BindEmbedAsync(transaction, embed.Id, attempt.Id);
        await WebhookOutbox.BoundAsync(transaction, attempt, embed.Id, embed.CreatedAt);
        return new SessionEntry(embed with { ExamSessionId = attempt.Id }, MayTake: true, attempt);
    }

    /// <summary>The reasons that will cut the student's time short, in plain words.</summary>
    private static IReadOnlyList<string> Warnings(ExamSettings settings, User actor, DateTimeOffset now)
    {
        if (settings.ClosesAt is not { } closesAt)
        {
            return [];
        }

        if (closesAt <= now)
        {
            return ["The exam has closed: the student cannot start it."];
        }

        var starts = settings.OpensAt > now ? settings.OpensAt.Value : now;
        return settings.TimeLimit is { } limit && starts + TimeSpan.FromMinutes(limit * actor.TimeMultiplier) > closesAt
            ?
            [
                $"The exam closes at {closesAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, before the student's "
                    + $"{limit * actor.TimeMultiplier:0.##} minutes are over.",
            ]
            : [];
    }
}
