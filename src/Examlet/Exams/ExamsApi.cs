using System.Text.Json;
using System.Text.Json.Serialization;
using Examlet.Access;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Questions;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Exams;

/// <summary>An exam as its authors see it, the key included.</summary>
public sealed record ExamBody(
    string Id,
    string Name,
    string? Subject,
    string? StudentLevel,
    string? Language,
    string? Context,
    double? IntendedDuration,
    IReadOnlyList<Question> Questions,
    ExamSettings Settings,
    IReadOnlyList<PermissionBody> Permissions,
    JsonElement? Metadata,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string? TaxonomyId,
    IReadOnlyList<string>? SourceMaterialIds,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<InputWarning>? Warnings = null
)
{
    /// <param name="exam">The exam.</param>
    /// <param name="permissions">The permissions on it.</param>
    /// <param name="warnings">The warnings about the input; null for an exam that is only read.</param>
    public static ExamBody Of(
        Exam exam,
        IReadOnlyList<Permission> permissions,
        IReadOnlyList<InputWarning>? warnings = null
    ) =>
        new(
            exam.Id,
            exam.Content.Name,
            exam.Content.Subject,
            exam.Content.StudentLevel,
            exam.Content.Language,
            exam.Content.Context,
            exam.Content.IntendedDuration,
            exam.Content.Questions,
            exam.Content.Settings,
            [.. permissions.Select(PermissionBody.Of)],
            exam.Metadata,
            exam.CreatedAt,
            exam.UpdatedAt,
            exam.Content.TaxonomyId,
            exam.Content.SourceMaterialIds,
            warnings
        );
}

/// <summary>An exam in a list: without its questions.</summary>
public sealed record ExamListItem(
    string Id,
    string Name,
    string? Subject,
    string? StudentLevel,
    string? Language,
    double? IntendedDuration,
    int QuestionCount,
    ExamSettings Settings,
    JsonElement? Metadata,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public static ExamListItem Of(Exam exam) =>
        new(
            exam.Id,
            exam.Content.Name,
            exam.Content.Subject,
            exam.Content.StudentLevel,
            exam.Content.Language,
            exam.Content.IntendedDuration,
            exam.Content.Questions.Count,
            exam.Content.Settings,
            exam.Metadata,
            exam.CreatedAt,
            exam.UpdatedAt
        );
}

/// <summary>Exams (contract §4).</summary>
public static class ExamsApi
{
    public static void MapExams(this IEndpointRouteBuilder api)
    {
        var exams = api.MapGroup("/exams").WithTags("Exams").RequireAuthorization(Policies.Staff);
        exams.MapPost("/", Create).WithSummary("Create an exam").TakesAtMost(Bodies.Exam).TakesMuch();
        exams.MapGet("/", List).GivesMuch().WithSummary("List exams");
        exams.MapGet("/{id}", Get).GivesMuch().WithSummary("Get an exam with its questions and key");
        exams
            .MapPatch("/{id}", Change)
            .WithSummary("Change an exam; sessions that have begun keep their version")
            .TakesAtMost(Bodies.Exam)
            .TakesMuch();
        exams.MapDelete("/{id}", Delete).WithSummary("Delete an exam that has no sessions");
    }

    private static async Task<Results<Created<ExamBody>, ProblemHttpResult>> Create(
        CreateExam body,
        CurrentCaller caller,
        RepeatableRequest request,
        QuestionTypeCatalog types,
        TimeProvider clock
    )
    {
        var errors = new InputErrors();
        var budget = new CheckBudget();
        var content = ExamInput.Apply(new ExamContent { Name = "" }, ExamInput.AsChange(body), types, errors, budget);
        if (budget.StoppedAt is { } stoppedAt)
        {
            return Problems.TooMuchToCheck(stoppedAt);
        }

        var granted = await request.ReadAsync(reader => GrantedAsync(reader, body.Permissions ?? [], caller, errors));
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }

