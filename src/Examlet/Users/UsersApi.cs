using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Examlet.Access;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Users;

/// <summary>The body of <c>POST /users</c>.</summary>
public sealed record CreateUser(
    [property: Required] string? Email,
    string? Name,
    string? Role,
    double? TimeMultiplier,
    [property: MetadataForm] JsonElement? Metadata
);

/// <summary>The body of <c>PATCH /users/{id}</c> and <c>PATCH /me</c>; <c>/me</c> takes name and metadata
/// only.</summary>
public sealed record ChangeUser(
    Optional<string> Email,
    Optional<string> Name,
    Optional<string> Role,
    Optional<double?> TimeMultiplier,
    [property: MetadataForm] Optional<JsonElement?> Metadata
);

/// <summary>A user as clients see it.</summary>
public sealed record UserBody(
    string Id,
    string Email,
    string? Name,
    string Role,
    double TimeMultiplier,
    JsonElement? Metadata,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt
)
{
    public static UserBody Of(User user) =>
        new(
            user.Id,
            user.Email,
            user.Name,
            user.Role,
            user.TimeMultiplier,
            user.Metadata,
            user.CreatedAt,
            user.UpdatedAt
        );
}

/// <summary>Users of the workspace, and the caller themselves (contract §3).</summary>
public static class UsersApi
{
    private const string Noun = "user";

    /// <summary>What deletes and erases users.</summary>
    public static void AddUsers(this IServiceCollection services) => services.AddSingleton<UserRemoval>();

    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        var users = api.MapGroup("/users").WithTags("Users").RequireAuthorization(Policies.Staff);
        users.MapPost("/", Create).WithSummary("Create a user");
        users.MapGet("/", List).WithSummary("List users");
        users.MapGet("/{id}", Get).WithSummary("Get a user");
        users.MapPatch("/{id}", Change).WithSummary("Change a user");
        users.MapDelete("/{id}", Delete).WithSummary("Delete a user; ?erase=true also erases what the user wrote");

