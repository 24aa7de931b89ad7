using System.Text.Json;
using System.Text.Json.Serialization;
using Examlet.ExamSessions;
using Examlet.Http;

namespace Examlet.Webhooks;

/// <summary>
/// A score as webhooks tell it: sums, no answer and no question. A later one has a higher <c>scoreRevision</c>.
/// </summary>
public sealed record WebhookScore(
    double Points,
    double MaxPoints,
    bool NeedsGrading,
    string State,
    string GradedBy,
    long ScoreRevision
)
{
    /// <summary>True if both say the same, whichever is the later.</summary>
    public bool SaysTheSameAs(WebhookScore other) => this with { ScoreRevision = other.ScoreRevision } == other;

    /// <summary>The score of a session.</summary>
    public static WebhookScore Of(ExamScore score, long revision) =>
        new(score.Points, score.MaxPoints, score.NeedsGrading, score.State, score.GradedBy, Math.Max(1, revision));
}

/// <summary>The score of a final exam session, worked out now if nobody asked before; null before it is
/// final.</summary>
public delegate Task<WebhookScore?> ScoreOfSession(string sessionId, CancellationToken cancellation);

/// <summary>A user or an embed session as the host knows it: its ID and the metadata that the host gave.</summary>
public sealed record WebhookOwner(string Id, JsonElement? Metadata);

/// <summary>
/// The data of an event: IDs, times and sums, never an answer, never a secret. Fields that do not apply are left out.
/// </summary>
public sealed record WebhookData
{
    public required string WorkspaceId { get; init; }
    public string? WebhookId { get; init; }
    public string? ExamId { get; init; }

    /// <summary>The exam session.</summary>
    public string? SessionId { get; init; }

    /// <summary>
    /// The embed session of the event; for an event of an exam session, the embed session that last opened it.
    /// </summary>
    public string? EmbedSessionId { get; init; }

    /// <summary>The student.</summary>
    public string? UserId { get; init; }

    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? Deadline { get; init; }
    public string? CompletionReason { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
    public WebhookScore? Score { get; init; }

    /// <summary>The student, with the metadata that the host gave.</summary>
    public WebhookOwner? User { get; init; }

    /// <summary>The embed session of <see cref="EmbedSessionId"/>, with the metadata that the host gave.</summary>
    public WebhookOwner? EmbedSession { get; init; }

    /// <summary>The numbered event of the exam session that the host's page gets for the same fact.</summary>
    public EventNumber? Event { get; init; }
}

/// <summary>The body of a webhook's message, and the key of its order. Pure.</summary>
public sealed record WebhookEvent(string Type, DateTimeOffset Timestamp, WebhookData Data)
{
    public const string EmbedSessionStarted = "embed-session.started";
    public const string EmbedSessionCompleted = "embed-session.completed";
    public const string EmbedSessionExpired = "embed-session.expired";
    public const string ExamSessionStarted = "exam-session.started";
    public const string ExamSessionCompleted = "exam-session.completed";
    public const string ExamSessionGraded = "exam-session.graded";
    public const string ExamSessionVoided = "exam-session.voided";
    public const string ExamSessionReopened = "exam-session.reopened";
    public const string ExamSessionReleased = "exam-session.released";
    public const string ExamSessionWithdrawn = "exam-session.withdrawn";

    /// <summary>Sent on request only, whatever events a webhook wants.</summary>
    public const string Ping = "ping";

    private static readonly JsonSerializerOptions Brief = new(Json.Options)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The names that a webhook can ask for.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        EmbedSessionStarted,
        EmbedSessionCompleted,
        EmbedSessionExpired,
        ExamSessionStarted,
        ExamSessionCompleted,
        ExamSessionGraded,
        ExamSessionVoided,
        ExamSessionReopened,
        ExamSessionReleased,
        ExamSessionWithdrawn,
    ];

