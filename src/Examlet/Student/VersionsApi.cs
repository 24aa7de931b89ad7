using System.Globalization;
using Examlet.Access;
using Examlet.Answers;
using Examlet.EmbedSessions;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Student;

/// <summary>The versions of one answer for the student who wrote them, so that an earlier one can be taken up
/// again.</summary>
internal static class VersionsApi
{
    private const int PageLength = 20;

    public static void MapVersions(this IEndpointRouteBuilder student) =>
        student
            .MapGet("/answers/{questionId}/versions", List)
            .GivesMuch()
            .WithSummary("The stored versions of an answer, newest first, while the exam is in progress");

    private static async Task<Results<Ok<Page<HistoryEntry>>, ProblemHttpResult>> List(
        string questionId,
        EmbedCaller caller,
        ExamPapers papers,
        Database database,
        TimeProvider clock,
        CancellationToken cancellation,
        string? cursor = null
    )
    {
        var now = clock.Now();
        var entry = await database.ReadAsync(
            reader => SessionEntryStore.ShownByAsync(reader, caller.EmbedSessionId, now),
            cancellation
        );
        if (StudentApi.ProblemOf(entry, now) is { } problem)
        {
            return problem;
        }

        var session = entry!.Session!;
        if (session.CompletionAt(now) is not null)
        {
            return StudentProblems.Completed();
        }

        var before = long.MaxValue;
        if (cursor is not null && !long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out before))
        {
            return Problems.Invalid("cursor", "`cursor` must be a nextCursor of this list.");
        }

        var paper = await papers.GetAsync(session.VersionId, cancellation);
        if (!paper.VisibleTo(session).Any(question => question.Id == questionId && question.TakesAnswer))
        {
            return Problems.NotFound("question in this exam");
        }

        var versions = await database.ReadAsync(
            reader => AnswerStore.VersionsAsync(reader, session.Id, questionId, before, PageLength + 1),
            cancellation
        );
        var shown = versions.Take(PageLength).ToList();
        var next = versions.Count > PageLength ? shown[^1].Version.Order.ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(
            new Page<HistoryEntry>(
                [.. shown.Select(version => HistoryEntry.Of(FileAnswer.ForStudent(paper, version)))],
                next
            )
        );
    }
}
