using Examlet.Storage;
using Examlet.Time;
using Examlet.Webhooks;
using Examlet.Workspaces;

namespace Examlet.EmbedSessions;

/// <summary>Tells webhooks of embed sessions that have expired. An embed session is expired whether or not this
/// ran.</summary>
public sealed partial class ExpirySweeper(
    Database database,
    Sandboxes sandboxes,
    TimeProvider clock,
    ILogger<ExpirySweeper> logger
) : WorkspaceWork<Due>(TimeSpan.FromSeconds(10), sandboxes, clock)
{
    private const int BatchSize = 200;
    private readonly TimeProvider _clock = clock;

    /// <inheritdoc/>
    protected override string? WorkspaceOf(Due work) => work.WorkspaceId;

    /// <inheritdoc/>
    protected override Task DoAsync(Due work, CancellationToken cancellation) => TellAsync(work, cancellation);

    /// <inheritdoc/>
    protected override void Failed(Exception fault) => Log.SweepFailed(logger, fault.Message);

    /// <summary>Only what expired since the workspace has a webhook: a new webhook is not told the past.</summary>
    protected override Task<IReadOnlyList<Due>> DueAsync(CancellationToken cancellation) =>
        database.ReadAsync(
            reader =>
                reader.QueryAsync<Due>(
                    """
                    select distinct e.id as "Id", e.workspace_id as "WorkspaceId" from webhook w join workspace k
                    on k.id = w.workspace_id
                    join embed_session e on e.workspace_id = w.workspace_id and e.expires_at > w.created_at
                    and e.expires_at <= @now + k.clock_ahead
                    where e.expiry_seen_at is null and e.deleted_at is null limit @limit
                    """,
                    new { now = _clock.MachineNow().ToMilliseconds(), limit = BatchSize }
                ),
            cancellation
        );

    /// <summary>The mark and the message commit together, so one of several nodes tells it.</summary>
    private Task TellAsync(Due embed, CancellationToken cancellation) =>
        database.WriteAsync(
            async transaction =>
            {
                var now = _clock.Now();
                var entry = await SessionEntryStore.LockAsync(transaction, embed.Id);
                var seen = await transaction.ExecuteAsync(
                    "update embed_session set expiry_seen_at = @now where id = @Id and expiry_seen_at is null",
                    new { embed.Id, now = now.ToMilliseconds() }
                );
                if (
                    seen > 0
                    && entry is { Embed.DeletedAt: null }
                    && entry.Embed.StatusAt(now, entry.Session) == "expired"
                )
                {
                    await WebhookOutbox.TellAsync(transaction, Expired(entry.Embed), now);
                }
            },
            cancellation
        );

    private static WebhookEvent Expired(EmbedSession embed) =>
        new(
            WebhookEvent.EmbedSessionExpired,
            embed.ExpiresAt,
            new WebhookData
            {
                WorkspaceId = embed.WorkspaceId,
                ExamId = embed.ExamId,
                SessionId = embed.ExamSessionId,
                EmbedSessionId = embed.Id,
                UserId = embed.Actor,
                ExpiresAt = embed.ExpiresAt,
            }
        );

    private static partial class Log
    {
        [LoggerMessage(
            5003,
            LogLevel.Warning,
            "The sweep of expired embed sessions failed; the next one is in ten seconds: {Reason}"
        )]
        public static partial void SweepFailed(ILogger logger, string reason);
    }
}