        return await request.AnswerAsync(async transaction =>
        {
            var exam = await ExamStore.AddAsync(transaction, caller, content, body.Metadata, granted, clock.Now());
            var permissions = await PermissionStore.ListAsync(transaction, exam.Id);
            return TypedResults.Created($"/exams/{exam.Id}", ExamBody.Of(exam, permissions, errors.Warnings));
        });
    }

    private static async Task<Results<Ok<Page<ExamListItem>>, ProblemHttpResult>> List(
        CurrentCaller caller,
        Database database,
        Cursors cursors,
        CancellationToken cancellation,
        string? limit = null,
        string? cursor = null
    )
    {
        if (cursors.TryRead(limit, cursor, out var paging) is { } problem)
        {
            return problem;
        }

        var rows = await database.ReadAsync(reader => ExamStore.ListAsync(reader, caller, paging), cancellation);
        return TypedResults.Ok(paging.Of(rows, exam => (exam.CreatedAt, exam.Id), ExamListItem.Of));
    }

    private static async Task<Results<Ok<ExamBody>, ProblemHttpResult>> Get(
        string id,
        CurrentCaller caller,
        Database database,
        CancellationToken cancellation
    )
    {
        var (found, problem) = await database.RequireAsync(caller, id, ExamRole.Viewer, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        var permissions = await database.ReadAsync(reader => PermissionStore.ListAsync(reader, id), cancellation);
        return TypedResults.Ok(ExamBody.Of(found.Exam, permissions));
    }

    private static async Task<Results<Ok<ExamBody>, ProblemHttpResult>> Change(
        string id,
        ChangeExam body,
        CurrentCaller caller,
        Database database,
        QuestionTypeCatalog types,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (found, problem) = await database.RequireAsync(caller, id, ExamRole.Editor, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        var errors = new InputErrors();
        var budget = new CheckBudget();
        var content = ExamInput.Apply(found.Exam.Content, body, types, errors, budget);
        if (budget.StoppedAt is { } stoppedAt)
        {
            return Problems.TooMuchToCheck(stoppedAt);
        }

        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }

        var asked = found.Exam with { Content = content, Metadata = body.Metadata.Or(found.Exam.Metadata) };
        var changed = await database.WriteAsync(
            transaction => ExamStore.UpdateAsync(transaction, asked, clock.Now()),
            cancellation
        );
        var permissions = await database.ReadAsync(reader => PermissionStore.ListAsync(reader, id), cancellation);
        return TypedResults.Ok(ExamBody.Of(changed, permissions, errors.Warnings));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        string id,
        CurrentCaller caller,
        Database database,
        CancellationToken cancellation
    )
    {
        var (_, problem) = await database.RequireAsync(caller, id, ExamRole.Owner, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        return await database.WriteAsync(transaction => ExamStore.TryDeleteAsync(transaction, id), cancellation)
            ? TypedResults.NoContent()
            : Problems.Conflict(
                "exam-has-sessions",
                "Students have taken this exam: it cannot be deleted. Their sessions and answers would lose their exam."
            );
    }

    private static async Task<IReadOnlyDictionary<string, ExamRole>> GrantedAsync(
        Reader reader,
        IReadOnlyList<GrantPermission?> grants,
        CurrentCaller caller,
        InputErrors errors
    )
    {
        var known =
            grants.Count == 0
                ? new HashSet<string>()
                : await PermissionStore.ExistingUsersAsync(
                    reader,
                    caller.WorkspaceId,
                    grants.Select(g => g?.Actor ?? "")
                );
        var granted = new Dictionary<string, ExamRole>(StringComparer.Ordinal);
        for (var i = 0; i < grants.Count; i++)
        {
            var grant = grants[i] ?? new GrantPermission(Actor: null, Role: null);
            PermissionsApi.Check(grant, $"permissions[{i}].", known, errors);
            granted[grant.Actor ?? ""] = ExamRoles.Parse(grant.Role);
        }

        granted[caller.UserId] = ExamRole.Owner;
        return granted;
    }
}
