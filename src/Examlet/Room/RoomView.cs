using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Storage;
using Examlet.Time;
using Examlet.Users;

namespace Examlet.Room;

/// <summary>A room as it was read: one row a student, by row ID, and how each link to it stands.</summary>
public sealed record RoomSeen(
    IReadOnlyDictionary<string, RoomRow> Rows,
    IReadOnlyDictionary<string, MonitorAccess> Links
);

/// <summary>
/// The number of answered questions of each session. It changes only when a version is stored, which moves the chain.
/// So it is counted again only then.
/// </summary>
public sealed class RoomProgress
{
    private Dictionary<string, (long Link, int Answered)> _known = new(StringComparer.Ordinal);

    /// <summary>
    /// The counts that are known: session and link, joined as in the statement of <see cref="RoomView"/>.
    /// </summary>
    internal IEnumerable<string> Known => _known.Select(session => $"{session.Key}:{session.Value.Link}");

    /// <summary>The count of a session that <see cref="Learn"/> has seen.</summary>
    internal int Of(string sessionId) => _known[sessionId].Answered;

    internal void Learn(IEnumerable<(string SessionId, long Link, long? Answered)> counted) =>
        _known = counted.ToDictionary(
            session => session.SessionId,
            session => (session.Link, (int?)session.Answered ?? _known[session.SessionId].Answered),
            StringComparer.Ordinal
        );
}

/// <summary>Puts together what the monitor shows of an exam's room: everybody who may take it. One statement, whatever
/// the room holds.</summary>
public sealed class RoomView(Database database, ExamPapers papers, TimeProvider clock)
{
    private static readonly string NoSession = string.Join(
        ", ",
        Enumerable.Repeat("null", ExamSessionRow.Columns.Split(',').Length)
    );

    /// <summary>The room now, and the access of those links to it.</summary>
    public async Task<RoomSeen> OfAsync(
        string examId,
        IEnumerable<string> links,
        RoomProgress progress,
        CancellationToken cancellation
    )
    {
        var facts = await database.ReadAsync(reader => ReadAsync(reader, examId, links, progress.Known), cancellation);
        var now = clock.Now();
        var rows = new Dictionary<string, RoomRow>(StringComparer.Ordinal);
        var sessions = facts.Where(fact => fact.Id is not null).ToList();
        progress.Learn(sessions.Select(fact => (fact.Id!, fact.LastLink, fact.Answered)));
        foreach (var fact in sessions)
        {
            var paper = await papers.GetAsync(fact.VersionId, cancellation);
            rows[fact.Id!] = RoomRow.Of(
                fact.ToSession(),
                fact.ToUser(),
                new Progress(progress.Of(fact.Id!), paper.AnswerableCount),
                fact.ToPresence(),
                fact.Retained,
                fact.Unread,
                now
            );
        }

        foreach (var fact in facts.Where(fact => fact.CurrentVersion is not null))
        {
            var paper = await papers.GetAsync(fact.CurrentVersion!, cancellation);
            var row = RoomRow.NotStarted(fact.ToUser(), paper.AnswerableCount);
            rows[row.Id] = row;
        }

        return new RoomSeen(
            rows,
            facts
                .Where(fact => fact.LinkId is not null)
                .ToDictionary(fact => fact.LinkId!, fact => fact.AccessAt(now), StringComparer.Ordinal)
        );
    }