        var me = api.MapGroup("/me").WithTags("Users").RequireAuthorization();
        me.MapGet("/", GetMe).WithSummary("Get the user behind the API key");
        me.MapPatch("/", ChangeMe).WithSummary("Change one's own name and metadata");
    }

    private static async Task<Results<Created<UserBody>, ProblemHttpResult>> Create(
        CreateUser body,
        CurrentCaller caller,
        RepeatableRequest request,
        TimeProvider clock
    )
    {
        var role = body.Role ?? Roles.Teacher;
        var errors = new InputErrors();
        User.CheckEmail(body.Email, errors);
        User.CheckName(body.Name, errors);
        User.CheckRole(role, caller, errors);
        User.CheckTimeMultiplier(body.TimeMultiplier ?? 1, errors);
        Fields.CheckMetadata("metadata", body.Metadata, errors);
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }

        if (!Roles.MayGrant(caller.Role, role))
        {
            return RoleAbove(role);
        }

        var now = clock.Now();
        var user = new User
        {
            Id = Ids.New(Ids.User),
            WorkspaceId = caller.WorkspaceId,
            Email = body.Email!,
            Name = body.Name,
            Role = role,
            TimeMultiplier = body.TimeMultiplier ?? 1,
            Metadata = body.Metadata,
            CreatedBy = caller.UserId,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return await request.AnswerAsync<Results<Created<UserBody>, ProblemHttpResult>>(async transaction =>
            await UserStore.TryAddAsync(transaction, user)
                ? TypedResults.Created($"/users/{user.Id}", UserBody.Of(user))
                : await EmailTaken(transaction, user)
        );
    }

    private static async Task<Results<Ok<Page<UserBody>>, ProblemHttpResult>> List(
        CurrentCaller caller,
        Database database,
        Cursors cursors,
        CancellationToken cancellation,
        string? email = null,
        string? limit = null,
        string? cursor = null
    )
    {
        if (cursors.TryRead(limit, cursor, out var paging) is { } problem)
        {
            return problem;
        }

        var rows = await database.ReadAsync(
            reader => UserStore.ListAsync(reader, caller.WorkspaceId, email, paging),
            cancellation
        );
        return TypedResults.Ok(paging.Of(rows, user => (user.CreatedAt, user.Id), UserBody.Of));
    }

    private static async Task<Results<Ok<UserBody>, ProblemHttpResult>> Get(
        string id,
        CurrentCaller caller,
        Database database,
        CancellationToken cancellation
    ) =>
        await database.ReadAsync(reader => UserStore.FindAsync(reader, caller.WorkspaceId, id), cancellation)
            is { } user
            ? TypedResults.Ok(UserBody.Of(user))
            : Problems.NotFound(Noun);

    private static Task<Results<Ok<UserBody>, ProblemHttpResult>> Change(
        string id,
        ChangeUser body,
        CurrentCaller caller,
        Database database,
        TimeProvider clock,
        CancellationToken cancellation
    ) =>
        database.WriteAsync<Results<Ok<UserBody>, ProblemHttpResult>>(
            async transaction =>
            {
                if (await UserStore.LockAsync(transaction, caller.WorkspaceId, id) is not { } user)
                {
                    return Problems.NotFound(Noun);
                }

                if (Forbidden(caller, user, body) is { } forbidden)
                {
                    return forbidden;
                }

                var isLowered = user.Role == Roles.Owner && body.Role.Or(Roles.Owner) != Roles.Owner;
                return isLowered && !await UserStore.HasOtherOwnerAsync(transaction, caller.WorkspaceId, id)
                    ? LastOwner()
                    : await SaveAsync(transaction, user, body, caller, clock.Now());
            },
            cancellation
        );

    private static Task<Results<NoContent, ProblemHttpResult>> Delete(
        string id,
        CurrentCaller caller,
        UserRemoval removal,
        Database database,
        TimeProvider clock,
        CancellationToken cancellation,
        bool erase = false
    ) =>
        database.WriteAsync<Results<NoContent, ProblemHttpResult>>(
            async transaction =>
            {
                if (await UserStore.LockAsync(transaction, caller.WorkspaceId, id) is not { } user)
                {
                    return Problems.NotFound(Noun);
                }

                if (!caller.IsAdministrator || !Roles.MayGrant(caller.Role, user.Role))
                {
                    return Problems.Forbidden(
                        "Only an owner or an admin deletes users, and only users whose role is not above their own."
                    );
                }

                if (
                    user.Role == Roles.Owner
                    && !await UserStore.HasOtherOwnerAsync(transaction, caller.WorkspaceId, id)
                )
                {
                    return LastOwner();
                }

                await removal.RemoveAsync(transaction, user, erase, caller.UserId, clock.Now());
                return TypedResults.NoContent();
            },
            cancellation
        );

    private static Task<Results<Ok<UserBody>, ProblemHttpResult>> GetMe(
        CurrentCaller caller,
        Database database,
        CancellationToken cancellation
    ) => Get(caller.UserId, caller, database, cancellation);

    private static Task<Results<Ok<UserBody>, ProblemHttpResult>> ChangeMe(
        ChangeUser body,
        CurrentCaller caller,
        Database database,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var own = body with { Email = default, Role = default, TimeMultiplier = default };
        return database.WriteAsync<Results<Ok<UserBody>, ProblemHttpResult>>(
            async transaction =>
                await UserStore.LockAsync(transaction, caller.WorkspaceId, caller.UserId) is { } user
                    ? await SaveAsync(transaction, user, own, caller, clock.Now())
                    : Problems.NotFound(Noun),
            cancellation
        );
    }

    private static async Task<Results<Ok<UserBody>, ProblemHttpResult>> SaveAsync(
        Transaction transaction,
        User user,
        ChangeUser body,
        CurrentCaller caller,
        DateTimeOffset now
    )
    {
        var changed = user with
        {
            Email = body.Email.Or(user.Email)!,
            Name = body.Name.Or(user.Name),
            Role = body.Role.Or(user.Role)!,
            Metadata = body.Metadata.Or(user.Metadata),
            UpdatedAt = now,
        };
        var errors = new InputErrors();
        User.CheckEmail(changed.Email, errors);
        User.CheckName(changed.Name, errors);
        User.CheckRole(changed.Role, caller, errors);
        User.CheckTimeMultiplier(body.TimeMultiplier.Or(user.TimeMultiplier), errors);
        Fields.CheckMetadata("metadata", changed.Metadata, errors);
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }

        changed = changed with { TimeMultiplier = body.TimeMultiplier.Or(user.TimeMultiplier)!.Value };
        return await UserStore.TryUpdateAsync(transaction, changed)
            ? TypedResults.Ok(UserBody.Of(changed))
            : await EmailTaken(transaction, changed);
    }

    private static ProblemHttpResult? Forbidden(CurrentCaller caller, User user, ChangeUser body)
    {
        var changesRole = body.Role.IsSet && body.Role.Value != user.Role;
        if (changesRole && !caller.IsAdministrator)
        {
            return Problems.Forbidden("Only an owner or an admin changes roles.");
        }

        if (!caller.IsAdministrator && (user.Role != Roles.Student || user.CreatedBy != caller.UserId))
        {
            return Problems.Forbidden(
                "A teacher changes students whom they made; PATCH /me changes your own name and metadata."
            );
        }

        if (!Roles.MayGrant(caller.Role, user.Role))
        {
            return Problems.Forbidden("You can change users whose role is not above your own.");
        }

        return changesRole && body.Role.Value is { } role && !Roles.MayGrant(caller.Role, role)
            ? RoleAbove(role)
            : null;
    }

    private static ProblemHttpResult RoleAbove(string role) =>
        Problems.Forbidden($"Nobody grants a role above their own: the role {role} is above yours.");

    private static ProblemHttpResult LastOwner() =>
        Problems.Conflict("last-owner", "This is the only owner of the workspace. Make another user owner first.");

    private static async Task<ProblemHttpResult> EmailTaken(Reader reader, User user)
    {
        var other = await UserStore.FindByEmailAsync(reader, user.WorkspaceId, user.Email);
        return Problems.Conflict(
            "email-taken",
            $"The workspace has a user with the e-mail {user.Email} already; `userId` is their ID.",
            problem => problem.Extensions["userId"] = other?.Id
        );
    }
}