    /// <summary>
    /// Messages with the same key go to a webhook one after the other. With null a message waits for none.
    /// </summary>
    [JsonIgnore]
    public string? OrderKey => Data.SessionId ?? Data.EmbedSessionId;

    /// <summary>The start of an exam session, whose newest event is <c>exam:started</c>.</summary>
    public static WebhookEvent OfStart(ExamSession session, DateTimeOffset now) =>
        new(ExamSessionStarted, now, Of(session) with { Event = EventNumber.Of(session.Id, session.LastSeq) });

    /// <summary>
    /// The first answer of an exam session, for one of its embed sessions; without <paramref name="seq"/> if the answer
    /// was stored before.
    /// </summary>
    public static WebhookEvent OfFirstAnswer(
        ExamSession session,
        string embedSessionId,
        long? seq,
        DateTimeOffset now
    ) =>
        new(
            EmbedSessionStarted,
            now,
            Of(session) with
            {
                EmbedSessionId = embedSessionId,
                Event = seq is { } number ? EventNumber.Of(session.Id, number) : null,
            }
        );

    /// <summary>The final completion of an exam session, for one of its embed sessions.</summary>
    public static WebhookEvent OfCompletion(
        ExamSession session,
        string embedSessionId,
        EventNumber? number,
        DateTimeOffset now
    ) => new(EmbedSessionCompleted, now, Completed(session, number) with { EmbedSessionId = embedSessionId });

    /// <summary>The final completion of an exam session.</summary>
    public static WebhookEvent OfCompletion(ExamSession session, EventNumber? number, DateTimeOffset now) =>
        new(ExamSessionCompleted, now, Completed(session, number));

    /// <summary>A complete score.</summary>
    public static WebhookEvent OfScore(ExamSession session, ExamScore score, DateTimeOffset now) =>
        new(
            ExamSessionGraded,
            now,
            Completed(session, number: null) with
            {
                Score = WebhookScore.Of(score, session.ScoreRevision),
            }
        );

    /// <summary>An attempt that does not count any more.</summary>
    public static WebhookEvent OfVoiding(ExamSession session, DateTimeOffset now) =>
        new(ExamSessionVoided, now, Completed(session, number: null));

    /// <summary>An attempt that goes on: its score is gone.</summary>
    public static WebhookEvent OfReopening(ExamSession session, DateTimeOffset now) =>
        new(ExamSessionReopened, now, Of(session));

    /// <summary>A result that the student may see from now on.</summary>
    public static WebhookEvent OfRelease(ExamSession session, ExamScore score, DateTimeOffset now) =>
        OfScore(session, score, now) with
        {
            Type = ExamSessionReleased,
        };

    /// <summary>A result that the student does not see any more.</summary>
    public static WebhookEvent OfWithdrawal(ExamSession session, ExamScore score, DateTimeOffset now) =>
        OfScore(session, score, now) with
        {
            Type = ExamSessionWithdrawn,
        };

    public static WebhookEvent OfPing(Webhook webhook, DateTimeOffset now) =>
        new(Ping, now, new WebhookData { WorkspaceId = webhook.WorkspaceId, WebhookId = webhook.Id });

    /// <summary>The event in the body of a message.</summary>
    public static WebhookEvent In(string body) =>
        JsonSerializer.Deserialize<WebhookEvent>(body, Brief)
        ?? throw new InvalidOperationException("A message's body is an event.");

    public string ToJson() => JsonSerializer.Serialize(this, Brief);

    private static WebhookData Of(ExamSession session) =>
        new()
        {
            WorkspaceId = session.WorkspaceId,
            ExamId = session.ExamId,
            SessionId = session.Id,
            EmbedSessionId = session.EmbedSessionId,
            UserId = session.UserId,
            StartedAt = session.StartedAt,
            Deadline = session.DeadlineAt,
        };

    private static WebhookData Completed(ExamSession session, EventNumber? number) =>
        Of(session) with
        {
            CompletionReason = session.CompletionReason,
            CompletedAt = session.CompletedAt,
            Event = number,
        };
}