    /// <summary>Reads three kinds of rows in one result: sessions, students who have not started, links.</summary>
    private static Task<IReadOnlyList<Row>> ReadAsync(
        Reader reader,
        string examId,
        IEnumerable<string> links,
        IEnumerable<string> known
    ) =>
        reader.QueryAsync<Row>(
            $"""
            select {ExamSessionRow.Columns}, u.id as "Who", u.name as "UserName", u.email as "UserEmail",
              p.seen_at as "SeenAt", p.left_at as "LeftAt", p.unsent as "Unsent", p.unsent_at as "UnsentAt",
              p.lost as "Lost", p.lost_from as "LostFrom", p.lost_until as "LostUntil",
              (select count(*) from retained_save r where r.session_id = s.id and r.accepted_at is null) as "Retained",
              (select count(*) from announcement a where a.session_id = s.id and a.acknowledged_at is null) as "Unread",
              case when {reader.In("s.id || ':' || s.last_link", "known")} then null else (
                select count(*) from (select question_id, max(version_order) as newest from answer_version
                where session_id = s.id group by question_id) h
                join answer_version v on v.session_id = s.id and v.question_id = h.question_id
                and v.version_order = h.newest where v.completed = 1) end as "Answered",
              cast(null as text) as "CurrentVersion",
              cast(null as text) as "LinkId", cast(null as bigint) as "ExpiresAt", cast(null as bigint) as "RevokedAt",
              cast(null as text) as "Role",
              cast(null as bigint) as "UserDeletedAt", cast(null as text) as "ExamRole"
            from exam_session s join app_user u on u.id = s.user_id left join session_presence p on p.session_id = s.id
            where s.exam_id = @examId and s.voided_at is null
            union all
            select {NoSession}, u.id, u.name, u.email, null, null, null, null, null, null, null, 0, 0, null,
              (select e.version_id from exam e where e.id = @examId), null, null, null, null, null, null
            from app_user u join exam_permission m on m.user_id = u.id
            where m.exam_id = @examId and m.role = @participant and u.deleted_at is null
              and not exists (select 1 from exam_session s where s.exam_id = @examId and s.user_id = u.id
              and s.voided_at is null)
            union all
            select {NoSession}, null, null, null, null, null, null, null, null, null, null, 0, 0, null, null, l.id,
            l.expires_at, l.revoked_at, u.role, u.deleted_at, m.role
            from monitor_link l join app_user u on u.id = l.created_by left join exam_permission m
            on m.exam_id = l.exam_id and m.user_id = l.created_by
            where {reader.In("l.id", "links")}
            """,
            new
            {
                examId,
                participant = ExamRole.Participant.Name(),
                known = Reader.List(known),
                links = Reader.List(links),
            }
        );

    private sealed record Row : ExamSessionRow
    {
        public string Who { get; init; } = "";
        public string? UserName { get; init; }
        public string UserEmail { get; init; } = "";
        public long? SeenAt { get; init; }
        public long? LeftAt { get; init; }
        public long? Unsent { get; init; }
        public long? UnsentAt { get; init; }
        public long? Lost { get; init; }
        public long? LostFrom { get; init; }
        public long? LostUntil { get; init; }
        public long Retained { get; init; }
        public long Unread { get; init; }

        /// <summary>Null if it need not be counted again.</summary>
        public long? Answered { get; init; }

        /// <summary>The version that a student who has not started would get.</summary>
        public string? CurrentVersion { get; init; }

        public string? LinkId { get; init; }
        public long ExpiresAt { get; init; }
        public long? RevokedAt { get; init; }
        public string Role { get; init; } = "";
        public long? UserDeletedAt { get; init; }
        public string? ExamRole { get; init; }

        public SessionUser ToUser() => new(Who, UserName, UserEmail);

        public Presence? ToPresence() =>
            Times.FromMilliseconds(SeenAt) is { } seenAt
                ? new Presence(
                    Id!,
                    seenAt,
                    Times.FromMilliseconds(LeftAt),
                    Unsent,
                    Times.FromMilliseconds(UnsentAt),
                    TimeSpan.FromMilliseconds(Lost ?? 0),
                    Times.FromMilliseconds(LostFrom),
                    Times.FromMilliseconds(LostUntil)
                )
                : null;

        public MonitorAccess AccessAt(DateTimeOffset now) =>
            MonitorLink.AccessAt(now, ExpiresAt, RevokedAt, Role, UserDeletedAt, ExamRole);
    }
}
