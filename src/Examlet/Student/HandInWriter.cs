using System.Diagnostics.CodeAnalysis;
using Examlet.Settings;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.Extensions.Options;

namespace Examlet.Student;

/// <summary>The writer of hand-ins: those that wait are written in one transaction by
/// <see cref="HandInGroup"/>.</summary>
public sealed class HandInWriter(
    Database database,
    HandInGroup group,
    TimeProvider clock,
    IOptions<ExamletOptions> options,
    ILogger<HandInWriter> logger
) : GroupWriter<HandIn, AttemptOutcome>(database, options.Value.SaveQueue, clock, logger)
{
    private readonly TimeProvider _clock = clock;

    /// <inheritdoc/>
    protected override string TraceName => "hand in";

    /// <summary>Queues a hand-in; the task ends when its outcome is on disk, and fails when the store failed (then it
    /// is safe to repeat). False when the queue is full.</summary>
    public bool TryHandIn(HandIn handIn, [NotNullWhen(true)] out Task<AttemptOutcome>? handingIn) =>
        TryQueue(handIn, out handingIn);

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<AttemptOutcome>> CommitAsync(IReadOnlyList<HandIn> requests) =>
        group.CommitAsync(requests, _clock.Now(), CancellationToken.None);
}
