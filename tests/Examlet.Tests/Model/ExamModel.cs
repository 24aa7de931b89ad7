using System.Collections.Immutable;

namespace Examlet.Tests.Model;

/// <summary>An embed session, and the attempt it is bound to.</summary>
internal sealed record Link(bool IsRevoked = false, int? Attempt = null);

/// <summary>One student and one exam as the contract describes them (§5–§7, §10): what is answered to each message,
/// and what holds afterwards. Immutable and without any code of the server.
/// </summary>
internal sealed record ExamModel(Terms Terms, DateTimeOffset Now)
{
    /// <summary>The embed sessions; there is one from the beginning.</summary>
    public ImmutableList<Link> Links { get; init; } = [new Link()];

    /// <summary>The attempts, oldest first. All but the last are voided.</summary>
    public ImmutableList<AttemptModel> Attempts { get; init; } = [];

    /// <summary>The last attempt, voided or not.</summary>
    public AttemptModel? Newest => Attempts.Count == 0 ? null : Attempts[^1];

    /// <summary>What is answered to <paramref name="message"/>, and what is then.</summary>
    public (ExamModel Next, Said Said) Hear(Message message) =>
        message switch
        {
            Pass pass => (this with { Now = Now + pass.Time }, new Said(0)),
            Issue => Over is { } over
                ? (
                    this with
                    {
                        Links = Links.Add(new Link(Attempt: over)),
                    },
                    new Said(201, new { status = "completed" })
                )
                : (this with { Links = Links.Add(new Link()) }, new Said(201, new { status = "pending" })),
            Revoke revoke => Links[revoke.Link].IsRevoked
                ? (this, Said.Problem(404, "not-found"))
                : (
                    this with
                    {
                        Links = Links.SetItem(revoke.Link, Links[revoke.Link] with { IsRevoked = true }),
                    },
                    new Said(204)
                ),
            VoidAttempt => Newest is { IsVoided: false } attempt
                ? (With(attempt with { VoidedAt = Now }), new Said(204))
                : (this, Said.Problem(404, "not-found")),
            Extend extend => Extended(extend),
            Start start => Access(start.Link) is { } closed ? (this, closed) : Bound(start.Link).Started(start.Link),
            Open open => Access(open.Link) is { } closed ? (this, closed) : Bound(open.Link).Opened(open.Link),
            Save save => Saved(save.Link, [save.Answer], said => said[0]),
            SaveMany many => Saved(
                many.Link,
                many.Answers,
                said => new Said(200, new { results = said.Select(one => one.Body) })
            ),
            HandIn handIn => Access(handIn.Link) is { } closed ? (this, closed) : Bound(handIn.Link).HandedIn(handIn),
            AskReceipt ask => (this, Receipt(ask.Link)),
            _ => throw new InvalidOperationException($"The model does not know {message}."),
        };

    private (ExamModel Next, Said Said) Extended(Extend extend)
    {
        if (Newest is not { IsVoided: false } attempt)
        {
            return (this, Said.Problem(404, "not-found"));
        }

        if (attempt.EndAt(Now) is not null)
        {
            return (this, Said.Problem(409, "session-completed"));
        }

        var changed = attempt.WithTime(extend.ExtraTime, extend.Multiplier, Now);
        return (With(changed), new Said(200, changed.SeenAt(Now)));
    }

    private (ExamModel Next, Said Said) Started(int link)
    {
        if (AttemptOf(link) is not null)
        {
            return Opened(link);
        }

        if (Now < Terms.OpensAt || Now >= Terms.ClosesAt)
        {
            return (this, Said.Problem(409, "not-open"));
        }

        var begun = AttemptModel.Begun(Terms, link, (Newest?.Epoch ?? 0) + 1, Now);
        var next = this with
        {
            Attempts = Attempts.Add(begun),
            Links = Links.SetItem(link, new Link(Attempt: Attempts.Count)),
        };
        return (next, new Said(200, begun.StateAt(Now)));
    }

