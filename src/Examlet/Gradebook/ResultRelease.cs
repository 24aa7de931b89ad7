using Examlet.Audit;
using Examlet.Endings;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Scoring;
using Examlet.Storage;
using Examlet.Time;
using Examlet.Webhooks;

namespace Examlet.Gradebook;

/// <summary>A session whose result was neither released nor withdrawn. <c>reason</c> is <c>not-found</c>,
/// <c>voided</c>, <c>erased</c>, <c>not-final</c> or <c>partial</c>: a person still has to grade something.</summary>
public sealed record SkippedResult(string SessionId, string Reason);

/// <summary>What a call releases or withdraws.</summary>
/// <param name="State"><see cref="ExamSession.Released"/> or <see cref="ExamSession.Withdrawn"/>.</param>
/// <param name="SessionIds">Null for every session of the exam.</param>
/// <param name="IncludesPartial">Scores go out in which something waits for a person.</param>
public sealed record ReleaseOrder(string State, IReadOnlyCollection<string>? SessionIds, bool IncludesPartial);

/// <summary>
/// Releases and withdraws results. Sessions go in lots, each with its audit entry and its webhooks in one transaction:
/// a class holds up no other write. The same again changes nothing.
/// </summary>
public sealed class ResultRelease(Database database, Settlement settlement, SessionScores scores, TimeProvider clock)
{
    private const int LotSize = 50;
    private const int Tries = 5;

    /// <summary>How many sessions have that state now, and which do not.</summary>
    public async Task<(int Done, IReadOnlyList<SkippedResult> Skipped)> DoAsync(
        Act act,
        ReleaseOrder order,
        CancellationToken cancellation
    )
    {
        var ids =
            order.SessionIds
            ?? await database.ReadAsync(reader => ExamSessionStore.IdsAsync(reader, act.ExamId), cancellation);
        var (done, skipped) = (0, new List<SkippedResult>());
        foreach (var lot in ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Chunk(LotSize))
        {
            IReadOnlyList<string> rest = lot;
            for (var i = 0; rest.Count > 0 && i < Tries; i++)
            {
                await ScoreAsync(rest, cancellation);
                var tried = rest;
                var outcome = await database.WriteAsync(
                    transaction => DoAsync(transaction, act with { At = clock.Now() }, order, tried),
                    cancellation
                );
                done += outcome.Done;
                skipped.AddRange(outcome.Skipped);
                rest = outcome.Unscored;
            }

            skipped.AddRange(rest.Select(id => new SkippedResult(id, "not-final")));
        }

        return (done, skipped);
    }

    /// <summary>Tells webhooks of a session whose exam shows results by themselves from a time on that has
    /// come.</summary>
    public Task TellAsync(string sessionId, CancellationToken cancellation) =>
        database.WriteAsync(
            async transaction =>
            {
                var now = clock.Now();
                if (
                    await ExamSessionStore.LockAsync(transaction, sessionId)
                        is { ResultAt: null, Score: { } score } session
                    && session.IsReleasedAt(await RuleAsync(transaction, session.ExamId), now)
                )
                {
                    await ExamSessionStore.SetResultToldAsync(transaction, session.Id, now);
                    await WebhookOutbox.TellAsync(
                        transaction,
                        WebhookEvent.OfRelease(session, Json.Read<ExamScore>(score), now),
                        now
                    );
                }

                return true;
            },
            cancellation
        );

    /// <summary>Settles and scores those that are final.</summary>
    private async Task ScoreAsync(IReadOnlyList<string> ids, CancellationToken cancellation)
    {
        var sessions = await database.ReadAsync(reader => ExamSessionStore.ReadAsync(reader, ids), cancellation);
        foreach (var session in sessions.Values.Where(session => session is { Score: null, VoidedAt: null }))
        {
            if (session.IsFinalAt(clock.Now()) && session.ReceiptCode is not "")
            {
                var settled = session.SettledAt is null
                    ? await settlement.SettleAsync(session.Id, cancellation)
                    : session;
                await scores.GetAsync(settled ?? session, cancellation);
            }
        }
    }

    private static async Task<Outcome> DoAsync(
        Transaction transaction,
        Act act,
        ReleaseOrder order,
        IReadOnlyList<string> ids
    )
    {
        var rule = await RuleAsync(transaction, act.ExamId);
        var (skipped, unscored, changed) = (new List<SkippedResult>(), new List<string>(), new List<string>());
        foreach (var id in ids)
        {
            var session = await ExamSessionStore.LockAsync(transaction, id);
            if (session is null || session.ExamId != act.ExamId)
            {
                skipped.Add(new SkippedResult(id, "not-found"));
            }
            else if (ReasonAgainst(session, order, act.At) is { } reason)
            {
                skipped.Add(new SkippedResult(id, reason));
            }
            else if (session.Score is null)
            {
                unscored.Add(id);
            }
            else if (session.ResultState != order.State)
            {
                await SetAsync(transaction, session, order.State, rule, act.At);
                changed.Add(id);
            }
        }

        if (changed.Count > 0)
        {
            var action = order.State == ExamSession.Released ? "release" : "withdraw";
            await AuditStore.AddAsync(
                transaction,
                act,
                changed.Count == 1 ? changed[0] : null,
                action,
                new { sessions = changed, includePartial = order.IncludesPartial },
                reason: null
            );
        }

        return new Outcome(ids.Count - skipped.Count - unscored.Count, skipped, unscored);
    }

    private static string? ReasonAgainst(ExamSession session, ReleaseOrder order, DateTimeOffset now) =>
        session.VoidedAt is not null ? "voided"
        : session.ReceiptCode is "" ? "erased"
        : !session.IsFinalAt(now) ? "not-final"
        : order is { State: ExamSession.Released, IncludesPartial: false }
        && session.Score is { } score
        && Json.Read<ExamScore>(score).NeedsGrading
            ? "partial"
        : null;

    /// <summary>
    /// Writes the state of a locked session, and tells webhooks of what is another for the student and the host.
    /// </summary>
    private static async Task SetAsync(
        Transaction transaction,
        ExamSession session,
        string state,
        ResultSettings? rule,
        DateTimeOffset now
    )
    {
        await ExamSessionStore.SetResultStateAsync(transaction, session.Id, state, now);
        var score = Json.Read<ExamScore>(session.Score!);
        if (state == ExamSession.Withdrawn && session.IsReleasedAt(rule, now))
        {
            await WebhookOutbox.TellAsync(transaction, WebhookEvent.OfWithdrawal(session, score, now), now);
        }
        else if (state == ExamSession.Released && !(session is { ResultState: null, ResultAt: not null }))
        {
            await WebhookOutbox.TellAsync(transaction, WebhookEvent.OfRelease(session, score, now), now);
        }
    }

    private static async Task<ResultSettings?> RuleAsync(Reader reader, string examId) =>
        (await ExamStore.HeadAsync(reader, examId))?.Content.Settings.ResultRule;

    private sealed record Outcome(int Done, IReadOnlyList<SkippedResult> Skipped, IReadOnlyList<string> Unscored);
}
