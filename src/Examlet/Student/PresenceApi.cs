using System.ComponentModel.DataAnnotations;
using Examlet.Access;
using Examlet.Answers;
using Examlet.EmbedSessions;
using Examlet.Http;
using Examlet.Room;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Student;

/// <summary>The body of <c>PUT /embed-api/presence</c>: how many answers the page could not deliver yet.</summary>
public sealed record PresenceInput([property: Required] long? Epoch, [property: Required] int? Unsent);

/// <summary>Takes a student page's reports about itself, for the monitor.</summary>
internal static class PresenceApi
{
    private const int MaxUnsent = 100_000;

    public static void MapPresence(this IEndpointRouteBuilder student) =>
        student.MapPut("/presence", Report).WithSummary("Say how many answers could not be delivered yet");

    private static async Task<Results<NoContent, ProblemHttpResult>> Report(
        PresenceInput body,
        EmbedCaller caller,
        Database database,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var errors = new InputErrors();
        AnswerInput.CheckEpoch(body.Epoch, errors);
        if (body.Unsent is not (>= 0 and <= MaxUnsent))
        {
            errors.Add("unsent", "`unsent` must be a number of answers, 0 or more.");
        }

        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }

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
        if (body.Epoch != session.Epoch)
        {
            return body.Epoch > session.Epoch
                ? StudentProblems.FutureEpoch("epoch")
                : StudentProblems.Superseded(session.Epoch);
        }

        await database.WriteAsync(
            transaction => PresenceStore.ReportAsync(transaction, session.Id, body.Unsent!.Value, now),
            cancellation
        );
        return TypedResults.NoContent();
    }
}
