using Examlet.Access;
using Examlet.Audit;
using Examlet.Endings;
using Examlet.ExamSessions;
using Examlet.Storage;
using Examlet.Time;
using Examlet.Webhooks;

namespace Examlet.Room;

/// <summary>
/// The outcome of an action on one session. <c>Why</c> is null if it was done. <c>Session</c> is null if there is no
/// such session.
/// </summary>
public sealed record RoomOutcome(string SessionId, ExamSession? Session, string? Why);

/// <summary>
/// Applies staff actions to exam sessions, and records each in the audit log in the same transaction.
/// </summary>
public sealed class RoomActions(TimeProvider clock)
{
    /// <summary>
    /// Acts on those sessions one by one: a session that cannot be acted on stops no other. Null stands for every
    /// session of the exam that the action applies to. Sessions are locked in the order of their IDs, so two acts never
    /// wait for each other.
    /// </summary>
    public async Task<IReadOnlyList<RoomOutcome>> DoAsync(
        Transaction transaction,
        Act act,
        IReadOnlyCollection<string>? sessionIds,
        RoomAction action
    )
    {
        var ids = sessionIds ?? await ExamSessionStore.IdsAsync(transaction, act.ExamId);
        var outcomes = new List<RoomOutcome>(ids.Count);
        foreach (var id in ids.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            outcomes.Add(await DoAsync(transaction, act with { At = clock.Now() }, id, action));
        }

        return sessionIds is null ? [.. outcomes.Where(outcome => outcome.Why is null)] : outcomes;
    }

    private static async Task<RoomOutcome> DoAsync(Transaction transaction, Act act, string id, RoomAction action)
    {
        var found = await ExamSessionStore.LockAsync(transaction, id);
        if (found is null || found.ExamId != act.ExamId || found.VoidedAt is not null)
        {
            return new RoomOutcome(id, Session: null, "There is no such exam session.");
        }

        var meant = action.IsSuggested ? await SuggestedAsync(transaction, id, action) : action;
        if (
            (
                meant is null
                    ? "No loss of contact with this student waits to be made up for."
                    : meant.Refusal(found, act.At)
            ) is
            { } why
        )
        {
            return new RoomOutcome(id, found, why);
        }

        var changed = await ChangeAsync(transaction, found, meant!, act.At);
        if (changed.DeadlineAt != found.DeadlineAt || changed.PausedAt != found.PausedAt)
        {
            changed = await EmbedEvents.AppendAsync(
                transaction,
                changed,
                EmbedEvents.TimeChanged,
                new { deadline = changed.DeadlineAt },
                act.At
            );
        }

        await ExamSessionStore.UpdateAsync(transaction, changed);
        var minutes = meant!.Minutes > TimeSpan.Zero ? meant.Minutes.TotalMinutes : (double?)null;
        await AuditStore.AddAsync(
            transaction,
            act,
            id,
            action.Name,
            new
            {
                minutes,
                message = action.Message,
                before = found.DeadlineAt,
                after = changed.DeadlineAt,
            },
            action.Reason
        );
        return new RoomOutcome(id, changed, Why: null);
    }

    /// <summary>The extension that makes up for lost contact; null if none was lost.</summary>
    private static async Task<RoomAction?> SuggestedAsync(Transaction transaction, string id, RoomAction action)
    {
        if (await PresenceStore.FindAsync(transaction, id) is not { SuggestedMinutes: > 0 } presence)
        {
            return null;
        }

        await PresenceStore.MadeUpAsync(transaction, id);
        return action with { Minutes = TimeSpan.FromMinutes(presence.SuggestedMinutes) };
    }

    private static async Task<ExamSession> ChangeAsync(
        Transaction transaction,
        ExamSession found,
        RoomAction action,
        DateTimeOffset now
    )
    {
        switch (action.Name)
        {
            case RoomAction.Extend:
                return found.WithTime(found.ExtraTime + action.Minutes, found.TimeMultiplier, now);
            case RoomAction.Pause:
                return found.Pause(now);
            case RoomAction.Resume:
                await PresenceStore.ResumedAsync(transaction, found.Id, found.PausedAt!.Value, now);
                return found.Resume(now);
            case RoomAction.Announce:
                return await AnnouncementStore.AddAsync(
                    transaction,
                    found,
                    Ids.New(Ids.Announcement),
                    action.Message!,
                    now
                );
            case RoomAction.HandIn:
                return await Settlement.CompletedAsync(transaction, found, new Completion(now, Completion.Staff), now);
            default:
                var completion = found.CompletionAt(now)!;
                await ExamSessionStore.ClearResultAsync(transaction, found.Id);
                await PresenceStore.ResumedAsync(transaction, found.Id, completion.At, now);
                var reopened = found.Reopen(action.Minutes, completion, now);
                await WebhookOutbox.ReopenedAsync(transaction, reopened, now);
                return reopened;
        }
    }
}
