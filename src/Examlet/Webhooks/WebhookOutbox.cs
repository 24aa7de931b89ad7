using Examlet.Access;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Webhooks;

/// <summary>
/// Writes messages to webhooks in the transaction of the event, so that a message exists if and only if it is true. The
/// caller must have locked the exam session: so the numbers of its messages follow its commits. In a workspace without
/// webhooks it reads one index and writes nothing.
/// </summary>
public static class WebhookOutbox
{
    /// <summary>Tells of the start of an exam session.</summary>
    public static async Task StartedAsync(Transaction transaction, ExamSession session, DateTimeOffset now)
    {
        foreach (var listener in await ListenersAsync(transaction, [session.WorkspaceId]))
        {
            await AddAsync(transaction, listener, WebhookEvent.OfStart(session, now), now);
        }
    }

    /// <summary>Tells of the first answers of exam sessions, each with the number of its event.</summary>
    public static async Task FirstAnswersAsync(
        Transaction transaction,
        IReadOnlyCollection<(ExamSession Session, long Seq)> answered,
        DateTimeOffset now
    )
    {
        if (answered.Count == 0)
        {
            return;
        }

        var listeners = await ListenersAsync(transaction, answered.Select(first => first.Session.WorkspaceId));
        foreach (var (session, seq) in listeners.Count == 0 ? [] : answered)
        {
            foreach (var embed in await EmbedsAsync(transaction, session.Id))
            {
                foreach (var listener in listeners.Where(listener => listener.WorkspaceId == session.WorkspaceId))
                {
                    await AddAsync(transaction, listener, WebhookEvent.OfFirstAnswer(session, embed, seq, now), now);
                }
            }
        }
    }

    /// <summary>Tells of the final completion of exam sessions; the newest event of each says so.</summary>
    public static async Task CompletedAsync(
        Transaction transaction,
        IReadOnlyCollection<ExamSession> sessions,
        DateTimeOffset now
    )
    {
        var listeners =
            sessions.Count == 0
                ? []
                : await ListenersAsync(transaction, sessions.Select(session => session.WorkspaceId));
        foreach (var session in sessions)
        {
            var those = listeners.Where(listener => listener.WorkspaceId == session.WorkspaceId);
            await CompletedAsync(transaction, session, [.. those], now);
        }
    }

    private static async Task CompletedAsync(
        Transaction transaction,
        ExamSession session,
        IReadOnlyList<Listener> listeners,
        DateTimeOffset now
    )
    {
        if (listeners.Count == 0)
        {
            return;
        }

        var number = EventNumber.Of(session.Id, session.LastSeq);
        var embeds = await EmbedsAsync(transaction, session.Id);
        foreach (var listener in listeners)
        {
            foreach (var embed in embeds)
            {
                await AddAsync(transaction, listener, WebhookEvent.OfCompletion(session, embed, number, now), now);
            }

            await AddAsync(transaction, listener, WebhookEvent.OfCompletion(session, number, now), now);
        }
    }

    /// <summary>
    /// Tells of a further embed session of an attempt that has begun: it has at once the status of the others.
    /// </summary>
    public static async Task BoundAsync(
        Transaction transaction,
        ExamSession session,
        string embedSessionId,
        DateTimeOffset now
    )
    {
        foreach (
            var listener in session.FirstAnswerAt is null && session.SettledAt is null
                ? []
                : await ListenersAsync(transaction, [session.WorkspaceId])
        )
        {
            if (session.FirstAnswerAt is not null)
            {
                await AddAsync(
                    transaction,
                    listener,
                    WebhookEvent.OfFirstAnswer(session, embedSessionId, seq: null, now),
                    now
                );
            }

            if (session.SettledAt is not null)
            {
                var number = await EmbedEvents.NewestAsync(transaction, session.Id, EmbedEvents.Submitted);
                await AddAsync(
                    transaction,
                    listener,
                    WebhookEvent.OfCompletion(session, embedSessionId, number, now),
                    now
                );
            }
        }
    }

    /// <summary>
    /// Tells of a complete score, once for each, and not for attempts that do not count or were erased.
    /// </summary>
    public static async Task ScoredAsync(
        Transaction transaction,
        ExamSession session,
        ExamScore score,
        DateTimeOffset now
    )
    {
        if (score.NeedsGrading || session.VoidedAt is not null || session.ReceiptCode is "")
        {
            return;
        }

        var told = WebhookEvent.OfScore(session, score, now);
        foreach (var listener in await ListenersAsync(transaction, [session.WorkspaceId]))
        {
            var before = await transaction.FirstOrDefaultAsync<string>(
                "select body from webhook_message where order_key = @OrderKey and webhook_id = @Id and type "
                    + "= @Type order by number desc limit 1",
                new
                {
                    told.OrderKey,
                    listener.Id,
                    told.Type,
                }
            );
            if (before is null || WebhookEvent.In(before).Data.Score?.SaysTheSameAs(told.Data.Score!) != true)
            {
                await AddAsync(transaction, listener, told, now);
            }
        }
    }

