using System.ComponentModel.DataAnnotations;
using Examlet.Access;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Examlet.Exams;

/// <summary>The body of <c>POST /permissions/{examId}</c>, and an entry of <c>permissions</c> when an exam is
/// created.</summary>
public sealed record GrantPermission([property: Required] string? Actor, [property: Required] string? Role);

/// <summary>A permission as clients see it.</summary>
public sealed record PermissionBody(
    string Actor,
    string Role,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    string CreatedBy
)
{
    public static PermissionBody Of(Permission permission) =>
        new(permission.Actor, permission.Role.Name(), permission.CreatedAt, permission.UpdatedAt, permission.CreatedBy);
}

/// <summary>The permissions on exams (contract §4).</summary>
public static class PermissionsApi
{
    public static void MapPermissions(this IEndpointRouteBuilder api)
    {
        var permissions = api.MapGroup("/permissions/{examId}")
            .WithTags("Permissions")
            .RequireAuthorization(Policies.Staff);
        permissions
            .MapGet("/", List)
            .WithSummary("List who may do what with an exam: without `limit` the bare list of all, with it a page")
            .AddOpenApiOperationTransformer(SayBoth);
        permissions.MapPost("/", Put).WithSummary("Give a user a role on an exam");
        permissions.MapDelete("/{actor}", Delete).WithSummary("Take a user's role on an exam away");
    }

    /// <summary>Describes both forms of a 200: the list and the page.</summary>
    private static Task SayBoth(
        OpenApiOperation operation,
        OpenApiOperationTransformerContext context,
        CancellationToken cancellation
    )
    {
        var content = operation.Responses!["200"].Content!["application/json"];
        var list = new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = new OpenApiSchemaReference(nameof(PermissionBody), context.Document),
        };
        content.Schema = new OpenApiSchema
        {
            OneOf = [list, new OpenApiSchemaReference($"PageOf{nameof(PermissionBody)}", context.Document)],
        };
        return Task.CompletedTask;
    }

    /// <summary>
    /// Lists all permissions as a bare list, which the platform's clients expect. With <paramref name="limit"/> it
    /// lists a page.
    /// </summary>
    private static async Task<
        Results<Ok<IReadOnlyList<PermissionBody>>, Ok<Page<PermissionBody>>, ProblemHttpResult>
    > List(
        string examId,
        CurrentCaller caller,
        Database database,
        Cursors cursors,
        CancellationToken cancellation,
        string? limit = null,
        string? cursor = null
    )
    {
        var (_, forbidden) = await database.RequireAsync(caller, examId, ExamRole.Viewer, cancellation);
        var invalid = cursors.TryRead(limit, cursor, out var paging);
        if ((forbidden ?? invalid) is { } problem)
        {
            return problem;
        }

        if (limit is null && cursor is null)
        {
            var all = await database.ReadAsync(reader => PermissionStore.ListAsync(reader, examId), cancellation);
            return TypedResults.Ok<IReadOnlyList<PermissionBody>>([.. all.Select(PermissionBody.Of)]);
        }

        var rows = await database.ReadAsync(reader => PermissionStore.ListAsync(reader, examId, paging), cancellation);
        return TypedResults.Ok(
            paging.Of(rows, permission => (permission.CreatedAt, permission.Actor), PermissionBody.Of)
        );
    }

    private static async Task<Results<Created<PermissionBody>, Ok<PermissionBody>, ProblemHttpResult>> Put(
        string examId,
        GrantPermission body,
        CurrentCaller caller,
        RepeatableRequest request,
        TimeProvider clock
    )
    {
        var (found, problem) = await request.ReadAsync(reader =>
            ExamAccess.RequireAsync(reader, caller, examId, ExamRole.Manager)
        );
        if (problem is not null)
        {
            return problem;
        }

        var errors = new InputErrors();
        var known = await request.ReadAsync(reader =>
            PermissionStore.ExistingUsersAsync(reader, caller.WorkspaceId, [body.Actor ?? ""])
        );
        Check(body, "", known, errors);
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }

        return await request.AnswerAsync(transaction =>
            PutAsync(
                transaction,
                examId,
                body.Actor!,
                ExamRoles.Parse(body.Role),
                (caller.UserId, found.Role),
                clock.Now()
            )
        );
    }

    private static async Task<Results<Created<PermissionBody>, Ok<PermissionBody>, ProblemHttpResult>> PutAsync(
        Transaction transaction,
        string examId,
        string actor,
        ExamRole role,
        (string UserId, ExamRole Role) by,
        DateTimeOffset now
    )
    {
        await PermissionStore.LockAsync(transaction, examId);
        var current = await PermissionStore.FindAsync(transaction, examId, actor);
        if (role > by.Role || current?.Role > by.Role)
        {
            return Problems.Forbidden("Nobody grants or changes a role above their own on the exam.");
        }

        if (
            current?.Role == ExamRole.Owner
            && role != ExamRole.Owner
            && !await HasOtherOwner(transaction, examId, actor)
        )
        {
            return LastOwner();
        }

        var put = PermissionBody.Of(await PermissionStore.PutAsync(transaction, examId, actor, role, by.UserId, now));
        return current is null ? TypedResults.Created($"/permissions/{examId}", put) : TypedResults.Ok(put);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Delete(
        string examId,
        string actor,
        CurrentCaller caller,
        Database database,
        CancellationToken cancellation
    )
    {
        var (found, problem) = await database.RequireAsync(caller, examId, ExamRole.Manager, cancellation);
        return problem is not null
            ? problem
            : await database.WriteAsync(
                transaction => DeleteAsync(transaction, examId, actor, found.Role),
                cancellation
            );
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(
        Transaction transaction,
        string examId,
        string actor,
        ExamRole by
    )
    {
        await PermissionStore.LockAsync(transaction, examId);
        if (await PermissionStore.FindAsync(transaction, examId, actor) is not { } current)
        {
            return Problems.NotFound("permission");
        }

        if (current.Role > by)
        {
            return Problems.Forbidden("Nobody takes away a role above their own on the exam.");
        }

        if (current.Role == ExamRole.Owner && !await HasOtherOwner(transaction, examId, actor))
        {
            return LastOwner();
        }

        return await PermissionStore.RemoveAsync(transaction, examId, actor)
            ? TypedResults.NoContent()
            : Problems.NotFound("permission");
    }

    /// <summary>
    /// Checks one grant. <paramref name="path"/> is empty or ends in a dot; <paramref name="known"/> has the users of
    /// the workspace.
    /// </summary>
    internal static void Check(GrantPermission grant, string path, IReadOnlySet<string> known, InputErrors errors)
    {
        if (grant.Actor is null || !grant.Actor.StartsWith(Ids.User, StringComparison.Ordinal))
        {
            errors.Add($"{path}actor", $"`{path}actor` must be the ID of a user; it starts with {Ids.User}.");
        }
        else if (!known.Contains(grant.Actor))
        {
            errors.Add(
                $"{path}actor",
                $"`{path}actor` is not a user of this workspace. Create the user first and send its ID."
            );
        }

        if (ExamRoles.Parse(grant.Role) == ExamRole.None)
        {
            errors.Add($"{path}role", $"`{path}role` must be one of: {string.Join(", ", ExamRoles.Names)}.");
        }
    }

    private static async Task<bool> HasOtherOwner(Transaction transaction, string examId, string actor) =>
        (await PermissionStore.ListAsync(transaction, examId)).Any(p => p.Role == ExamRole.Owner && p.Actor != actor);

    private static ProblemHttpResult LastOwner() =>
        Problems.Conflict("last-owner", "This is the only owner of the exam. Make another user its owner first.");
}
