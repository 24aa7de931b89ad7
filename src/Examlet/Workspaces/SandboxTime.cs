using System.Security.Claims;
using Examlet.Access;
using Examlet.Time;

namespace Examlet.Workspaces;

/// <summary>
/// Makes each request follow the clock of its workspace. Stands behind authorization, where the caller is known.
/// </summary>
internal sealed class SandboxTime(
    RequestDelegate next,
    Sandboxes sandboxes,
    EmbedSecrets embeds,
    MonitorSecrets monitors
)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (await ClockOfAsync(http) is not { } clock)
        {
            await next(http);
            return;
        }

        using (WorkspaceTime.Enter(clock))
        {
            await next(http);
        }
    }

    private ValueTask<SandboxClock?> ClockOfAsync(HttpContext http) =>
        http.Features.Get<EmbedCaller>() is { } student
            ? sandboxes.OfAsync(SandboxEntry.EmbedSession, student.EmbedSessionId, http.RequestAborted)
            : FindAsync(http);

    private async ValueTask<SandboxClock?> FindAsync(HttpContext http)
    {
        if (CurrentCaller.From(http.User) is { } caller)
        {
            return await sandboxes.ReadAsync(caller.WorkspaceId, http.RequestAborted);
        }

        var secret = http.GetRouteValue("secret") as string;
        var isMonitor = http.Request.Path.StartsWithSegments("/monitor", StringComparison.OrdinalIgnoreCase);
        var embed =
            EmbedCaller.From(http)?.EmbedSessionId ?? (secret is not null && !isMonitor ? embeds.IdOf(secret) : null);
        if (embed is not null)
        {
            return await sandboxes.OfAsync(SandboxEntry.EmbedSession, embed, http.RequestAborted);
        }

        var monitor =
            http.User.FindFirstValue(MonitorCaller.Claim)
            ?? (secret is not null && isMonitor ? monitors.IdOf(secret) : null);
        return monitor is null ? null : await sandboxes.OfAsync(SandboxEntry.MonitorLink, monitor, http.RequestAborted);
    }
}
