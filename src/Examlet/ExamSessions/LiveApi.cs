using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Examlet.Access;
using Examlet.EmbedSessions;
using Examlet.Http;
using Examlet.Room;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.ExamSessions;

/// <summary>What <c>GET /embed-api/events/now</c> answers: what the event stream would tell a page that opens it now.</summary>
public sealed record HappenedBody(IReadOnlyList<HappenedBody.Event> Events)
{
    /// <summary>One event as the stream would send it.</summary>
    public sealed record Event(string Name, IReadOnlyDictionary<string, object?> Data);
}

/// <summary>The event stream of an open page (contract §10), and the same for a page that streams do not reach.</summary>
internal static class LiveApi
{
    private const string Announced = "announcement";
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);

    public static void MapLive(this IEndpointRouteBuilder student)
    {
        student.MapGet("/events", Events).WithSummary("What happens to the session, as server-sent events");
        student.MapGet("/events/now", Now).WithSummary("What the event stream would say now, for a page that streams do not reach");
    }

    private static async Task<Results<Ok<HappenedBody>, ProblemHttpResult>> Now(
        EmbedCaller caller, LiveSessions live, Database.Database database, TimeProvider clock, CancellationToken cancellation, string? epoch = null)
    {
        if (!TryReadEpoch(epoch, out var held, out var problem))
        {
            return problem;
        }

        var entry = await database.ReadAsync(reader => SessionEntryStore.FindAsync(reader, caller.EmbedSessionId, forUpdate: false), cancellation);
        var page = new LivePage(held);
        var events = new List<HappenedBody.Event>();
        foreach (var (name, data) in page.Tell(entry, clock.Now()))
        {
            events.Add(new(name, await WithNumberAsync(database, entry?.Session, name, data, cancellation)));
        }

        if (!page.IsOver && entry?.Session is { } session)
        {
            live.Asked(session.Id);
            var news = await NewAsync(database, session, announced: 0, cancellation);
            events.AddRange(news.Where(announcement => announcement.AcknowledgedAt is null).Select(announcement => new HappenedBody.Event(Announced, DataOf(announcement))));
        }

        return TypedResults.Ok(new HappenedBody(events));
    }

    private static bool TryReadEpoch(string? epoch, out long held, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        var isRead = long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out held);
        problem = isRead ? null : Problems.Invalid("epoch", "`epoch` must be the epoch that start or open returned.");
        return isRead;
    }

    private static Results<ServerSentEventsResult<string>, ProblemHttpResult> Events(
        EmbedCaller caller, LiveSessions live, Database.Database database, TimeProvider clock, IHostApplicationLifetime lifetime, CancellationToken cancellation, string? epoch = null)
    {
        if (!TryReadEpoch(epoch, out var held, out var problem))
        {
            return problem;
        }

        var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellation, lifetime.ApplicationStopping);
        return TypedResults.ServerSentEvents(ReadAsync(caller.EmbedSessionId, held, live, database, clock, ends));
    }

    private static async IAsyncEnumerable<SseItem<string>> ReadAsync(
        string embedSessionId, long epoch, LiveSessions live, Database.Database database, TimeProvider clock, CancellationTokenSource ends,
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var stop = ends;
        using var stream = live.Open(embedSessionId);
        await using var entries = stream.ReadAllAsync(ends.Token).GetAsyncEnumerator(cancellation);
        var page = new LivePage(epoch);
        var announced = 0L;
        var lastSent = clock.GetTimestamp();
        while (await NextAsync(entries))
        {
            foreach (var (name, data) in page.Tell(entries.Current, clock.Now(), stream.Ahead))
            {
                lastSent = clock.GetTimestamp();
                yield return Item(name, await WithNumberAsync(database, entries.Current?.Session, name, data, ends.Token));
            }

            if (page.IsOver)
            {
                yield break;
            }

            foreach (var announcement in await NewAsync(database, entries.Current?.Session, announced, ends.Token))
            {
                announced = announcement.Number;
                if (announcement.AcknowledgedAt is null)
                {
                    lastSent = clock.GetTimestamp();
                    yield return Item(Announced, DataOf(announcement));
                }
            }

            if (clock.GetElapsedTime(lastSent) >= PingEvery)
            {
                lastSent = clock.GetTimestamp();
                yield return Item("ping", []);
            }
        }
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<SessionEntry?> entries)
    {
        try
        {
            return await entries.MoveNextAsync();
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<IReadOnlyList<Announcement>> NewAsync(Database.Database database, ExamSession? session, long announced, CancellationToken cancellation) =>
        session?.Announcements > announced ? await database.ReadAsync(reader => AnnouncementStore.ListAsync(reader, session.Id, announced), cancellation) : [];

    /// <summary>Adds the number of the stored event that this message is about, so that the page can tell its host.</summary>
    private static async Task<Dictionary<string, object?>> WithNumberAsync(
        Database.Database database, ExamSession? session, string name, Dictionary<string, object?> data, CancellationToken cancellation)
    {
        var stored = name switch
        {
            LivePage.Superseded => EmbedEvents.Superseded,
            LivePage.Completed => EmbedEvents.Submitted,
            LivePage.DeadlineChanged => EmbedEvents.TimeChanged,
            _ => null,
        };
        if (stored is not null && session is not null)
        {
            data["event"] = await database.ReadAsync(reader => EmbedEvents.NewestAsync(reader, session.Id, stored), cancellation);
        }

        return data;
    }

    private static Dictionary<string, object?> DataOf(Announcement announcement) => new() { ["id"] = announcement.Id, ["message"] = announcement.Message, ["at"] = announcement.At };

    private static SseItem<string> Item(string name, Dictionary<string, object?> data) => new(Json.Write(data), name);
}
