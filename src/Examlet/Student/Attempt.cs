using System.Security.Cryptography;
using Examlet.Access;
using Examlet.EmbedSessions;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Storage;
using Examlet.Time;
using Examlet.Webhooks;

namespace Examlet.Student;

/// <summary>
/// The student's acts on their attempt: start, open, move (<see cref="HandInWriter"/> hands in). Each is one
/// transaction on the locked session.
/// </summary>
public sealed class Attempt(Database database, ExamPapers papers, TimeProvider clock)
{
    /// <summary>Starts the clock, once, and makes the caller the holder. A second start is an
    /// <see cref="OpenAsync"/>.</summary>
    public Task<AttemptOutcome> StartAsync(string embedSessionId, CancellationToken cancellation) =>
        database.WriteAsync(
            async transaction =>
            {
                var now = clock.Now();
                var entered = await EnterAsync(transaction, embedSessionId, now, mayBegin: true);
                if (entered.Refusal is not null)
                {
                    return entered;
                }

                return entered.Session is { } existing
                    ? await TakeOverAsync(transaction, entered.Entry!, existing, now)
                    : await BeginAsync(transaction, entered.Entry!, now);
            },
            cancellation
        );

    /// <summary>For a session that has begun: makes the caller the holder. Before the start and after completion it
    /// changes nothing.</summary>
    public Task<AttemptOutcome> OpenAsync(string embedSessionId, CancellationToken cancellation) =>
        database.WriteAsync(
            async transaction =>
            {
                var now = clock.Now();
                var entered = await EnterAsync(transaction, embedSessionId, now);
                return entered is { Refusal: null, Session: { } existing }
                    ? await TakeOverAsync(transaction, entered.Entry!, existing, now)
                    : entered;
            },
            cancellation
        );

