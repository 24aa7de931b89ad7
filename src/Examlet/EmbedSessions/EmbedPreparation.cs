using Examlet.Access;
using Examlet.Exams;
using Examlet.Http;
using Examlet.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.EmbedSessions;

/// <summary>Looks before an embed session is created: may the caller make it, may the student take the exam, and what will cut their time short.</summary>
public sealed class EmbedPreparation(ExamStore exams, UserStore users, PermissionStore permissions)
{
    public async Task<(IReadOnlyList<string> Warnings, ProblemHttpResult? Problem)> CheckAsync(
        CurrentCaller caller, string actorId, string examId, DateTimeOffset now, CancellationToken cancellation)
    {
        var errors = new InputErrors();
        var actor = await users.FindAsync(caller.WorkspaceId, actorId, cancellation);
        if (actor is null)
        {
            errors.Add("actor", "`actor` is not a user of this workspace. Create the user first and send its ID.");
        }

        var found = await exams.FindAsync(caller, examId, cancellation);
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
            return ([], Problems.Forbidden($"Making embed sessions needs the role {ExamRole.Manager.Name()} on the exam or a higher one."));
        }

        if (!Roles.IsAdministrator(actor!.Role) && await permissions.FindAsync(examId, actorId, cancellation) is null)
        {
            return ([], Problems.Invalid(
                "presets.examId", $"The actor may not take this exam. Give them the role participant with POST /permissions/{examId}."));
        }

        string[] noQuestions = exam.Content.Questions.Count == 0 ? ["The exam has no questions: the student cannot start it."] : [];
        return ([.. noQuestions, .. Warnings(exam.Content.Settings, actor, now)], null);
    }

    /// <summary>What will cut the student's time short, in plain words.</summary>
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
            ? [$"The exam closes at {closesAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, before the student's {limit * actor.TimeMultiplier:0.##} minutes are over."]
            : [];
    }
}
