using Examlet.ExamSessions;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Room;

/// <summary>
/// A message of staff to a student during the exam. <c>Number</c> counts the announcements of one exam session.
/// </summary>
public sealed record Announcement(
    string Id,
    string SessionId,
    long Number,
    string Message,
    DateTimeOffset At,
    DateTimeOffset? AcknowledgedAt
);

/// <summary>Stores announcements.</summary>
public static class AnnouncementStore
{
    /// <summary>What the table holds of a workspace and of a user.</summary>
    public static readonly Holding Holding = new("announcement", Holding.BySession);

    private const string Select = """
        select a.id as "Id", a.session_id as "SessionId", a.number as "Number", a.message as "Message", a.at as "At",
        a.acknowledged_at as "AcknowledgedAt" from announcement a
        """;

    /// <summary>Adds the next announcement. The caller must store the returned session.</summary>
    public static async Task<ExamSession> AddAsync(
        Transaction transaction,
        ExamSession session,
        string id,
        string message,
        DateTimeOffset now
    )
    {
        var number = session.Announcements + 1;
        await transaction.ExecuteAsync(
            "insert into announcement (session_id, number, id, message, at) values (@sessionId, @number, "
                + "@id, @message, @at)",
            new
            {
                sessionId = session.Id,
                number,
                id,
                message,
                at = now.ToMilliseconds(),
            }
        );
        return session with { Announcements = number };
    }

    /// <summary>The announcements of a session with a number above <paramref name="after"/>, oldest first.</summary>
    public static async Task<IReadOnlyList<Announcement>> ListAsync(Reader reader, string sessionId, long after = 0)
    {
        var rows = await reader.QueryAsync<Row>(
            $"{Select} where a.session_id = @sessionId and a.number > @after order by a.number",
            new { sessionId, after }
        );
        return [.. rows.Select(row => row.ToAnnouncement())];
    }

    /// <summary>
    /// Records that the student has read it; a second time changes nothing. False if the session has no such
    /// announcement.
    /// </summary>
    public static async Task<bool> AcknowledgeAsync(
        Transaction transaction,
        string sessionId,
        string id,
        DateTimeOffset now
    ) =>
        await transaction.ExecuteAsync(
            "update announcement set acknowledged_at = coalesce(acknowledged_at, @now) where session_id = "
                + "@sessionId and id = @id",
            new
            {
                sessionId,
                id,
                now = now.ToMilliseconds(),
            }
        ) > 0;

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string SessionId { get; init; } = "";
        public long Number { get; init; }
        public string Message { get; init; } = "";
        public long At { get; init; }
        public long? AcknowledgedAt { get; init; }

        public Announcement ToAnnouncement() =>
            new(Id, SessionId, Number, Message, Times.FromMilliseconds(At), Times.FromMilliseconds(AcknowledgedAt));
    }
}