    /// <summary>Tells that an attempt does not count any more.</summary>
    public static Task VoidedAsync(Transaction transaction, ExamSession session, DateTimeOffset now) =>
        TellAsync(transaction, WebhookEvent.OfVoiding(session, now), now);

    /// <summary>Tells that an attempt goes on after its end.</summary>
    public static Task ReopenedAsync(Transaction transaction, ExamSession session, DateTimeOffset now) =>
        TellAsync(transaction, WebhookEvent.OfReopening(session, now), now);

    /// <summary>Writes an event for each webhook of the workspace that wants it.</summary>
    public static async Task TellAsync(Transaction transaction, WebhookEvent told, DateTimeOffset now)
    {
        foreach (var listener in await ListenersAsync(transaction, [told.Data.WorkspaceId]))
        {
            await AddAsync(transaction, listener, told, now);
        }
    }

    /// <summary>Writes a test message on request. Returns its ID.</summary>
    public static Task<string> PingAsync(Transaction transaction, Webhook webhook, DateTimeOffset now) =>
        InsertAsync(transaction, webhook.Id, WebhookEvent.OfPing(webhook, now), now);

    private static Task AddAsync(Transaction transaction, Listener listener, WebhookEvent told, DateTimeOffset now) =>
        listener.Wants(told.Type) ? InsertAsync(transaction, listener.Id, told, now) : Task.CompletedTask;

    private static async Task<string> InsertAsync(
        Transaction transaction,
        string webhookId,
        WebhookEvent told,
        DateTimeOffset now
    )
    {
        var id = Ids.New(Ids.Delivery);
        var owned = await WithOwnersAsync(transaction, told);
        await transaction.ExecuteAsync(
            """
            insert into webhook_message (id, webhook_id, order_key, number, type, body, status, attempts,
            next_attempt_at, created_at)
            values (@id, @webhookId, @orderKey, (select coalesce(max(number), 0) + 1 from webhook_message
            where order_key = @orderKey and webhook_id = @webhookId),
              @Type, @body, @status, 0, @at, @at)
            """,
            new
            {
                id,
                webhookId,
                orderKey = told.OrderKey ?? id,
                told.Type,
                body = owned.ToJson(),
                status = Delivery.Pending,
                at = now.ToMilliseconds(),
            }
        );
        return id;
    }

    /// <summary>The event with what the host itself said of the student and of the embed session.</summary>
    private static async Task<WebhookEvent> WithOwnersAsync(Reader reader, WebhookEvent told)
    {
        return told with
        {
            Data = told.Data with
            {
                User = await OwnerAsync("app_user", told.Data.UserId),
                EmbedSession = await OwnerAsync("embed_session", told.Data.EmbedSessionId),
            },
        };

        async Task<WebhookOwner?> OwnerAsync(string table, string? id) =>
            id is null
                ? null
                : new WebhookOwner(
                    id,
                    Json.Element(
                        await reader.FirstOrDefaultAsync<string>(
                            $"select metadata from {table} where id = @id",
                            new { id }
                        )
                    )
                );
    }

    private static Task<IReadOnlyList<Listener>> ListenersAsync(Reader reader, IEnumerable<string> workspaceIds) =>
        reader.QueryAsync<Listener>(
            $"""
            select id as "Id", workspace_id as "WorkspaceId", events as "Events" from webhook where {reader.In(
                "workspace_id",
                "ids"
            )} and enabled = 1 order by id
            """,
            new { ids = Reader.List(workspaceIds.Distinct(StringComparer.Ordinal)) }
        );

    private static Task<IReadOnlyList<string>> EmbedsAsync(Reader reader, string sessionId) =>
        reader.QueryAsync<string>(
            "select id from embed_session where exam_session_id = @sessionId and deleted_at is null order "
                + "by created_at, id",
            new { sessionId }
        );

    private sealed record Listener
    {
        public string Id { get; init; } = "";
        public string WorkspaceId { get; init; } = "";
        public string? Events { get; init; }

        public bool Wants(string type) =>
            Events is null || Json.Read<List<string>>(Events).Contains(type, StringComparer.Ordinal);
    }
}
