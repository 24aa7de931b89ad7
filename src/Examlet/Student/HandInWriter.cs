using System.Diagnostics.CodeAnalysis;
using Examlet.Answers;
using Examlet.Endings;
using Examlet.ExamSessions;
using Examlet.Pipeline;
using Examlet.Settings;
using Examlet.Storage;
using Microsoft.Extensions.Options;

namespace Examlet.Student;

/// <summary>A hand-in as it arrived: what the client had not been told is stored, and the revision of each answer that
/// it knows of. The server holds less than those: then it stays open.
/// </summary>
public sealed record HandIn(
    string EmbedSessionId,
    long Epoch,
    IReadOnlyList<Save> Answers,
    IReadOnlyDictionary<string, long> Revisions
);

/// <summary>
/// The writer of hand-ins: a whole school hands in in the same second, and those that wait are written in one
/// transaction. The answers that come along are stored and each session is completed, each of them as if it were alone;
/// a session that is completed stays as it is.
/// </summary>
public sealed class HandInWriter(
    Database database,
    ExamPapers papers,
    FileAddresses addresses,
    VolumeLimits volume,
    TimeProvider clock,
    IOptions<ExamletOptions> options,
    ILogger<HandInWriter> logger
) : GroupWriter<HandIn, AttemptOutcome>(database, options.Value.SaveQueue, clock, logger)
{
    /// <inheritdoc/>
    protected override string TraceName => "hand in";

    /// <summary>Queues a hand-in; the task ends when its outcome is on disk, and fails when the store failed (then it
    /// is safe to repeat). False when the queue is full.</summary>
    public bool TryHandIn(HandIn handIn, [NotNullWhen(true)] out Task<AttemptOutcome>? handingIn) =>
        TryQueue(handIn, out handingIn);

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<AttemptOutcome>> WriteAsync(
        Transaction transaction,
        IReadOnlyList<HandIn> requests,
        DateTimeOffset now
    )
    {
        var outcomes = new AttemptOutcome[requests.Count];
        var waiting = Enumerable.Range(0, requests.Count).ToList();
        while (waiting.Count > 0)
        {
            // Of one exam session only one hand-in is decided at a time: the next finds what it left.
            var entered = await Attempt.EnterAsync(
                transaction,
                waiting.ConvertAll(i => requests[i].EmbedSessionId),
                now
            );
            var taken = waiting
                .Zip(entered, (i, outcome) => new Entered(i, requests[i], outcome))
                .DistinctBy(entry => entry.Outcome.Session?.Id ?? entry.HandIn.EmbedSessionId)
                .ToList();
            var full = taken
                .Where(entry => entry.Outcome is { Refusal: null, Session: { } found } && volume.IsUsedUp(found.Volume))
                .ToList();
            await HandInAsync(transaction, [.. taken.Except(full)], outcomes, now);
            foreach (var entry in full)
            {
                await HandInWholeAsync(transaction, entry, outcomes, now);
            }

            waiting = [.. waiting.Except(taken.Select(entry => entry.Place))];
        }

        return outcomes;
    }

    /// <summary>A session that has used up its volume is handed in with all its answers or not at all: one that stays
    /// open keeps nothing of them, so that nobody saves past the volume by handing in again and again.
    /// </summary>
    private async Task HandInWholeAsync(
        Transaction transaction,
        Entered entry,
        AttemptOutcome[] outcomes,
        DateTimeOffset now
    )
    {
        await transaction.ExecuteAsync("savepoint hand_in");
        await HandInAsync(transaction, [entry], outcomes, now);
        if (outcomes[entry.Place].Refusal == AttemptRefusal.AnswersMissing)
        {
            await transaction.ExecuteAsync("rollback to savepoint hand_in");
        }

        await transaction.ExecuteAsync("release savepoint hand_in");
    }

    private async Task HandInAsync(
        Transaction transaction,
        IReadOnlyList<Entered> entered,
        AttemptOutcome[] outcomes,
        DateTimeOffset now
    )
    {
        if (entered.Count == 0)
        {
            return;
        }

        var open = entered.Where(entry => entry.Outcome is { Refusal: null, Session: not null }).ToList();
        var saving = new SaveTransaction(transaction, papers, addresses, now);
        await saving.SaveAsync(
            [.. open.SelectMany(entry => entry.HandIn.Answers)],
            open.ToDictionary(
                entry => entry.HandIn.EmbedSessionId,
                entry => entry.Outcome.Entry!.Access with { Session = entry.Outcome.Session },
                StringComparer.Ordinal
            )
        );
        var held = await HeldAsync(transaction, entered);
        var decided = entered.Select(entry => Decide(entry, held, now)).ToList();
        var ending = decided
            .Where(outcome => outcome is { Refusal: null, Session: { } found } && found.CompletionAt(now) is null)
            .Select(outcome => saving.After(outcome.Session!));
        var completed = (
            await Settlement.CompleteAsync(transaction, [.. ending], new Completion(now, Completion.Submitted), now)
        ).ToDictionary(done => done.Id, StringComparer.Ordinal);
        for (var i = 0; i < decided.Count; i++)
        {
            outcomes[entered[i].Place] = decided[i] switch
            {
                { Refusal: null, Session: { } found } outcome when completed.TryGetValue(found.Id, out var done) =>
                    outcome with
                    {
                        Session = done,
                        Event = EventNumber.Of(done.Id, done.LastSeq),
                    },
                { Refusal: null, Session: { } found } outcome => outcome with
                {
                    Event = await EmbedEvents.NewestAsync(transaction, found.Id, EmbedEvents.Submitted),
                },
                var refused => refused,
            };
        }
    }

    private static AttemptOutcome Decide(
        Entered entry,
        IReadOnlyDictionary<(string Session, string Question), long> held,
        DateTimeOffset now
    )
    {
        var (_, handIn, entered) = entry;
        if (entered.Refusal is not null)
        {
            return entered;
        }

        if (entered.Session is not { } found)
        {
            return entered with { Refusal = AttemptRefusal.NotStarted };
        }

        if (found.CompletionAt(now) is not null)
        {
            return entered;
        }

        if (Attempt.Refuse(found, handIn.Epoch, now) is { } refused)
        {
            // Another page holds it: what came along is kept aside for the teacher.
            return entered with { Refusal = refused };
        }

        var missing = handIn
            .Revisions.Where(revision => held.GetValueOrDefault((found.Id, revision.Key), -1) < revision.Value)
            .Select(revision => revision.Key)
            .ToList();
        return missing.Count > 0
            ? entered with
            {
                Refusal = AttemptRefusal.AnswersMissing,
                Missing = missing,
            }
            : entered;
    }

    /// <summary>The newest revision that is stored of each question, of the sessions whose clients say what they know
    /// of.</summary>
    private static async Task<IReadOnlyDictionary<(string Session, string Question), long>> HeldAsync(
        Reader reader,
        IReadOnlyList<Entered> entered
    )
    {
        var asked = entered
            .Where(entry => entry.Outcome.Session is not null && entry.HandIn.Revisions.Count > 0)
            .Select(entry => entry.Outcome.Session!.Id)
            .ToList();
        return asked.Count == 0
            ? new Dictionary<(string, string), long>()
            : await AnswerStore.NewestRevisionsAsync(reader, asked);
    }

    /// <summary>A hand-in, its place in the group, and what it found.</summary>
    private sealed record Entered(int Place, HandIn HandIn, AttemptOutcome Outcome);
}
