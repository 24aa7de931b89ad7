namespace Examlet.Tests.Model;

/// <summary>What each party sees of the model, in the form of the wire.</summary>
internal static class ModelViews
{
    /// <summary>What a browser gets from start and open.</summary>
    public static object StateAt(this AttemptModel attempt, DateTimeOffset now)
    {
        var end = attempt.EndAt(now);
        return new
        {
            status = end is null ? "in_progress" : "completed",
            epoch = attempt.Epoch,
            serverNow = now.Iso(),
            startedAt = attempt.StartedAt.Iso(),
            deadline = attempt.Deadline?.Iso(),
            answers = (end is null ? attempt.Current : []).ToDictionary(
                current => current.Answer.Question,
                current => new
                {
                    value = current.Answer.Value,
                    completed = current.Answer.Completed,
                    epoch = current.Answer.Epoch,
                    revision = current.Answer.Revision,
                    savedAt = current.At.Iso(),
                }
            ),
            completion = end is { } known
                ? new { completionReason = known.Reason, completedAt = known.At.Iso() }
                : null,
        };
    }

    /// <summary>What teachers get of an attempt; of a voided one only what was written matters.</summary>
    public static object SeenAt(this AttemptModel attempt, DateTimeOffset now)
    {
        var final = attempt.IsFinalAt(now);
        var answers = attempt.Current.Select(current => new
        {
            questionId = current.Answer.Question,
            value = current.Answer.Value,
            completed = current.Answer.Completed,
            epoch = current.Answer.Epoch,
            revision = current.Answer.Revision,
            savedAt = current.At.Iso(),
        });
        if (attempt.IsVoided)
        {
            return new { voidedAt = attempt.VoidedAt?.Iso(), answers };
        }

        var end = attempt.EndAt(now);
        return new
        {
            status = end is null ? "in_progress" : "completed",
            final,
            completionReason = end?.Reason,
            completedAt = end?.At.Iso(),
            startedAt = attempt.StartedAt.Iso(),
            deadline = attempt.Deadline?.Iso(),
            extraTime = attempt.ExtraMinutes,
            timeMultiplier = attempt.Multiplier,
            progress = new
            {
                answered = attempt.Current.Count(current => current.Answer.Completed),
                total = attempt.Terms.Questions.Count,
            },
            score = final
                ? new
                {
                    points = attempt.Current.Count(current => current.Answer.Value == Terms.Right),
                    maxPoints = attempt.Terms.Questions.Count,
                    needsGrading = false,
                }
                : null,
            answers,
        };
    }

    /// <summary>Everything that can be read, by the name under which <see cref="ModelledExam.LookAsync"/> reads
    /// it.</summary>
    public static IReadOnlyDictionary<string, object> Seen(this ExamModel model)
    {
        var seen = new Dictionary<string, object>(StringComparer.Ordinal);
        for (var i = 0; i < model.Attempts.Count; i++)
        {
            var attempt = model.Attempts[i];
            seen[$"attempt {i}"] = attempt.SeenAt(model.Now);
            seen[$"history {i}"] = attempt
                .Versions.OrderBy(v => v.At)
                .ThenBy(v => v.Answer.Epoch)
                .ThenBy(v => v.Answer.Revision)
                .ThenBy(v => v.Answer.Question, StringComparer.Ordinal)
                .Select(Shown);
            seen[$"retained {i}"] = attempt
                .Aside.OrderBy(kept => SortOf(kept.At.Iso(), kept.Answer), StringComparer.Ordinal)
                .Select(kept => Shown(attempt, kept));
            seen[$"events {i}"] = attempt
                .EventsAt(model.Now)
                .Select(
                    (happened, number) =>
                        new
                        {
                            seq = number + 1,
                            name = happened.Name,
                            at = happened.At.Iso(),
                            data = happened.Data,
                        }
                );
        }

        for (var i = 0; i < model.Links.Count; i++)
        {
            if (!model.Links[i].IsRevoked)
            {
                seen[$"link {i}"] = new { status = model.StatusOf(model.Links[i]) };
            }
        }

        return seen;
    }

    /// <summary>Orders what was kept aside in the same millisecond, for which no order is promised.</summary>
    public static string SortOf(string arrivedAt, Written answer) => $"{arrivedAt} {answer}";

    private static string StatusOf(this ExamModel model, Link link)
    {
        if (model.ShownBy(link) is not { } attempt)
        {
            return "pending";
        }

        return attempt.EndAt(model.Now) is not null ? "completed"
            : attempt.Versions.IsEmpty ? "pending"
            : "started";
    }

    private static object Shown(Stored stored) =>
        new
        {
            questionId = stored.Answer.Question,
            epoch = stored.Answer.Epoch,
            revision = stored.Answer.Revision,
            value = stored.Answer.Value,
            completed = stored.Answer.Completed,
            savedAt = stored.At.Iso(),
            applied = stored.Seq is not null,
        };

    private static object Shown(AttemptModel attempt, Kept kept) =>
        new
        {
            questionId = kept.Answer.Question,
            epoch = kept.Answer.Epoch,
            revision = kept.Answer.Revision,
            value = kept.Answer.Value,
            completed = kept.Answer.Completed,
            reason = kept.Reason,
            source = "save",
            arrivedAt = kept.At.Iso(),
            acceptedAt = (string?)null,
            current = attempt.CurrentOf(kept.Answer.Question) is { } current ? Shown(current) : null,
        };
}