    private (ExamModel Next, Said Said) Opened(int link)
    {
        if (AttemptOf(link) is not { } attempt)
        {
            return (this, new Said(200, new { status = "not_started", epoch = 0 }));
        }

        var taken = attempt.EndAt(Now) is null ? attempt.TakenOverBy(link, Now) : attempt;
        return (With(taken), new Said(200, taken.StateAt(Now)));
    }

    private (ExamModel Next, Said Said) Saved(
        int link,
        IReadOnlyList<Written> answers,
        Func<IReadOnlyList<Said>, Said> put
    )
    {
        if (Access(link) is { } closed)
        {
            return (this, closed);
        }

        return AttemptOf(link) is not { } attempt ? (this, Said.Problem(409, "not-started"))
            : All(attempt, answers) is var (next, said) ? (With(next), put(said))
            : default;
    }

    private (ExamModel Next, Said Said) HandedIn(HandIn handIn)
    {
        if (AttemptOf(handIn.Link) is not { } attempt)
        {
            return (this, Said.Problem(409, "not-started"));
        }

        var (next, _) = All(attempt, handIn.Answers);
        if (attempt.EndAt(Now) is { } end)
        {
            return (With(next), Completed(end));
        }

        if (handIn.Epoch != attempt.Epoch)
        {
            return (
                With(next),
                handIn.Epoch > attempt.Epoch ? Said.Problem(400, "invalid-input") : Said.Problem(409, "superseded")
            );
        }

        return next.Missing(handIn.Revisions) is { Count: > 0 } missing
            ? (With(next), new Said(409, new { type = Said.TypeOf("answers-missing"), questions = missing }))
            : (With(next.HandedIn(Now)), Completed((Now, "submitted")));
    }

    private Said Receipt(int link)
    {
        if (Access(link) is { } closed)
        {
            return closed;
        }

        if (ShownBy(Links[link]) is not { } attempt)
        {
            return Said.Problem(409, "not-started");
        }

        if (!attempt.IsFinalAt(Now))
        {
            return Said.Problem(409, "receipt-not-ready");
        }

        var end = attempt.EndAt(Now)!.Value;
        return new Said(200, new { completedAt = end.At.Iso(), completionReason = end.Reason });
    }

    private static Said Completed((DateTimeOffset At, string Reason) end) =>
        new(
            200,
            new
            {
                status = "completed",
                completionReason = end.Reason,
                completedAt = end.At.Iso(),
            }
        );

    /// <summary>Why a link opens nothing; null when it does.</summary>
    private Said? Access(int link) =>
        Links[link].IsRevoked || AttemptOf(link) is { IsVoided: true } ? Said.Problem(410, "session-revoked") : null;

    /// <summary>A link that is not bound yet is bound to the attempt that is open, or completed, and never to
    /// another.</summary>
    private ExamModel Bound(int link) =>
        Links[link].Attempt is null && Newest is { IsVoided: false }
            ? this with
            {
                Links = Links.SetItem(link, new Link(Attempt: Attempts.Count - 1)),
            }
            : this;

    /// <summary>The number of the attempt that counts, when it is over.</summary>
    private int? Over =>
        Newest is { IsVoided: false } newest && newest.EndAt(Now) is not null ? Attempts.Count - 1 : null;

    /// <summary>What a link shows: the attempt that it is bound to or, of one that nobody has opened, the attempt that
    /// is over.</summary>
    public AttemptModel? ShownBy(Link link) => (link.Attempt ?? Over) is { } attempt ? Attempts[attempt] : null;

    private AttemptModel? AttemptOf(int link) => Links[link].Attempt is { } attempt ? Attempts[attempt] : null;

    private ExamModel With(AttemptModel newest) =>
        this with
        {
            Attempts = Attempts.SetItem(Attempts.Count - 1, newest),
        };

    private (AttemptModel Next, IReadOnlyList<Said> Said) All(AttemptModel attempt, IEnumerable<Written> answers)
    {
        var said = new List<Said>();
        foreach (var answer in answers)
        {
            (attempt, var one) = attempt.Save(answer, Now);
            said.Add(one);
        }

        return (attempt, said);
    }
}
