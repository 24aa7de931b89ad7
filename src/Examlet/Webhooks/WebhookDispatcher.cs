using System.Collections.Concurrent;
using System.Threading.Channels;
using Examlet.Http;
using Examlet.Sandbox;
using Examlet.Telemetry;

namespace Examlet.Webhooks;

/// <summary>
/// Sends what waits in the outbox, on every node. Each webhook has a lane of its own on a node: a receiver that is slow or down holds up nobody else.
/// What belongs to a sandbox is sent by its clock. A message is sent at least once: when a node ends between the sending and the writing down, another sends it again under the same ID.
/// </summary>
public sealed partial class WebhookDispatcher(
    Database.Database database, WebhookSender sender, Sandboxes sandboxes, ExamletMetrics metrics, TimeProvider clock, ILogger<WebhookDispatcher> logger) : BackgroundService
{
    private const int MaxLanes = 64;
    private const int AtOnce = 8;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, Task> _lanes = new(StringComparer.Ordinal);
    private readonly Channel<bool> _woken = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private string _lastStarted = "";
    private DateTimeOffset? _oldestDue;

    /// <summary>Does not wait for the next second: something became due.</summary>
    public void Wake() => _woken.Writer.TryWrite(true);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        metrics.Observe("examlet.webhooks.outbox.age", "s", "How long the oldest message has been due", () => _oldestDue is { } due ? (clock.Now() - due).TotalSeconds : 0);
        using var rounds = new Rounds(Interval, clock);
        try
        {
            var tick = rounds.NextAsync(stoppingToken).AsTask();
            var woken = _woken.Reader.ReadAsync(stoppingToken).AsTask();
            while (true)
            {
                await Task.WhenAny(tick, woken);
                await Task.Yield();
                stoppingToken.ThrowIfCancellationRequested();
                tick = tick.IsCompleted ? rounds.NextAsync(stoppingToken).AsTask() : tick;
                woken = woken.IsCompleted ? _woken.Reader.ReadAsync(stoppingToken).AsTask() : woken;

                await StartLanesAsync(stoppingToken);
            }
        }
        finally
        {
            await Task.WhenAll(_lanes.Values);
        }
    }

    private async Task StartLanesAsync(CancellationToken cancellation)
    {
        try
        {
            var due = await database.ReadAsync(reader => WebhookMessageStore.DueAsync(reader, clock.Now()), cancellation);
            _oldestDue = due.Count == 0 ? null : await database.ReadAsync(reader => WebhookMessageStore.OldestDueAsync(reader, clock.MachineNow()), cancellation);
            // From where the last tick stopped, so that with more webhooks than lanes each gets its turn.
            foreach (var webhook in due.OrderBy(webhook => string.CompareOrdinal(webhook.Id, _lastStarted) <= 0).ThenBy(webhook => webhook.Id, StringComparer.Ordinal))
            {
                if (_lanes.Count >= MaxLanes)
                {
                    return;
                }

                if (!_lanes.ContainsKey(webhook.Id))
                {
                    _lastStarted = webhook.Id;
                    using var entered = WorkspaceTime.Enter(sandboxes.Of(webhook.WorkspaceId));
                    Start(webhook.Id, cancellation);
                }
            }
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.DispatchFailed(logger, fault.Message);
        }
    }

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

    /// <summary>Sends until nothing is due, or nothing arrives: then the lane is free for another webhook.</summary>
    private async Task SendAllAsync(string webhookId, CancellationToken cancellation)
    {
        while (true)
        {
            var claimed = await ClaimAsync(webhookId, cancellation);
            var results = await Task.WhenAll(claimed.Select(message => sender.SendAsync(message, cancellation)));
            await database.WriteAsync(transaction => WebhookMessageStore.RecordAsync(transaction, [.. claimed.Zip(results)], clock.Now()), CancellationToken.None);
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

    private async Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(string webhookId, CancellationToken cancellation)
    {
        var now = clock.Now();
        var free = await database.ReadAsync(reader => WebhookMessageStore.FreeAsync(reader, webhookId, AtOnce, now), cancellation);
        return free.Count == 0 ? [] : await database.WriteAsync(transaction => WebhookMessageStore.ClaimAsync(transaction, free, now), cancellation);
    }

    private static partial class Log
    {
        [LoggerMessage(5001, LogLevel.Warning, "Webhooks were not sent; the next try is in a second: {Reason}")]
        public static partial void DispatchFailed(ILogger logger, string reason);

        [LoggerMessage(5002, LogLevel.Warning, "{WebhookId} was disabled: its receiver answered 410")]
        public static partial void Disabled(ILogger logger, string webhookId);
    }
}
