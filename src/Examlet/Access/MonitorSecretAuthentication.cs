using System.Security.Claims;
using System.Text.Encodings.Web;
using Examlet.Http;
using Examlet.Telemetry;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Examlet.Access;

/// <summary>
/// Authenticates the monitor's page by the secret of its link. The operation itself reads whether the link still
/// stands.
/// </summary>
internal sealed class MonitorSecretAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    MonitorSecrets secrets,
    ExamletMetrics metrics
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "MonitorSecret";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (secrets.IdOf(ApiKeyAuthentication.Credential(Request)) is not { } id)
        {
            return Task.FromResult(AuthenticateResult.NoResult());
        }

        var principal = new ClaimsPrincipal(new ClaimsIdentity([new(MonitorCaller.Claim, id)], Name));
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(principal, Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        metrics.Unauthenticated(Name);
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.NoMonitorSecret().ExecuteAsync(Context);
    }
}

/// <summary>The holder of a monitor link's secret.</summary>
public sealed record MonitorCaller(string LinkId)
{
    internal const string Claim = "monitor-link";

    /// <summary>
    /// Binds the parameter of an endpoint. The endpoint requires authentication, so there is a caller.
    /// </summary>
    public static ValueTask<MonitorCaller> BindAsync(HttpContext http) => ValueTask.FromResult(From(http.User)!);

    /// <summary>The caller that authentication found, or null for nobody.</summary>
    public static MonitorCaller? From(ClaimsPrincipal principal) =>
        principal.FindFirstValue(Claim) is { } link ? new(link) : null;
}
