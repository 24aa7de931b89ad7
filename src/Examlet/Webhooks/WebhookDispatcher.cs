using System.Collections.Concurrent;
using Examlet.Storage;
using Examlet.Telemetry;
using Examlet.Time;
using Examlet.Workspaces;

namespace Examlet.Webhooks;

/// <summary>
/// Sends the messages of the outbox, on every node. Each webhook has a lane of its own on a node, so a slow or dead
/// receiver holds up nobody else. A sandbox's messages follow its clock. A message is sent at least once: if a node
/// ends between sending and recording, another node sends the message again under the same ID.
/// </summary>
public sealed partial class WebhookDispatcher(
    Database database,
    WebhookSender sender,
    ScoreOfSession scoreOf,
    Sandboxes sandboxes,
    ExamletMetrics metrics,
    TimeProvider clock,
    ILogger<WebhookDispatcher> logger
) : WorkspaceWork<DueWebhook>(TimeSpan.FromSeconds(1), sandboxes, clock)
{
    private const int MaxLanes = 64;
    private const int AtOnce = 8;
    private readonly TimeProvider _clock = clock;
    private readonly ConcurrentDictionary<string, Task> _lanes = new(StringComparer.Ordinal);
    private string _lastStarted = "";
    private DateTimeOffset? _oldestDue;

    /// <inheritdoc/>
    protected override Task BeginAsync(CancellationToken cancellation)
    {
        metrics.Observe(
            "examlet.webhooks.outbox.age",
            "s",
            "How long the oldest message has been due",
            () => _oldestDue is { } due ? (_clock.Now() - due).TotalSeconds : 0
        );
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<DueWebhook>> DueAsync(CancellationToken cancellation)
    {
        var due = await database.ReadAsync(reader => DeliveryStore.DueAsync(reader, _clock.Now()), cancellation);
        _oldestDue =
            due.Count == 0
                ? null
                : await database.ReadAsync(
                    reader => DeliveryStore.OldestDueAsync(reader, _clock.MachineNow()),
                    cancellation
                );
        // From where the last round stopped, so that with more webhooks than lanes each gets its turn.
        return
        [
            .. due.OrderBy(webhook => string.CompareOrdinal(webhook.Id, _lastStarted) <= 0)
                .ThenBy(webhook => webhook.Id, StringComparer.Ordinal),
        ];
    }

    /// <inheritdoc/>
    protected override string? WorkspaceOf(DueWebhook work) => work.WorkspaceId;

    /// <summary>Opens a lane for a webhook. The lane keeps the clock that it began with.</summary>
    protected override Task DoAsync(DueWebhook work, CancellationToken cancellation)
    {
        if (_lanes.Count < MaxLanes && !_lanes.ContainsKey(work.Id))
        {
            _lastStarted = work.Id;
            Start(work.Id, cancellation);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task EndAsync() => Task.WhenAll(_lanes.Values);

    /// <inheritdoc/>
    protected override void Failed(Exception fault) => Log.DispatchFailed(logger, fault.Message);

    private void Start(string webhookId, CancellationToken cancellation)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _lanes[webhookId] = RunAsync();
        begun.SetResult();

        async Task RunAsync()
        {
            await begun.Task; // so that the lane is listed before it can end
            try
            {
                await SendAllAsync(webhookId, cancellation);
            }
            catch (OperationCanceledException)
            {
                // The node stops. What was under way is sent again when its lease is over.
            }
            catch (Exception fault)
            {
                Log.DispatchFailed(logger, fault.Message);
            }
            finally
            {
                _lanes.TryRemove(webhookId, out _);
            }
        }
    }

    /// <summary>
    /// Sends until nothing is due, or the receiver takes nothing. Then the lane is free for another webhook.
    /// </summary>
    private async Task SendAllAsync(string webhookId, CancellationToken cancellation)
    {
        while (true)
        {
            var claimed = await ScoredAsync(await ClaimAsync(webhookId, cancellation), cancellation);
            var results = await Task.WhenAll(claimed.Select(message => sender.SendAsync(message, cancellation)));
            await database.WriteAsync(
                transaction => DeliveryStore.RecordAsync(transaction, [.. claimed.Zip(results)], _clock.Now()),
                CancellationToken.None
            );
            if (results.Any(result => result.IsGone))
            {
                Log.Disabled(logger, webhookId);
            }

            if (!results.Any(result => result.IsDelivered))
            {
                return;
            }
        }
    }

    private async Task<IReadOnlyList<ClaimedDelivery>> ClaimAsync(string webhookId, CancellationToken cancellation)
    {
        var now = _clock.Now();
        var free = await database.ReadAsync(
            reader => DeliveryStore.FreeAsync(reader, webhookId, AtOnce, now),
            cancellation
        );
        return free.Count == 0
            ? []
            : await database.WriteAsync(transaction => DeliveryStore.ClaimAsync(transaction, free, now), cancellation);
    }

    /// <summary>
    /// The messages of completions with the score of their session, which nobody had asked for when they were written.
    /// Further attempts send the same body.
    /// </summary>
    private async Task<IReadOnlyList<ClaimedDelivery>> ScoredAsync(
        IReadOnlyList<ClaimedDelivery> claimed,
        CancellationToken cancellation
    )
    {
        var scored = new List<ClaimedDelivery>(claimed.Count);
        foreach (var message in claimed)
        {
            var told = WebhookEvent.In(message.Body);
            if (
                told is not { Type: WebhookEvent.ExamSessionCompleted, Data: { Score: null, SessionId: { } session } }
                || await scoreOf(session, cancellation) is not { } score
            )
            {
                scored.Add(message);
                continue;
            }

            var body = (told with { Data = told.Data with { Score = score } }).ToJson();
            await database.WriteAsync(
                transaction => DeliveryStore.SetBodyAsync(transaction, message.Id, body),
                cancellation
            );
            scored.Add(message with { Body = body });
        }

        return scored;
    }

    private static partial class Log
    {
        [LoggerMessage(5001, LogLevel.Warning, "Webhooks were not sent; the next try is in a second: {Reason}")]
        public static partial void DispatchFailed(ILogger logger, string reason);

        [LoggerMessage(5002, LogLevel.Warning, "{WebhookId} was disabled: its receiver answered 410")]
        public static partial void Disabled(ILogger logger, string webhookId);
    }
}
