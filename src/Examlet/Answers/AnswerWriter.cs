using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Examlet.Http;
using Examlet.Sandbox;
using Examlet.Telemetry;
using Microsoft.Extensions.Options;

namespace Examlet.Answers;

/// <summary>
/// The group-commit writer of this node: takes the saves that are waiting, writes them in one transaction and acknowledges each by itself after the
/// commit. An acknowledgement means on disk. When idle a save is written at once.
/// </summary>
public sealed partial class AnswerWriter(
    Database.Database database, SaveGroup group, ExamletMetrics metrics, TimeProvider clock, IOptions<ExamletOptions> options, ILogger<AnswerWriter> logger) : BackgroundService
{
    private const int MaxBatch = 256;

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(options.Value.SaveQueue) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>
    /// Queues a save; the task ends when it is on disk or refused, and fails when the store failed (then the save may or may not be stored, and is safe
    /// to repeat). False when the queue is full.
    /// </summary>
    public bool TrySave(Save save, [NotNullWhen(true)] out Task<SaveOutcome>? saving)
    {
        var waiting = new Waiting(save, clock.GetTimestamp());
        saving = _queue.Writer.TryWrite(waiting) ? waiting.Outcome.Task : null;
        if (saving is null)
        {
            metrics.QueueFull();
        }

        return saving is not null;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        metrics.Observe("examlet.save.queue.length", "{save}", "Saves that wait for the writer", () => _queue.Reader.Count);
        var taken = new List<Waiting>(MaxBatch);
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (taken.Count < MaxBatch && _queue.Reader.TryRead(out var waiting))
            {
                taken.Add(waiting);
            }

            foreach (var ofOneClock in taken.GroupBy(waiting => waiting.Sandbox))
            {
                using var entered = WorkspaceTime.Enter(ofOneClock.Key);
                await WriteAsync([.. ofOneClock]);
            }

            taken.Clear();
        }
    }

    /// <summary>Writes what is still waiting, then stops.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        if (ExecuteTask is { } writing)
        {
            await Task.WhenAny(writing, Task.Delay(Timeout.Infinite, cancellationToken));
        }

        await base.StopAsync(cancellationToken);
    }

    private async Task WriteAsync(List<Waiting> taken)
    {
        using var trace = ExamletMetrics.Traces.StartActivity("write answers");
        trace?.SetTag("examlet.batch.size", taken.Count);
        try
        {
            var outcomes = await CommitAsync(taken);
            for (var i = 0; i < taken.Count; i++)
            {
                taken[i].Outcome.TrySetResult(outcomes[i]);
                metrics.Saved(outcomes[i].Refusal, clock.GetElapsedTime(taken[i].Since));
            }

            metrics.BatchWritten(taken.Count);
        }
        catch (Exception fault) when (taken.Count == 1 || database.IsAway(fault))
        {
            Log.BatchFailed(logger, fault, taken.Count);
            taken.ForEach(waiting => waiting.Outcome.TrySetException(fault));
        }
        catch (Exception fault)
        {
            // One bad save must not fail its neighbours: each is tried alone.
            Log.BatchFailed(logger, fault, taken.Count);
            foreach (var waiting in taken)
            {
                await WriteAsync([waiting]);
            }
        }
    }

    private Task<IReadOnlyList<SaveOutcome>> CommitAsync(List<Waiting> taken) =>
        group.CommitAsync(taken.ConvertAll(waiting => waiting.Save), clock.Now(), CancellationToken.None);

    private sealed class Waiting(Save save, long since)
    {
        public Save Save => save;
        public long Since => since;
        public SandboxClock? Sandbox { get; } = WorkspaceTime.Current;
        public TaskCompletionSource<SaveOutcome> Outcome { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Warning, "A batch of {Count} saves failed and was not acknowledged")]
        public static partial void BatchFailed(ILogger logger, Exception fault, int count);
    }
}
