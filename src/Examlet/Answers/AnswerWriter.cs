using System.Diagnostics.CodeAnalysis;
using Examlet.Settings;
using Examlet.Storage;
using Examlet.Telemetry;
using Examlet.Time;
using Microsoft.Extensions.Options;

namespace Examlet.Answers;

/// <summary>The writer of saves: those that wait are written in one transaction by <see cref="SaveGroup"/>. An
/// acknowledgement means on disk.</summary>
public sealed class AnswerWriter(
    Database database,
    SaveGroup group,
    ExamletMetrics metrics,
    TimeProvider clock,
    IOptions<ExamletOptions> options,
    ILogger<AnswerWriter> logger
) : GroupWriter<Save, SaveOutcome>(database, options.Value.SaveQueue, clock, logger)
{
    private readonly TimeProvider _clock = clock;

    /// <inheritdoc/>
    protected override string TraceName => "write answers";

    /// <summary>Queues a save; the task ends when it is on disk or refused, and fails when the store failed (then the
    /// save may or may not be stored, and is safe to repeat). False when the queue is full.
    /// </summary>
    public bool TrySave(Save save, [NotNullWhen(true)] out Task<SaveOutcome>? saving)
    {
        if (TryQueue(save, out saving))
        {
            return true;
        }

        metrics.QueueFull();
        return false;
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Observe("examlet.save.queue.length", "{save}", "Saves that wait for the writer", () => Length);
        return base.ExecuteAsync(stoppingToken);
    }

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<SaveOutcome>> CommitAsync(IReadOnlyList<Save> requests) =>
        group.CommitAsync(requests, _clock.Now(), CancellationToken.None);

    /// <inheritdoc/>
    protected override void Answered(SaveOutcome outcome, TimeSpan took) => metrics.Saved(outcome.Refusal, took);

    /// <inheritdoc/>
    protected override void Committed(int count) => metrics.BatchWritten(count);
}
