using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Examlet.Access;
using Examlet.Audit;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Questions;
using Examlet.Scoring;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;

namespace Examlet.Grading;

/// <summary>
/// The body of a rescoring: new <c>settings</c> or <c>scoring</c> of a question, or an <c>award</c> in their place.
/// </summary>
public sealed record RescoreInput([property: Required] string? QuestionId, [property: Required] string? Reason)
{
    /// <summary>The settings of the question with the right key, all of them.</summary>
    [JsonForm(JsonSchemaType.Object | JsonSchemaType.Null, "The settings of the question with the right key.")]
    public JsonElement? Settings { get; init; }

    /// <summary>The scoring of the question.</summary>
    [JsonForm(JsonSchemaType.Object | JsonSchemaType.Null, "The scoring of the question.")]
    public JsonElement? Scoring { get; init; }

    /// <summary>`full`: everybody gets all points; `none`: nobody gets any; `remove`: the question does not
    /// count.</summary>
    public string? Award { get; init; }

    /// <summary>Only says what would change.</summary>
    public bool? DryRun { get; init; }
}

/// <summary>One session whose score is, or would be, another.</summary>
public sealed record RescoredSession(
    string SessionId,
    double Before,
    double After,
    double MaxPoints,
    bool GradedByPerson
);

/// <summary>
/// What a rescoring would do: of <c>tried</c> final sessions so many would change, the first hundred of them listed.
/// <c>gradedByPeople</c> counts those whose grade for the question stands.
/// </summary>
public sealed record RescoreTrial(
    int Sessions,
    int Tried,
    int Changed,
    int GradedByPeople,
    IReadOnlyList<RescoredSession> First
);

/// <summary>A rescoring. <c>state</c> is <c>running</c> until every final session was scored by it.</summary>
public sealed record RescoreBody(
    string Id,
    string QuestionId,
    string State,
    string? Award,
    string Reason,
    string CreatedBy,
    DateTimeOffset CreatedAt,
    DateTimeOffset? DoneAt,
    long Sessions,
    long Changed
)
{
    internal static RescoreBody Of(KeyRevision revision) =>
        new(
            revision.Id,
            revision.QuestionId,
            revision.DoneAt is null ? "running" : "done",
            revision.Award,
            revision.Reason,
            revision.CreatedBy,
            revision.CreatedAt,
            revision.DoneAt,
            revision.Sessions,
            revision.Changed
        );
}

/// <summary>Scoring again after a wrong key (contract, scores).</summary>
public static class RescoresApi
{
    private const int MaxTried = 1000;
    private const int MaxListed = 100;
    private const int MaxReason = 1000;

    public static void MapRescores(this IEndpointRouteBuilder api)
    {
        var exam = api.MapGroup("/exams/{id}").WithTags("Grading").RequireAuthorization(Policies.Staff);
        exam.MapPost("/rescore", Rescore)
            .WithSummary("Score final sessions by another key of a question, or say what would change");
        exam.MapGet("/rescores/{rescoreId}", Get).WithSummary("How far a rescoring has come");
    }

    private static async Task<Results<Accepted<RescoreBody>, Ok<RescoreTrial>, ProblemHttpResult>> Rescore(
        string id,
        RescoreInput body,
        CurrentCaller caller,
        Database database,
        SessionScores scores,
        QuestionTypeCatalog types,
        ExamPapers papers,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (found, problem) = await database.RequireAsync(caller, id, ExamRole.Manager, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        if (await QuestionAsync(database, papers, found.Exam, body.QuestionId, cancellation) is not { } question)
        {
            return Problems.Invalid("questionId", "`questionId` must be a question that this exam has or had.");
        }

        var errors = new InputErrors();
        Check(body, question, types, errors);
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }

        var revision = new KeyRevision
        {
            Id = Ids.New(Ids.KeyRevision),
            WorkspaceId = caller.WorkspaceId,
            ExamId = id,
            Number = long.MaxValue,
            QuestionId = question.Id,
            Settings = Given(body.Settings),
            Scoring = Given(body.Scoring),
            Award = body.Award,
            Reason = body.Reason!,
            CreatedBy = caller.UserId,
            CreatedAt = clock.Now(),
        };
        if (body.DryRun == true)
        {
            return TypedResults.Ok(await TryAsync(revision, database, scores, cancellation));
        }

        return await database.WriteAsync<Results<Accepted<RescoreBody>, Ok<RescoreTrial>, ProblemHttpResult>>(
            async transaction =>
            {
                await PermissionStore.LockAsync(transaction, id);
                var head = (await ExamStore.HeadAsync(transaction, id))!;
                var added = await KeyRevisionStore.AddAsync(transaction, revision);
                await ChangeHeadAsync(transaction, head, question, revision, clock.Now());
                await AuditStore.AddAsync(
                    transaction,
                    new Act(caller.WorkspaceId, id, caller.UserId, revision.CreatedAt),
                    sessionId: null,
                    "rescore",
                    new
                    {
                        added.Id,
                        added.QuestionId,
                        added.Award,
                    },
                    added.Reason
                );
                return TypedResults.Accepted($"/exams/{id}/rescores/{added.Id}", RescoreBody.Of(added));
            },
            cancellation
        );
    }

