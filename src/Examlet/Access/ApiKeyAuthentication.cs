using System.Text.Encodings.Web;
using Examlet.Http;
using Examlet.Storage;
using Examlet.Telemetry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Examlet.Access;

/// <summary>
/// Authenticates REST calls by API key: <c>Authorization: Bearer examp_…</c>, or the bare key. Nothing else
/// authenticates.
/// </summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    Database database,
    ExamletMetrics metrics
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "ApiKey";

    /// <summary>The value of the Authorization header without <c>Bearer</c>; empty when there is none.</summary>
    public static string Credential(HttpRequest request)
    {
        const string bearer = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        return header.StartsWith(bearer, StringComparison.OrdinalIgnoreCase)
            ? header[bearer.Length..].Trim()
            : header.Trim();
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var key = Credential(Request);
        if (
            !ApiKey.HasForm(key)
            || await database.ReadAsync(reader => ApiKeyStore.FindCallerAsync(reader, key), Context.RequestAborted)
                is not { } caller
        )
        {
            return AuthenticateResult.NoResult();
        }

        return AuthenticateResult.Success(new AuthenticationTicket(caller.ToPrincipal(Name), Name));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        metrics.Unauthenticated(Name);
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.NoKey().ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Problems
            .Forbidden(
                Context
                    .GetEndpoint()
                    ?.Metadata.GetOrderedMetadata<IAuthorizeData>()
                    .Any(data => data.Policy == Policies.Administrators) == true
                    ? "This needs the key of an admin or an owner of the workspace."
                    : "Keys of students and members reach /me only. Use the key of a teacher, an admin or an owner."
            )
            .ExecuteAsync(Context);
}
