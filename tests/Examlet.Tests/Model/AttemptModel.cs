using System.Collections.Immutable;

namespace Examlet.Tests.Model;

/// <summary>What is settled before the student starts.</summary>
internal sealed record Terms(
    EquatableList<string> Questions,
    DateTimeOffset? OpensAt,
    int? LimitMinutes,
    DateTimeOffset? ClosesAt,
    double Multiplier
)
{
    /// <summary>The value that earns the one point of a question.</summary>
    public const string Right = "right";
}

/// <summary>A version that was acknowledged. <c>Seq</c> is the number of its event; null when a newer version was there
/// before it.</summary>
internal sealed record Stored(Written Answer, DateTimeOffset At, int? Seq);

/// <summary>A save that was refused and kept aside.</summary>
internal sealed record Kept(Written Answer, string Reason, DateTimeOffset At);

/// <summary>An event as the host reads it.</summary>
internal sealed record Happened(string Name, DateTimeOffset At, object Data);

/// <summary>One attempt of one student as the contract describes it (§6, §7): written down once more, from the
/// contract and not from the server, so that the two can be compared.
/// </summary>
internal sealed record AttemptModel(Terms Terms, int OpenedBy, long Epoch, DateTimeOffset StartedAt, double Multiplier)
{
    private const int MaxRetainedPerQuestion = 50;
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    public int ExtraMinutes { get; init; }
    public DateTimeOffset? Deadline { get; init; }
    public DateTimeOffset? HandedInAt { get; init; }
    public DateTimeOffset? VoidedAt { get; init; }
    public ImmutableList<Stored> Versions { get; init; } = [];
    public ImmutableList<Kept> Aside { get; init; } = [];
    public ImmutableList<Happened> Events { get; init; } = [];

    /// <summary>The newest version of each question, in the order of the exam.</summary>
    public IEnumerable<Stored> Current => Terms.Questions.Select(CurrentOf).OfType<Stored>();

    public bool IsVoided => VoidedAt is not null;

    public static AttemptModel Begun(Terms terms, int link, long epoch, DateTimeOffset now)
    {
        var attempt = new AttemptModel(terms, link, epoch, now, terms.Multiplier);
        return (attempt with { Deadline = attempt.Formula }).With("exam:started", now, new { });
    }

    /// <summary>When and why it ended, seen at <paramref name="now"/>; null while it goes on.</summary>
    public (DateTimeOffset At, string Reason)? EndAt(DateTimeOffset now)
    {
        if (HandedInAt is { } handedIn)
        {
            return (handedIn, "submitted");
        }

        return Deadline is { } deadline && now >= deadline
            ? (deadline, ClosingEnd < (LimitEnd ?? DateTimeOffset.MaxValue) ? "closed" : "time_limit")
            : null;
    }

    /// <summary>Nothing counts any more: it was handed in, or the grace is over. The last moment of the grace still
    /// counts.</summary>
    public bool IsFinalAt(DateTimeOffset now) => HandedInAt is not null || now > Deadline + Grace;

    public AttemptModel TakenOverBy(int link, DateTimeOffset now) =>
        (this with { Epoch = Epoch + 1, OpenedBy = link }).With("session:superseded", now, new { });

    public AttemptModel HandedIn(DateTimeOffset now) =>
        (this with { HandedInAt = now }).With("exam:submitted", now, new { by = "student" });

    public AttemptModel WithTime(int? extraMinutes, double? multiplier, DateTimeOffset now)
    {
        var changed = this with { ExtraMinutes = extraMinutes ?? ExtraMinutes, Multiplier = multiplier ?? Multiplier };
        var deadline = changed.Formula < now ? now : changed.Formula;
        return deadline == Deadline
            ? changed
            : (changed with { Deadline = deadline }).With("time:changed", now, new { deadline = deadline?.Iso() });
    }

