using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Examlet.Access;
using Examlet.Audit;
using Examlet.EmbedSessions;
using Examlet.Exams;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.OpenApi;

namespace Examlet.Room;

/// <summary>The body of <c>POST /exams/{id}/sessions/actions</c>. <c>action</c> is extend, pause, resume, announce,
/// hand-in or reopen; <c>sessions</c> a list of IDs or <c>"all"</c>; <c>minutes</c> goes with <c>extend</c> and
/// <c>reopen</c>, <c>message</c> with <c>announce</c>. <c>suggested</c> with <c>extend</c>, instead of <c>minutes</c>,
/// makes up for the contact that was lost with each student.
/// </summary>
public sealed record RoomActionInput(
    [property: Required] string? Action,
    [property: Required, JsonForm(JsonSchemaType.String | JsonSchemaType.Array)] JsonElement? Sessions,
    double? Minutes,
    string? Message,
    [property: Required] string? Reason,
    bool? Suggested
);

/// <summary>The result of an action on one session. <c>detail</c> says why it was not done.</summary>
public sealed record RoomResult(string SessionId, bool Done, string? Detail, string? Status, DateTimeOffset? Deadline);

/// <summary>The results of an action; with <c>"all"</c> only of the sessions that it was done to.</summary>
public sealed record RoomResults(IReadOnlyList<RoomResult> Results);

/// <summary>An entry of the audit log as staff see it.</summary>
public sealed record AuditBody(
    string Id,
    string? SessionId,
    string UserId,
    string Action,
    JsonElement Data,
    string? Reason,
    DateTimeOffset At
)
{
    public static AuditBody Of(AuditEntry entry) =>
        new(entry.Id, entry.SessionId, entry.UserId, entry.Action, entry.Data, entry.Reason, entry.At);
}

/// <summary>Actions of staff on running exams, and the audit log.</summary>
public static class RoomApi
{
    private const double MinMinutes = 0.001;
    private const double MaxMinutes = 60 * 24 * 31;
    private const int MaxMessage = 2000;
    internal const int MaxReason = 1000;

    /// <summary>What staff see and do during an exam, and the monitor.</summary>
    public static void AddRoom(this IServiceCollection services) =>
        services
            .AddSingleton<RoomActions>()
            .AddSingleton<RoomView>()
            .AddSingleton<RoomFeeds>()
            .AddSingleton<MonitorPage>()
            .AddHostedService<PresenceRecorder>()
            .AddSingleton(provider =>
            {
                var urls = provider.GetRequiredService<EmbedUrls>();
                var secrets = provider.GetRequiredService<MonitorSecrets>();
                return new DerivedField(Ids.MonitorLink, "url", (id, _) => MonitorLinkBody.UrlOf(id, urls, secrets));
            });

    public static void MapRoom(this IEndpointRouteBuilder api)
    {
        var exam = api.MapGroup("/exams/{id}").WithTags("The room").RequireAuthorization(Policies.Staff);
        exam.MapPost("/sessions/actions", Do)
            .WithSummary("Extend, pause, resume, announce, hand in or reopen: some sessions or all");
        exam.MapGet("/audit", Audit).WithSummary("Who did what to the sessions of an exam, when and why, oldest first");
    }

