using System.ComponentModel.DataAnnotations;
using Examlet.Access;
using Examlet.Http;
using Examlet.Questions;
using Examlet.Telemetry;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Student;

/// <summary>
/// The body of <c>POST /embed-api/faults</c>: which question's part of the page failed, and how. <c>Message</c> and
/// <c>At</c> (the place in the page's own script) describe the program; the page leaves out everything that could hold
/// an answer.
/// </summary>
public sealed record FaultInput(
    [property: Required] string? QuestionId,
    [property: Required] string? Type,
    [property: Required] string? Name,
    string? Message,
    string? At
);

/// <summary>
/// Reports questions that failed in pages to the operator: a metric that counts all, and a bounded number of lines in
/// the log. Nothing is stored.
/// </summary>
public sealed partial class PageFaults(
    QuestionTypeCatalog types,
    ExamletMetrics metrics,
    TimeProvider clock,
    ILogger<PageFaults> logger
)
{
    /// <summary>
    /// The lines that all pages together may write in a minute. A fault in the browser of a whole school does not fill
    /// the log.
    /// </summary>
    public const int MaxPerMinute = 60;

    private const int MaxText = 300;
    private readonly Lock _lock = new();
    private DateTimeOffset _minute;
    private int _written;

    public static void Map(IEndpointRouteBuilder student) =>
        student
            .MapPost("/faults", Report)
            .WithSummary("Say that a question's part of the page failed; never what was answered");

    private static Results<NoContent, ProblemHttpResult> Report(
        FaultInput body,
        EmbedCaller caller,
        HttpRequest request,
        PageFaults faults
    )
    {
        var errors = new InputErrors();
        Check(body.QuestionId, "questionId", isRequired: true, errors);
        Check(body.Type, "type", isRequired: true, errors);
        Check(body.Name, "name", isRequired: true, errors);
        Check(body.Message, "message", isRequired: false, errors);
        Check(body.At, "at", isRequired: false, errors);
        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }

        faults.Note(body, caller.EmbedSessionId, request.Headers.UserAgent.ToString());
        return TypedResults.NoContent();
    }

    private static void Check(string? text, string name, bool isRequired, InputErrors errors)
    {
        if (text is { Length: > MaxText } || (isRequired && string.IsNullOrEmpty(text)))
        {
            errors.Add(name, $"`{name}` must be a text of {(isRequired ? "1" : "0")} to {MaxText} characters.");
        }
    }

    private void Note(FaultInput fault, string embedSessionId, string browser)
    {
        var type = types.Find(fault.Type!)?.Name ?? "unknown";
        metrics.PageFault(type);
        if (MayWrite())
        {
            Log.QuestionFailed(
                logger,
                type,
                Line(fault.QuestionId),
                embedSessionId,
                Line(fault.Name),
                Line(fault.Message),
                Line(fault.At),
                Line(browser)
            );
        }
    }

    private bool MayWrite()
    {
        var now = clock.Now();
        lock (_lock)
        {
            if (now - _minute >= TimeSpan.FromMinutes(1) || now < _minute)
            {
                _minute = now;
                _written = 0;
            }

            return ++_written <= MaxPerMinute;
        }
    }

    /// <summary>The text as one line of bounded length.</summary>
    private static string Line(string? text) =>
        new([
            .. (text ?? "")
                .Where(character => !char.IsControl(character) && !char.IsSurrogate(character))
                .Take(MaxText),
        ]);

    private static partial class Log
    {
        [LoggerMessage(
            3003,
            LogLevel.Warning,
            "A page could not show a question of type {Type} ({QuestionId}, {EmbedSessionId}) and offers a "
                + "plain text field: {Name} {Message} at {At}, in {Browser}"
        )]
        public static partial void QuestionFailed(
            ILogger logger,
            string type,
            string questionId,
            string embedSessionId,
            string name,
            string message,
            string at,
            string browser
        );
    }
}
