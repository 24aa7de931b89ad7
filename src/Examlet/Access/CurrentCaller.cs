using System.Security.Claims;

namespace Examlet.Access;

/// <summary>The user behind the API key of a REST call.</summary>
public sealed record CurrentCaller(string UserId, string WorkspaceId, string Role, string KeyId)
{
    private const string WorkspaceClaim = "workspace";
    private const string KeyClaim = "key";

    public bool IsAdministrator => Roles.IsAdministrator(Role);

    /// <summary>
    /// Binds the parameter of an endpoint. The endpoint requires authentication, so there is a caller.
    /// </summary>
    public static ValueTask<CurrentCaller> BindAsync(HttpContext http) => ValueTask.FromResult(From(http.User)!);

    /// <summary>The caller that authentication found, or null for nobody.</summary>
    public static CurrentCaller? From(ClaimsPrincipal principal) =>
        principal.FindFirstValue(ClaimTypes.NameIdentifier) is { } user
            ? new(
                user,
                principal.FindFirstValue(WorkspaceClaim)!,
                principal.FindFirstValue(ClaimTypes.Role)!,
                principal.FindFirstValue(KeyClaim)!
            )
            : null;

    public ClaimsPrincipal ToPrincipal(string scheme) =>
        new(
            new ClaimsIdentity(
                [
                    new(ClaimTypes.NameIdentifier, UserId),
                    new(WorkspaceClaim, WorkspaceId),
                    new(ClaimTypes.Role, Role),
                    new(KeyClaim, KeyId),
                ],
                scheme
            )
        );
}
