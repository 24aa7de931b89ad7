using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Examlet.Access;
using Examlet.EmbedSessions;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Live;
using Examlet.Pipeline;
using Examlet.Room;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Student;

/// <summary>
/// The answer of <c>GET /embed-api/events/now</c>: the events that the stream would send to a page that opens it now.
/// </summary>
public sealed record HappenedBody(IReadOnlyList<HappenedBody.Event> Events)
{
    /// <summary>One event as the stream would send it.</summary>
    public sealed record Event(string Name, IReadOnlyDictionary<string, object?> Data);
}

/// <summary>The event stream of an open page (contract §10), and the same for a page that streams do not
/// reach.</summary>
internal static class LiveApi
{
    private const string Announced = "announcement";

    /// <summary>The epoch of a page that works on nothing.</summary>
    private const string NoEpoch = "none";

    public static void MapLive(this IEndpointRouteBuilder student)
    {
        student.MapGet("/events", Events).WithSummary("What happens to the session, as server-sent events");
        student
            .MapGet("/events/now", Now)
            .WithSummary("What the event stream would say now, for a page that streams do not reach");
    }

    private static async Task<Results<Ok<HappenedBody>, ProblemHttpResult>> Now(
        EmbedCaller caller,
        LiveSessions live,
        Database database,
        TimeProvider clock,
        CancellationToken cancellation,
        string? epoch = null
    )
    {
        if (!TryReadEpoch(epoch, out var held, out var problem))
        {
            return problem;
        }

        var entry = await database.ReadAsync(
            reader => SessionEntryStore.FindAsync(reader, caller.EmbedSessionId),
            cancellation
        );
        var facts = LiveFacts.Of(entry);
        var page = new LivePage(held);
        var events = new List<HappenedBody.Event>();
        foreach (var (name, data) in page.Tell(facts, clock.Now()))
        {
            events.Add(new(name, await WithNumberAsync(database, facts?.SessionId, name, data, cancellation)));
        }

        if (!page.IsOver && !page.HearsEndOnly && facts?.SessionId is { } sessionId)
        {
            live.Asked(sessionId);
            var news = await NewAsync(database, facts, announced: 0, cancellation);
            events.AddRange(
                news.Where(announcement => announcement.AcknowledgedAt is null)
                    .Select(announcement => new HappenedBody.Event(Announced, DataOf(announcement)))
            );
        }

        return TypedResults.Ok(new HappenedBody(events));
    }

    private static bool TryReadEpoch(string? epoch, out long? held, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        var isRead = long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var given);
        held = isRead ? given : null;
        problem =
            isRead || epoch == NoEpoch
                ? null
                : Problems.Invalid(
                    "epoch",
                    "`epoch` must be the epoch that start or open returned, or `none` to hear only that "
                        + "access has ended."
                );
        return problem is null;
    }

    private static Results<EventStream, ProblemHttpResult> Events(
        EmbedCaller caller,
        LiveSessions live,
        Uses uses,
        Database database,
        TimeProvider clock,
        string? epoch = null
    )
    {
        if (!TryReadEpoch(epoch, out var held, out var problem))
        {
            return problem;
        }

        var sandbox = WorkspaceTime.Current;
        var holder = uses.Of(caller.EmbedSessionId).SessionId;
        return new EventStream(http =>
            TellAsync(http, live.Open(caller.EmbedSessionId, held, sandbox, holder), live, database, clock)
        );
    }

    private static async Task TellAsync(
        HttpContext http,
        LiveStream stream,
        LiveSessions live,
        Database database,
        TimeProvider clock
    )
    {
        var left = http.RequestAborted.UnsafeRegister(static page => ((LiveStream)page!).End(), stream);
        try
        {
            do
            {
                await stream.News;
                await Task.Yield();
            } while (stream.TakeNews() && await TellNewsAsync(http, stream, database, clock));
        }
        finally
        {
            await left.DisposeAsync();
            live.Close(stream);
        }
    }

    /// <summary>Sends the news, or a ping after a while. False if nothing more will be sent.</summary>
    private static async Task<bool> TellNewsAsync(
        HttpContext http,
        LiveStream stream,
        Database database,
        TimeProvider clock
    )
    {
        using var entered = WorkspaceTime.Enter(stream.Sandbox);
        var facts = stream.Facts;
        foreach (var (name, data) in stream.Page.Tell(facts, clock.Now(), stream.Ahead))
        {
            await SendAsync(name, await WithNumberAsync(database, facts?.SessionId, name, data, http.RequestAborted));
        }

        if (stream.Page.IsOver)
        {
            return false;
        }

        foreach (
            var announcement in stream.Page.HearsEndOnly
                ? []
                : await NewAsync(database, facts, stream.Announced, http.RequestAborted)
        )
        {
            stream.Announced = announcement.Number;
            if (announcement.AcknowledgedAt is null)
            {
                await SendAsync(Announced, DataOf(announcement));
            }
        }

        if (stream.IsSilent)
        {
            await SendAsync("ping", []);
        }

        return true;

        Task SendAsync(string name, Dictionary<string, object?> data)
        {
            stream.Spoke();
            return EventStream.SendAsync(http, name, data);
        }
    }

    private static async Task<IReadOnlyList<Announcement>> NewAsync(
        Database database,
        LiveFacts? facts,
        long announced,
        CancellationToken cancellation
    ) =>
        facts?.SessionId is { } session && facts.Announcements > announced
            ? await database.ReadAsync(reader => AnnouncementStore.ListAsync(reader, session, announced), cancellation)
            : [];

    /// <summary>Adds the number of the stored event to its message, so that the page can pass it to its host.</summary>
    private static async Task<Dictionary<string, object?>> WithNumberAsync(
        Database database,
        string? sessionId,
        string name,
        Dictionary<string, object?> data,
        CancellationToken cancellation
    )
    {
        var stored = name switch
        {
            LivePage.Superseded => EmbedEvents.Superseded,
            LivePage.Completed => EmbedEvents.Submitted,
            LivePage.DeadlineChanged => EmbedEvents.TimeChanged,
            _ => null,
        };
        if (stored is not null && sessionId is not null)
        {
            data["event"] = await database.ReadAsync(
                reader => EmbedEvents.NewestAsync(reader, sessionId, stored),
                cancellation
            );
        }

        return data;
    }

    private static Dictionary<string, object?> DataOf(Announcement announcement) =>
        new()
        {
            ["id"] = announcement.Id,
            ["message"] = announcement.Message,
            ["at"] = announcement.At,
        };
}
