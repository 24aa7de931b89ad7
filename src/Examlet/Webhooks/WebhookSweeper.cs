using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Sandbox;

namespace Examlet.Webhooks;

/// <summary>Tells webhooks of embed sessions that have expired, and clears the outbox of what is old. An embed session is expired whether or not this ran.</summary>
public sealed partial class WebhookSweeper(Database.Database database, Sandboxes sandboxes, TimeProvider clock, ILogger<WebhookSweeper> logger) : BackgroundService
{
    private const int Some = 200;
    private const int TicksOfPruning = 360; // an hour
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var rounds = new Rounds(Interval, clock);
        for (var tick = 1; await rounds.NextAsync(stoppingToken); tick++)
        {
            try
            {
                await TellExpiredAsync(stoppingToken);
                if (tick % TicksOfPruning == 0)
                {
                    await database.WriteAsync(transaction => WebhookMessageStore.PruneAsync(transaction, clock.Now()), stoppingToken);
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.SweepFailed(logger, fault.Message);
            }
        }
    }

    /// <summary>Tells of what expired, up to a few hundred; each by the clock of its workspace. Returns how many were looked at.</summary>
    public async Task<int> TellExpiredAsync(CancellationToken cancellation)
    {
        var expired = await ExpiredAsync(cancellation);
        foreach (var embed in expired)
        {
            using var entered = WorkspaceTime.Enter(sandboxes.Of(embed.WorkspaceId));
            await TellAsync(embed.Id, cancellation);
        }

        return expired.Count;
    }

    /// <summary>Only what expired since the workspace has a webhook: a new webhook is not told the past.</summary>
    private Task<IReadOnlyList<Expired>> ExpiredAsync(CancellationToken cancellation) => database.ReadAsync(
        reader => reader.QueryAsync<Expired>(
            """
            select distinct e.id as "Id", e.workspace_id as "WorkspaceId" from webhook w join workspace k on k.id = w.workspace_id
            join embed_session e on e.workspace_id = w.workspace_id and e.expires_at > w.created_at and e.expires_at <= @now + k.clock_ahead
            where e.expiry_seen_at is null and e.deleted_at is null limit @limit
            """,
            new { now = clock.MachineNow().ToMilliseconds(), limit = Some }),
        cancellation);

    /// <summary>The mark and the message commit together, so that of several nodes one tells it.</summary>
    private Task TellAsync(string embedSessionId, CancellationToken cancellation) => database.WriteAsync(
        async transaction =>
        {
            var now = clock.Now();
            var entry = await SessionEntryStore.LockAsync(transaction, embedSessionId);
            var seen = await transaction.ExecuteAsync(
                "update embed_session set expiry_seen_at = @now where id = @embedSessionId and expiry_seen_at is null", new { embedSessionId, now = now.ToMilliseconds() });
            if (seen > 0 && entry is { Embed.DeletedAt: null } && entry.Embed.StatusAt(now, entry.Session) == "expired")
            {
                await WebhookOutbox.ExpiredAsync(transaction, entry.Embed, now);
            }
        },
        cancellation);

    private sealed record Expired
    {
        public string Id { get; init; } = "";
        public string WorkspaceId { get; init; } = "";
    }

    private static partial class Log
    {
        [LoggerMessage(5003, LogLevel.Warning, "The sweep of webhooks failed; the next one is in ten seconds: {Reason}")]
        public static partial void SweepFailed(ILogger logger, string reason);
    }
}