    /// <summary>Reads an action. The errors name each wrong field.</summary>
    private static RoomAction Read(RoomActionInput body, InputErrors errors)
    {
        if (body.Action is null || !RoomAction.Names.Contains(body.Action, StringComparer.Ordinal))
        {
            errors.Add("action", $"`action` must be one of {string.Join(", ", RoomAction.Names)}.");
        }

        var minutes = body.Minutes is >= MinMinutes and <= MaxMinutes ? body.Minutes : null;
        if (minutes != body.Minutes || (body.Action == RoomAction.Extend && minutes is null && body.Suggested != true))
        {
            errors.Add(
                "minutes",
                "`minutes` must be a number from 0.001 to 44640 (31 days): how much time the students get."
            );
        }

        if (
            body.Action == RoomAction.Announce
            && (string.IsNullOrWhiteSpace(body.Message) || body.Message.Length > MaxMessage)
        )
        {
            errors.Add("message", $"`message` must be a text of 1 to {MaxMessage} characters.");
        }

        if (string.IsNullOrWhiteSpace(body.Reason) || body.Reason.Length > MaxReason)
        {
            errors.Add(
                "reason",
                $"`reason` must be a text of 1 to {MaxReason} characters: it goes into the audit log."
            );
        }

        return new RoomAction(
            body.Action ?? "",
            TimeSpan.FromMilliseconds(Math.Round((minutes ?? 0) * 60_000)),
            body.Message,
            body.Reason,
            body is { Suggested: true, Action: RoomAction.Extend, Minutes: null }
        );
    }

    private static async Task<Results<Ok<RoomResults>, ProblemHttpResult>> Do(
        string id,
        RoomActionInput body,
        CurrentCaller caller,
        RepeatableRequest request,
        RoomActions actions,
        TimeProvider clock
    )
    {
        var (_, forbidden) = await request.ReadAsync(reader =>
            ExamAccess.RequireAsync(reader, caller, id, ExamRole.Manager)
        );
        if (forbidden is not null)
        {
            return forbidden;
        }

        return await DoAsync(
            body,
            new Act(caller.WorkspaceId, id, caller.UserId, clock.Now()),
            request,
            actions,
            clock
        );
    }

    /// <summary>Checks an action and does it.</summary>
    internal static async Task<Results<Ok<RoomResults>, ProblemHttpResult>> DoAsync(
        RoomActionInput body,
        Act act,
        RepeatableRequest request,
        RoomActions actions,
        TimeProvider clock
    )
    {
        var errors = new InputErrors();
        var action = Read(body, errors);
        if (!TryReadSessions(body.Sessions, out var sessions))
        {
            errors.Add("sessions", "`sessions` must be a list of exam session IDs, or \"all\".");
        }

        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }

        return await request.AnswerAsync(async transaction =>
        {
            var outcomes = await actions.DoAsync(transaction, act, sessions, action);
            var now = clock.Now();
            var results = outcomes.Select(o => new RoomResult(
                o.SessionId,
                o.Why is null,
                o.Why,
                o.Session?.StatusAt(now),
                o.Session?.DeadlineAt
            ));
            return TypedResults.Ok(new RoomResults([.. results]));
        });
    }

    private static async Task<Results<Ok<Page<AuditBody>>, ProblemHttpResult>> Audit(
        string id,
        CurrentCaller caller,
        Database database,
        Cursors cursors,
        CancellationToken cancellation,
        string? sessionId = null,
        string? limit = null,
        string? cursor = null
    )
    {
        var (_, forbidden) = await database.RequireAsync(caller, id, ExamRole.Viewer, cancellation);
        var invalid = cursors.TryRead(limit, cursor, out var paging);
        if ((forbidden ?? invalid) is { } problem)
        {
            return problem;
        }

        var rows = await database.ReadAsync(
            reader => AuditStore.ListAsync(reader, id, sessionId, paging),
            cancellation
        );
        return TypedResults.Ok(paging.Of(rows, entry => (entry.At, entry.Id), AuditBody.Of));
    }

    private static bool TryReadSessions(JsonElement? given, out IReadOnlyCollection<string>? sessions)
    {
        sessions = null;
        switch (given)
        {
            case { ValueKind: JsonValueKind.String } text when Json.IsStorable(text) && text.GetString() == "all":
                return true;
            case { ValueKind: JsonValueKind.Array } list
                when list.GetArrayLength() > 0
                    && list.EnumerateArray()
                        .All(entry => entry.ValueKind == JsonValueKind.String && Json.IsStorable(entry)):
                sessions = [.. list.EnumerateArray().Select(entry => entry.GetString()!)];
                return true;
            default:
                return false;
        }
    }
}
