using Examlet.Access;
using Examlet.Audit;
using Examlet.EmbedSessions;
using Examlet.Exams;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Room;

/// <summary>A link to the monitor. <c>url</c> is a secret: whoever has it sees and acts until the link ends.</summary>
public sealed record MonitorLinkBody(string Id, string Url, DateTimeOffset ExpiresAt)
{
    /// <summary>The address of a monitor link. Whoever has it sees the room.</summary>
    internal static string UrlOf(string linkId, EmbedUrls urls, MonitorSecrets secrets) =>
        $"{urls.PublicBase}/monitor/{secrets.Of(linkId)}";
}

/// <summary>Links to the monitor (for staff), and the operations that its page calls.</summary>
public static class MonitorApi
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);

    public static void MapMonitorLinks(this IEndpointRouteBuilder api)
    {
        var exam = api.MapGroup("/exams/{id}").WithTags("The room").RequireAuthorization(Policies.Staff);
        exam.MapPost("/monitor-link", Create).WithSummary("Make a link to the monitor of an exam; it lives an hour");
        exam.MapDelete("/monitor-links/{linkId}", Revoke).WithSummary("End a link to the monitor at once");
    }

    public static void MapMonitor(this IEndpointRouteBuilder app)
    {
        var monitor = app.MapGroup("/monitor-api")
            .WithTags("The room")
            .RequireAuthorization(Policies.Monitor)
            .LimitedPerMonitorLink();
        monitor
            .MapGet("/room", Room)
            .WithSummary("Everybody who may take the exam, as server-sent events: first all, then what changed");
        monitor.MapPost("/actions", Do).WithSummary("Act on students, as POST /exams/{id}/sessions/actions does");
    }

    private static async Task<Results<Created<MonitorLinkBody>, ProblemHttpResult>> Create(
        string id,
        CurrentCaller caller,
        RepeatableRequest request,
        MonitorSecrets secrets,
        EmbedUrls urls,
        TimeProvider clock
    )
    {
        var (_, problem) = await request.ReadAsync(reader =>
            ExamAccess.RequireAsync(reader, caller, id, ExamRole.Manager)
        );
        if (problem is not null)
        {
            return problem;
        }

        var now = clock.Now();
        var link = new MonitorLink(
            Ids.New(Ids.MonitorLink),
            caller.WorkspaceId,
            id,
            caller.UserId,
            now,
            now + MonitorLink.Lifetime,
            RevokedAt: null
        );
        return await request.AnswerAsync(async transaction =>
        {
            await MonitorLinkStore.AddAsync(transaction, link);
            var url = MonitorLinkBody.UrlOf(link.Id, urls, secrets);
            return TypedResults.Created(
                $"/exams/{id}/monitor-links/{link.Id}",
                new MonitorLinkBody(link.Id, url, link.ExpiresAt)
            );
        });
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Revoke(
        string id,
        string linkId,
        CurrentCaller caller,
        Database database,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var (_, problem) = await database.RequireAsync(caller, id, ExamRole.Manager, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        return await database.WriteAsync(
            transaction => MonitorLinkStore.RevokeAsync(transaction, id, linkId, clock.Now()),
            cancellation
        )
            ? TypedResults.NoContent()
            : Problems.NotFound("monitor link");
    }

    private static async Task<Results<EventStream, ProblemHttpResult>> Room(
        MonitorCaller caller,
        RoomFeeds feeds,
        Database database,
        TimeProvider clock,
        HttpContext request,
        CancellationToken cancellation
    )
    {
        if (feeds.IsFlood(caller.LinkId))
        {
            request.Abort();
            return new EventStream(_ => Task.CompletedTask);
        }

        var (link, problem) = await database.ReadAsync(reader => FindAsync(reader, caller, clock.Now()), cancellation);
        if (problem is not null)
        {
            return problem;
        }

        var sandbox = WorkspaceTime.Current;
        return new EventStream(http => TellAsync(http, feeds.Open(link!, sandbox), feeds, clock));
    }

    private static async Task TellAsync(HttpContext http, RoomWatcher watcher, RoomFeeds feeds, TimeProvider clock)
    {
        var left = http.RequestAborted.UnsafeRegister(static page => ((RoomWatcher)page!).End(), watcher);
        try
        {
            var spokeAt = clock.GetTimestamp();
            RoomMoment? told = null;
            while (await watcher.NextAsync() is { } moment)
            {
                if (moment.AccessOf(watcher.Link.Id) is var access and not MonitorAccess.Open)
                {
                    await SendAsync(
                        RoomMoment.Event(
                            "over",
                            new { reason = access == MonitorAccess.Expired ? "expired" : "revoked" }
                        )
                    );
                    return;
                }

                var news = moment.NewsSince(told);
                if (news is not null || told!.Ahead != moment.Ahead || clock.GetElapsedTime(spokeAt) >= PingEvery)
                {
                    spokeAt = clock.GetTimestamp();
                    await SendAsync(news ?? moment.Ping);
                }

                told = moment;
            }

            if (watcher.IsCrowdedOut)
            {
                await SendAsync(RoomMoment.Event("over", new { reason = "crowded" }));
            }
        }
        finally
        {
            await left.DisposeAsync();
            feeds.Close(watcher);
        }

        Task SendAsync(byte[] words) => http.Response.Body.WriteAsync(words, http.RequestAborted).AsTask();
    }

    private static async Task<Results<Ok<RoomResults>, ProblemHttpResult>> Do(
        RoomActionInput body,
        MonitorCaller caller,
        RepeatableRequest request,
        RoomActions actions,
        TimeProvider clock
    )
    {
        var (link, problem) = await request.ReadAsync(reader => FindAsync(reader, caller, clock.Now()));
        return problem is not null
            ? problem
            : await RoomApi.DoAsync(
                body,
                new Act(link!.WorkspaceId, link.ExamId, link.CreatedBy, clock.Now()),
                request,
                actions,
                clock
            );
    }

    private static async Task<(MonitorLink? Link, ProblemHttpResult? Problem)> FindAsync(
        Reader reader,
        MonitorCaller caller,
        DateTimeOffset now
    ) =>
        await MonitorLinkStore.FindAsync(reader, caller.LinkId, now) switch
        {
            null => (null, Problems.NotFound("monitor link")),
            { Access: MonitorAccess.Open } found => (found.Link, null),
            { Access: MonitorAccess.Expired } => (
                null,
                Problems.Gone(
                    "monitor-expired",
                    "The link to the monitor has expired. Open a new one from your school's platform."
                )
            ),
            _ => (
                null,
                Problems.Gone(
                    "monitor-revoked",
                    "The link to the monitor was withdrawn. Open a new one from your school's platform."
                )
            ),
        };
}