    /// <summary>Stores where the student is. The newest (epoch, revision) wins; an older one changes nothing.</summary>
    public Task<AttemptOutcome> MoveAsync(
        string embedSessionId,
        VersionNumber version,
        string? questionId,
        string state,
        CancellationToken cancellation
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                var now = clock.Now();
                var entered = await EnterAsync(transaction, embedSessionId, now);
                if ((entered.Refusal ?? Refuse(entered.Session, version.Epoch, now)) is { } refusal)
                {
                    return entered with { Refusal = refusal };
                }

                var found = entered.Session!;
                if (version.Order <= found.StateOrder)
                {
                    return entered;
                }

                var paper = await papers.GetAsync(transaction, found.VersionId);
                var moved = found with { State = state, StateOrder = version.Order };
                if (questionId is not null && paper.IsLinear)
                {
                    var index = paper.IndexOf(questionId, found);
                    if (index != found.Position && index != found.Position + 1)
                    {
                        return entered with { Refusal = AttemptRefusal.QuestionLocked };
                    }

                    moved = moved with { Position = index };
                }

                await ExamSessionStore.MoveAsync(transaction, moved);
                return entered with { Session = moved };
            },
            cancellation
        );

    /// <summary>
    /// Enters through each of those embed sessions, in the given order, and locks its exam session. An embed session
    /// without one is bound to the student's attempt now. Without a session there is no attempt yet.
    /// </summary>
    internal static async Task<IReadOnlyList<AttemptOutcome>> EnterAsync(
        Transaction transaction,
        IReadOnlyList<string> embedSessionIds,
        DateTimeOffset now
    )
    {
        var entries = await SessionEntryStore.LockAsync(
            transaction,
            [.. embedSessionIds.Distinct(StringComparer.Ordinal)]
        );
        var entered = new AttemptOutcome[embedSessionIds.Count];
        for (var i = 0; i < entered.Length; i++)
        {
            entered[i] = entries.GetValueOrDefault(embedSessionIds[i]) is { Session: { } session } entry
                ? new AttemptOutcome(entry, session, RefusalOf(entry, now))
                : await EnterAsync(transaction, embedSessionIds[i], now);
        }

        return entered;
    }

    private static async Task<AttemptOutcome> EnterAsync(
        Transaction transaction,
        string embedSessionId,
        DateTimeOffset now,
        bool mayBegin = false
    )
    {
        // Of a session that is bound, its own lock lets one step in at a time. Until then the student's does, whichever
        // of their embed sessions it comes through: so there is one attempt.
        var entry = mayBegin ? null : await SessionEntryStore.LockAsync(transaction, embedSessionId);
        if (entry?.Session is null)
        {
            await LockStudentAsync(transaction, embedSessionId);
            entry = await SessionEntryStore.LockAsync(transaction, embedSessionId);
        }

        if (entry is null)
        {
            return new AttemptOutcome(Entry: null, Session: null, AttemptRefusal.Unknown);
        }

        var attempt =
            entry.Session
            ?? await ExamSessionStore.LockAttemptAsync(transaction, entry.Embed.ExamId, entry.Embed.Actor);
        var refusal = RefusalOf(entry, now);
        if (refusal is null && attempt is not null && entry.Session is null)
        {
            await ExamSessionStore.BindEmbedAsync(transaction, embedSessionId, attempt.Id);
            await WebhookOutbox.BoundAsync(transaction, attempt, embedSessionId, now);
        }

        return new AttemptOutcome(entry, attempt, refusal);
    }

    private static AttemptRefusal? RefusalOf(SessionEntry entry, DateTimeOffset now) =>
        entry.EndAt(now) switch
        {
            AccessEnd.Revoked => AttemptRefusal.Revoked,
            AccessEnd.Expired => AttemptRefusal.Expired,
            _ => null,
        };

    /// <summary>Locks the student. Does nothing on an engine with one writer at a time.</summary>
    private static Task LockStudentAsync(Transaction transaction, string embedSessionId) =>
        transaction.ForUpdate("u") is { Length: > 0 } locked
            ? transaction.FirstOrDefaultAsync<string>(
                "select u.id from app_user u join embed_session e on e.actor = u.id where e.id = "
                    + $"@embedSessionId{locked}",
                new { embedSessionId }
            )
            : Task.CompletedTask;

    private static async Task<AttemptOutcome> TakeOverAsync(
        Transaction transaction,
        SessionEntry entry,
        ExamSession found,
        DateTimeOffset now
    )
    {
        if (found.CompletionAt(now) is not null)
        {
            return new AttemptOutcome(entry, found, Refusal: null);
        }

        var taken = found with { Epoch = found.Epoch + 1, EmbedSessionId = entry.Embed.Id };
        taken = await EmbedEvents.AppendAsync(transaction, taken, EmbedEvents.Superseded, new { }, now);
        await ExamSessionStore.UpdateAsync(transaction, taken);
        return new AttemptOutcome(entry, taken, Refusal: null);
    }

    private async Task<AttemptOutcome> BeginAsync(Transaction transaction, SessionEntry entry, DateTimeOffset now)
    {
        var embed = entry.Embed;
        var terms = await TermsAsync(transaction, embed);
        var paper = await papers.GetAsync(transaction, terms.VersionId);
        var settings = paper.Content.Settings;
        if (now < settings.OpensAt || now >= settings.ClosesAt)
        {
            return new AttemptOutcome(entry, Session: null, AttemptRefusal.NotOpen);
        }

        if (paper.Questions.Count == 0)
        {
            return new AttemptOutcome(entry, Session: null, AttemptRefusal.NoQuestions);
        }

        var begun = New(embed, terms, settings, now);
        await ExamSessionStore.AddAsync(transaction, begun);
        await EmbedEvents.InsertNewestAsync(transaction, [begun], EmbedEvents.ExamStarted, new { }, now);
        await ExamSessionStore.BindEmbedAsync(transaction, embed.Id, begun.Id);
        await WebhookOutbox.StartedAsync(transaction, begun, now);
        return new AttemptOutcome(entry, begun, Refusal: null)
        {
            HasBegun = true,
            Event = EventNumber.Of(begun.Id, begun.LastSeq),
        };
    }

    private static async Task<Terms> TermsAsync(Reader reader, EmbedSession embed) =>
        (
            await reader.FirstOrDefaultAsync<Terms>(
                """
                select x.version_id as "VersionId", u.time_multiplier as "TimeMultiplier",
                  (select coalesce(max(s.epoch), 0) from exam_session s where s.exam_id = x.id
                  and s.user_id = u.id) as "LastEpoch"
                from exam x, app_user u where x.id = @ExamId and u.id = @Actor
                """,
                new { embed.ExamId, embed.Actor }
            )
        )!;

    /// <summary>The terms of a new session. Its epochs go on where those of a voided session ended.</summary>
    private sealed record Terms
    {
        public string VersionId { get; init; } = "";
        public double TimeMultiplier { get; init; }
        public long LastEpoch { get; init; }
    }

    private static ExamSession New(EmbedSession embed, Terms terms, ExamSettings settings, DateTimeOffset now)
    {
        var session = new ExamSession
        {
            Id = Ids.New(Ids.ExamSession),
            WorkspaceId = embed.WorkspaceId,
            ExamId = embed.ExamId,
            VersionId = terms.VersionId,
            UserId = embed.Actor,
            EmbedSessionId = embed.Id,
            Epoch = terms.LastEpoch + 1,
            LastSeq = 1,
            Seed = RandomNumberGenerator.GetHexString(32, lowercase: true),
            StartedAt = now,
            TimeLimit = settings.TimeLimit is { } minutes
                ? TimeSpan.FromMilliseconds(Math.Round(minutes * 60_000))
                : null,
            TimeMultiplier = terms.TimeMultiplier,
            ClosesAt = settings.ClosesAt,
        };
        return session with { DeadlineAt = session.DeadlineParts.At };
    }

    /// <summary>Why a client with this epoch may not change the session now; null if it may.</summary>
    internal static AttemptRefusal? Refuse(ExamSession? session, long epoch, DateTimeOffset now)
    {
        if (session is null)
        {
            return AttemptRefusal.NotStarted;
        }

        if (epoch > session.Epoch)
        {
            return AttemptRefusal.FutureEpoch;
        }

        if (session.CompletionAt(now) is not null)
        {
            return AttemptRefusal.Completed;
        }

        if (epoch < session.Epoch)
        {
            return AttemptRefusal.Superseded;
        }

        return session.PausedAt is null ? null : AttemptRefusal.Paused;
    }
}

/// <summary>The outcome of a step of the student. <c>Session</c> is the session after it.</summary>
public sealed record AttemptOutcome(SessionEntry? Entry, ExamSession? Session, AttemptRefusal? Refusal)
{
    /// <summary>True if this step began the session. Nothing is stored for it yet.</summary>
    public bool HasBegun { get; init; }

    /// <summary>The event that this step wrote.</summary>
    public EventNumber? Event { get; init; }

    /// <summary>
    /// With <see cref="AttemptRefusal.AnswersMissing"/>: the questions of which the server has an older revision than
    /// the client named.
    /// </summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>Why a step of the student was refused.</summary>
public enum AttemptRefusal
{
    Unknown,
    Revoked,
    Expired,
    NotStarted,
    NotOpen,

    /// <summary>The exam has none yet.</summary>
    NoQuestions,

    Completed,

    /// <summary>After the grace.</summary>
    Late,
    FutureEpoch,
    Superseded,
    Paused,
    QuestionLocked,
    AnswersMissing,
}
