using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Examlet.Access;
using Examlet.EmbedSessions;
using Examlet.Http;
using Examlet.Room;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.ExamSessions;

/// <summary>The event stream of an open page (contract §10).</summary>
internal static class LiveApi
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);

    public static void MapLive(this IEndpointRouteBuilder student) =>
        student.MapGet("/events", Events).WithSummary("What happens to the session, as server-sent events");

    private static Results<ServerSentEventsResult<string>, ProblemHttpResult> Events(
        EmbedCaller caller, LiveSessions live, Database.Database database, TimeProvider clock, IHostApplicationLifetime lifetime, CancellationToken cancellation, string? epoch = null)
    {
        if (!long.TryParse(epoch, out var held) || held < 0)
        {
            return Problems.Invalid("epoch", "`epoch` must be the epoch that start or open returned.");
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
            foreach (var (name, data) in page.Tell(entries.Current, clock.Now()))
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
                    yield return Item("announcement", new() { ["id"] = announcement.Id, ["message"] = announcement.Message, ["at"] = announcement.At });
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

    private static SseItem<string> Item(string name, Dictionary<string, object?> data) => new(Json.Write(data), name);
}