    /// <summary>A save that arrives at <paramref name="now"/>.</summary>
    public (AttemptModel Next, Said Said) Save(Written answer, DateTimeOffset now)
    {
        if (!Terms.Questions.Contains(answer.Question))
        {
            return (this, Said.Problem(404, "not-found"));
        }

        if (answer.Epoch > Epoch)
        {
            return (this, Said.Problem(400, "invalid-input"));
        }

        if (
            Versions.Find(stored =>
                stored.Answer.Question == answer.Question && stored.Answer.Version == answer.Version
            ) is
            { } known
        )
        {
            return known.Answer == answer
                ? (this, Acknowledged(known, now))
                : Refused(answer, "revision-conflict", now);
        }

        if (HandedInAt is not null)
        {
            return Refused(answer, "session-completed", now);
        }

        if (IsFinalAt(now))
        {
            return Refused(answer, "late", now);
        }

        return answer.Epoch < Epoch ? Refused(answer, "superseded", now) : Taken(answer, now);
    }

    /// <summary>The questions of which the server holds less than the client believes.</summary>
    public IReadOnlyList<string> Missing(IEnumerable<(string Question, long Revision)> revisions) =>
        [
            .. revisions
                .Where(believed => (CurrentOf(believed.Question)?.Answer.Revision ?? -1) < believed.Revision)
                .Select(believed => believed.Question),
        ];

    /// <summary>The numbered events; that the time is over is one when the grace is, unless the attempt was voided
    /// before.</summary>
    public ImmutableList<Happened> EventsAt(DateTimeOffset now) =>
        HandedInAt is null && IsFinalAt(VoidedAt ?? now)
            ? Events.Add(new Happened("exam:submitted", Deadline!.Value, new { by = "time" }))
            : Events;

    private DateTimeOffset? LimitEnd =>
        Terms.LimitMinutes is { } limit ? StartedAt.AddMinutes((limit * Multiplier) + ExtraMinutes) : null;

    private DateTimeOffset? ClosingEnd => Terms.ClosesAt?.AddMinutes(ExtraMinutes);

    private DateTimeOffset? Formula =>
        LimitEnd is { } limit && ClosingEnd is { } closing
            ? (limit < closing ? limit : closing)
            : LimitEnd ?? ClosingEnd;

    public Stored? CurrentOf(string question) =>
        Versions.Where(stored => stored.Answer.Question == question).MaxBy(stored => stored.Answer.Version);

    private AttemptModel With(string name, DateTimeOffset at, object data) =>
        this with
        {
            Events = Events.Add(new Happened(name, at, data)),
        };

    private (AttemptModel Next, Said Said) Taken(Written answer, DateTimeOffset now)
    {
        var isNewest =
            CurrentOf(answer.Question) is not { } current || answer.Version.CompareTo(current.Answer.Version) > 0;
        var stored = new Stored(answer, now, isNewest ? Events.Count + 1 : null);
        var next = this with { Versions = Versions.Add(stored) };
        next = isNewest
            ? next.With(
                "answer:saved",
                now,
                new
                {
                    questionId = answer.Question,
                    epoch = answer.Epoch,
                    revision = answer.Revision,
                }
            )
            : next;
        return (next, next.Acknowledged(stored, now));
    }

    private Said Acknowledged(Stored stored, DateTimeOffset now)
    {
        var isCurrent = CurrentOf(stored.Answer.Question) == stored;
        return new Said(
            200,
            new
            {
                questionId = stored.Answer.Question,
                epoch = stored.Answer.Epoch,
                revision = stored.Answer.Revision,
                applied = isCurrent,
                savedAt = stored.At.Iso(),
                serverNow = now.Iso(),
                deadline = Deadline?.Iso(),
                @event = isCurrent ? new { seq = stored.Seq } : null,
            }
        );
    }

    private (AttemptModel Next, Said Said) Refused(Written answer, string reason, DateTimeOffset now)
    {
        var isThere = Aside.Exists(kept => kept.Answer == answer);
        var isRoom = Aside.Count(kept => kept.Answer.Question == answer.Question) < MaxRetainedPerQuestion;
        var next = !isThere && isRoom ? this with { Aside = Aside.Add(new Kept(answer, reason, now)) } : this;
        return (
            next,
            new Said(
                409,
                new
                {
                    status = 409,
                    type = Said.TypeOf(reason),
                    retained = isThere || isRoom,
                }
            )
        );
    }
}
