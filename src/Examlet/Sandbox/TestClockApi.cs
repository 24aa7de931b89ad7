using System.ComponentModel.DataAnnotations;
using Examlet.Access;
using Examlet.EmbedSessions;
using Examlet.Endings;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Live;
using Examlet.Room;
using Examlet.Scoring;
using Examlet.Storage;
using Examlet.Time;
using Examlet.Webhooks;
using Examlet.Workspaces;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Sandbox;

/// <summary>The body of <c>POST /test/clock</c>: how many minutes the clock of the sandbox moves on; fractions are
/// allowed.</summary>
public sealed record AdvanceClock([property: Required] double? Advance);

/// <summary>The clock of a sandbox: its present, and by how many minutes it is ahead of the machine's.</summary>
public sealed record TestClock(DateTimeOffset Now, double Ahead);

/// <summary>The clock that integrators move in their own tests, in a sandbox and nowhere else.</summary>
public static class TestClockApi
{
    private const double MaxMinutes = 60 * 24 * 366;
    private const int MaxYears = 100;
    private const int BatchSize = 200;

    public static void MapTestClock(this IEndpointRouteBuilder api)
    {
        var test = api.MapGroup("/test").WithTags("Sandbox").RequireAuthorization(Policies.Staff);
        test.MapPost("/clock", Advance)
            .WithSummary("Move the clock of a sandbox on: deadlines, grace and expiry come at once");
        test.MapGet("/clock", Get).WithSummary("The clock of a sandbox");
    }

    private static async Task<Results<Ok<TestClock>, ProblemHttpResult>> Get(
        CurrentCaller caller,
        Sandboxes sandboxes,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (sandboxes.Of(caller.WorkspaceId) is null)
        {
            // It may have been made this moment, by the command line.
            await sandboxes.ReadAsync(cancellation);
        }

        return sandboxes.Of(caller.WorkspaceId) is { } sandbox
            ? TypedResults.Ok(new TestClock(clock.Now(), sandbox.Ahead.TotalMinutes))
            : NoSandbox();
    }

    private static async Task<Results<Ok<TestClock>, ProblemHttpResult>> Advance(
        AdvanceClock body,
        CurrentCaller caller,
        Sandboxes sandboxes,
        Database database,
        Settlement settlement,
        SessionScores scores,
        LiveSessions live,
        ExpirySweeper expiry,
        WebhookDispatcher webhooks,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        if (body.Advance is not (>= 0 and <= MaxMinutes))
        {
            return Problems.Invalid(
                "advance",
                "`advance` must be a number of minutes from 0 to 527040 (366 days): a clock never goes back."
            );
        }

        var advance = TimeSpan.FromMinutes(body.Advance.Value);
        if (sandboxes.Of(caller.WorkspaceId)?.Ahead + advance > TimeSpan.FromDays(366 * MaxYears))
        {
            return Problems.Invalid(
                "advance",
                $"With this `advance` the clock would be more than {MaxYears} years ahead. Make another "
                    + "sandbox: its clock begins at the present."
            );
        }

        Task KeepConnectedAsync(Transaction transaction, DateTimeOffset from) =>
            PresenceStore.MovedAsync(transaction, caller.WorkspaceId, from, advance);
        if (
            await sandboxes.AdvanceAsync(caller.WorkspaceId, advance, KeepConnectedAsync, cancellation)
            is not { } sandbox
        )
        {
            return NoSandbox();
        }

        using (WorkspaceTime.Enter(sandbox))
        {
            await SettleAsync(sandbox, database, settlement, scores, clock, cancellation);
            while (await expiry.SweepAsync(cancellation) > 0)
            {
                // Until all is told that expired.
            }

            live.ChangedAll();
            webhooks.Wake();
            return TypedResults.Ok(new TestClock(clock.Now(), sandbox.Ahead.TotalMinutes));
        }
    }

    /// <summary>
    /// Writes down at once what is true now, so that events and messages do not wait for the next sweep.
    /// </summary>
    private static async Task SettleAsync(
        SandboxClock sandbox,
        Database database,
        Settlement settlement,
        SessionScores scores,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        while (
            await database.ReadAsync(
                reader => ExamSessionStore.OverdueAsync(reader, BatchSize, clock.Now(), sandbox.WorkspaceId),
                cancellation
            )
                is { Count: > 0 } overdue
        )
        {
            foreach (var session in overdue)
            {
                await settlement.SettleAsync(session.Id, cancellation);
            }
        }

        foreach (
            var unscored in await database.ReadAsync(
                reader => ExamSessionStore.UnscoredAsync(reader, BatchSize, sandbox.WorkspaceId),
                cancellation
            )
        )
        {
            if (
                await database.ReadAsync(reader => ExamSessionStore.ReadAsync(reader, unscored.Id), cancellation) is
                { } session
            )
            {
                await scores.GetAsync(session, cancellation);
            }
        }
    }

    private static ProblemHttpResult NoSandbox() =>
        Problems.Forbidden(
            "The clock moves in a sandbox only: make one with `Examlet workspace add --sandbox` and use a key of it."
        );
}
