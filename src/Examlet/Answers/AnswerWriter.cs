using System.Diagnostics.CodeAnalysis;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Settings;
using Examlet.Storage;
using Examlet.Telemetry;
using Microsoft.Extensions.Options;

namespace Examlet.Answers;

/// <summary>
/// The writer of saves: lets them in as far as the volume of their exam session allows, and writes those that wait in
/// one transaction (<see cref="SaveTransaction"/>). An acknowledgement means on disk.
/// </summary>
internal sealed class AnswerWriter(
    Database database,
    ExamPapers papers,
    FileAddresses addresses,
    Uses uses,
    VolumeLimits limits,
    ExamletMetrics metrics,
    TimeProvider clock,
    IOptions<ExamletOptions> options,
    ILogger<AnswerWriter> logger
) : GroupWriter<Save, SaveOutcome>(database, options.Value.SaveQueue, clock, logger)
{
    /// <inheritdoc/>
    protected override string TraceName => "write answers";

    /// <summary>
    /// Waits for the turn of a request with large saves: of one student the writer has one such at a time, or a few
    /// requests would make a group that everybody else waits for. Dispose it when they are answered; null for small
    /// ones, which need no turn.
    /// </summary>
    public ValueTask<IDisposable?> TakeTurnAsync(string embedSessionId, long bytes, CancellationToken cancellation) =>
        bytes > Limits.LargeSaveBytes
            ? uses.Of(embedSessionId).LargeSaves.TakeAsync(patience: null, cancellation)
            : ValueTask.FromResult<IDisposable?>(null);

    /// <summary>
    /// Queues a save; the task ends when it is on disk or refused, and fails when the store failed (then the save may
    /// or may not be stored, and is safe to repeat). False when the queue is full, or when the exam session has used up
    /// its volume: then <paramref name="wait"/> says how long to wait.
    /// </summary>
    public bool TrySave(Save save, [NotNullWhen(true)] out Task<SaveOutcome>? saving, out TimeSpan? wait)
    {
        (saving, wait) = (null, null);
        var use = uses.Of(save.EmbedSessionId);
        use.Bytes.Add(Limits.VersionBytes);
        if (!use.Slowed.TryTake(save.QuestionId, save.Body.StoredBytes, limits, out var slowed))
        {
            wait = slowed;
            return false;
        }

        if (!TryQueue(save, out saving))
        {
            metrics.QueueFull();
            use.Slowed.GiveBack(save.QuestionId, save.Body.StoredBytes);
            return false;
        }

        return true;
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Observe("examlet.save.queue.length", "{save}", "Saves that wait for the writer", () => Length);
        return base.ExecuteAsync(stoppingToken);
    }

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<SaveOutcome>> WriteAsync(
        Transaction transaction,
        IReadOnlyList<Save> requests,
        DateTimeOffset now
    ) => new SaveTransaction(transaction, papers, addresses, now).SaveAsync(requests);

    /// <inheritdoc/>
    protected override void Answered(SaveOutcome outcome, TimeSpan took)
    {
        Learn(outcome);
        metrics.Saved(outcome.Refusal.Outcome(), took);
    }

    /// <inheritdoc/>
    protected override void Failed(Save request) =>
        uses.Of(request.EmbedSessionId).Slowed.GiveBack(request.QuestionId, request.Body.StoredBytes);

    /// <inheritdoc/>
    protected override void Committed(int count) => metrics.BatchWritten(count);

    /// <summary>Learns whose exam session it is, and what is stored of it; a save that was not stored uses
    /// nothing.</summary>
    private void Learn(SaveOutcome outcome)
    {
        var save = outcome.Save;
        var isStored = outcome.Refusal == SaveRefusal.None;
        if (outcome.Session is { } session)
        {
            uses.Bind(save.EmbedSessionId, session.Id).Slowed.Stored =
                session.Volume + (isStored ? save.Body.StoredBytes : 0);
        }

        if (!isStored)
        {
            uses.Of(save.EmbedSessionId).Slowed.GiveBack(save.QuestionId, save.Body.StoredBytes);
        }
    }
}
