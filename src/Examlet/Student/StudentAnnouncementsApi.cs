using Examlet.Access;
using Examlet.EmbedSessions;
using Examlet.Http;
using Examlet.Room;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Student;

/// <summary>An announcement as the student gets it.</summary>
public sealed record StudentAnnouncement(string Id, string Message, DateTimeOffset At, DateTimeOffset? AcknowledgedAt)
{
    public static StudentAnnouncement Of(Announcement announcement) =>
        new(announcement.Id, announcement.Message, announcement.At, announcement.AcknowledgedAt);
}

/// <summary>
/// Announcements for the student. They come in the state and over the event stream, and are acknowledged here.
/// </summary>
internal static class StudentAnnouncementsApi
{
    public static void MapStudentAnnouncements(this IEndpointRouteBuilder student) =>
        student
            .MapPost("/announcements/{id}/acknowledge", Acknowledge)
            .WithSummary("Say that the student has read an announcement");

    private static async Task<Results<NoContent, ProblemHttpResult>> Acknowledge(
        string id,
        EmbedCaller caller,
        Database database,
        TimeProvider clock,
        CancellationToken cancellation
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

        return await database.WriteAsync(
            transaction => AnnouncementStore.AcknowledgeAsync(transaction, entry!.Session!.Id, id, now),
            cancellation
        )
            ? TypedResults.NoContent()
            : Problems.NotFound("announcement");
    }
}
