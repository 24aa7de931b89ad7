using System.Security.Claims;
using System.Text.Encodings.Web;
using Examlet.Http;
using Examlet.Telemetry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Examlet.Access;

/// <summary>
/// Authenticates the student API by the secret of the embed URL. The operation itself reads what the secret opens now.
/// </summary>
internal sealed class EmbedSecretAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    EmbedSecrets secrets,
    ExamletMetrics metrics
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "EmbedSecret";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (secrets.IdOf(ApiKeyAuthentication.Credential(Request)) is not { } id)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var principal = new ClaimsPrincipal(new ClaimsIdentity([new(EmbedCaller.Claim, id)], Name));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        metrics.Unauthenticated(Name);
        var credential = ApiKeyAuthentication.Credential(Request);
        if (credential.Length > 0 && !ApiKey.HasForm(credential))
        {
            return Problems.NotFound("embed session").ExecuteAsync(Context);
        }

        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.NoSecret().ExecuteAsync(Context);
    }
}

/// <summary>The holder of an embed secret.</summary>
public sealed record EmbedCaller(string EmbedSessionId)
{
    internal const string Claim = "embed-session";

    public static ValueTask<EmbedCaller> BindAsync(HttpContext http) => ValueTask.FromResult(From(http)!);

    /// <summary>Null for anybody without a valid secret.</summary>
    public static EmbedCaller? From(HttpContext http) =>
        http.Features.Get<EmbedCaller>() ?? (http.User.FindFirstValue(Claim) is { } id ? new EmbedCaller(id) : null);
}