    private static async Task<Results<Ok<RescoreBody>, ProblemHttpResult>> Get(
        string id,
        string rescoreId,
        CurrentCaller caller,
        Database database,
        CancellationToken cancellation
    )
    {
        var (_, problem) = await database.RequireAsync(caller, id, ExamRole.Manager, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        return
            await database.ReadAsync(reader => KeyRevisionStore.FindAsync(reader, id, rescoreId), cancellation)
                is { } revision
            ? TypedResults.Ok(RescoreBody.Of(revision))
            : Problems.NotFound("rescoring");
    }

    /// <summary>The question as students were scored on it last: of the newest version that somebody took, or else of
    /// the exam as it is.</summary>
    private static async Task<Question?> QuestionAsync(
        Database database,
        ExamPapers papers,
        Exam exam,
        string? questionId,
        CancellationToken cancellation
    )
    {
        var (versions, revisions) = await database.ReadAsync(
            async reader =>
                (
                    await ExamSessionStore.VersionIdsAsync(reader, exam.Id),
                    await KeyRevisionStore.OfExamAsync(reader, exam.Id)
                ),
            cancellation
        );
        var keys = new RevisedKeys(revisions);
        foreach (var versionId in versions.Reverse())
        {
            var paper = await papers.GetAsync(versionId, cancellation);
            if (keys.In(paper.Content).Questions.FirstOrDefault(q => q.Id == questionId) is { } taken)
            {
                return taken;
            }
        }

        return exam.Content.Questions.FirstOrDefault(question => question.Id == questionId);
    }

    private static void Check(RescoreInput body, Question question, QuestionTypeCatalog types, InputErrors errors)
    {
        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > MaxReason)
        {
            errors.Add("reason", $"`reason` must say why, in 1 to {MaxReason} characters: it goes into the audit log.");
        }

        if (types.Find(question.Type) is not { TakesAnswer: true })
        {
            errors.Add("questionId", "`questionId` must be a question that takes an answer.");
            return;
        }

        var isRevised = Given(body.Settings) is not null || Given(body.Scoring) is not null;
        if (body.Award is { } award && !KeyRevision.Awards.Contains(award, StringComparer.Ordinal))
        {
            errors.Add("award", $"`award` must be one of: {string.Join(", ", KeyRevision.Awards)}.");
        }
        else if (isRevised == body.Award is not null)
        {
            errors.Add("award", "Send either `settings` and `scoring`, or an `award`.");
        }

        foreach (var (name, value) in new[] { ("settings", body.Settings), ("scoring", body.Scoring) })
        {
            if (Given(value) is { } given && (given.ValueKind != JsonValueKind.Object || !Json.IsStorable(given)))
            {
                errors.Add(name, $"`{name}` must be a JSON object.");
                return;
            }
        }

        if (isRevised)
        {
            var revised = question with
            {
                Settings = Given(body.Settings) ?? question.Settings,
                Scoring = Given(body.Scoring) ?? question.Scoring,
            };
            var budget = new CheckBudget();
            var inner = new InputErrors();
            types.Validate(revised, "question", inner, budget);
            foreach (var (path, messages) in inner.ByPath)
            {
                foreach (var message in messages)
                {
                    errors.Add(
                        path.Replace("question.", "", StringComparison.Ordinal),
                        message.Replace("`question.", "`", StringComparison.Ordinal)
                    );
                }
            }
        }
    }

    /// <summary>The exam itself gets the new key too, where its key is the one that was wrong.</summary>
    private static async Task ChangeHeadAsync(
        Transaction transaction,
        Exam head,
        Question taken,
        KeyRevision revision,
        DateTimeOffset now
    )
    {
        if (
            revision.Award is not null
            || head.Content.Questions.FirstOrDefault(question => question.Id == taken.Id) is not { } current
            || !current.SaysTheSameAs(taken)
        )
        {
            return;
        }

        var changed = current with
        {
            Settings = revision.Settings ?? current.Settings,
            Scoring = revision.Scoring ?? current.Scoring,
        };
        await ExamStore.UpdateAsync(
            transaction,
            head with
            {
                Content = head.Content with
                {
                    Questions =
                    [
                        .. head.Content.Questions.Select(question => question.Id == taken.Id ? changed : question),
                    ],
                },
            },
            now
        );
    }

    private static async Task<RescoreTrial> TryAsync(
        KeyRevision revision,
        Database database,
        SessionScores scores,
        CancellationToken cancellation
    )
    {
        var (keys, ids) = await database.ReadAsync(
            async reader =>
                (
                    new RevisedKeys([.. await KeyRevisionStore.OfExamAsync(reader, revision.ExamId), revision]),
                    await ExamSessionStore.ScoredIdsAsync(reader, revision.ExamId)
                ),
            cancellation
        );
        var (changed, byPeople, tried) = (0, 0, 0);
        var first = new List<RescoredSession>();
        foreach (var id in ids.Take(MaxTried))
        {
            var session = await database.ReadAsync(reader => ExamSessionStore.ReadAsync(reader, id), cancellation);
            if (session?.Score is not { } stored)
            {
                continue;
            }

            tried++;
            var (before, after) = (Json.Read<ExamScore>(stored), await scores.TryAsync(session, keys, cancellation));
            var isByPerson = before.Questions.Any(question =>
                question.QuestionId == revision.QuestionId && question.By == QuestionScore.Person
            );
            byPeople += isByPerson ? 1 : 0;
            if (after.Points == before.Points && after.MaxPoints == before.MaxPoints)
            {
                continue;
            }

            changed++;
            if (first.Count < MaxListed)
            {
                first.Add(new RescoredSession(id, before.Points, after.Points, after.MaxPoints, isByPerson));
            }
        }

        return new RescoreTrial(ids.Count, tried, changed, byPeople, first);
    }

    private static JsonElement? Given(JsonElement? element) =>
        element is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given ? given : null;
}
