using Examlet.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Examlet.Http;

/// <summary>Every problem this program answers with (RFC 9457), each named once. <c>message</c> repeats <c>detail</c>
/// for clients that read only that.</summary>
public static class Problems
{
    public const string ContentType = "application/problem+json";
    private const string Prefix = "urn:examlet:problem:";

    public static ProblemHttpResult Invalid(InputErrors errors)
    {
        var shown = errors.Shown;
        var told = shown.Sum(named => named.Value.Length);
        var detail = (errors.Count, told) switch
        {
            (1, _) => shown.Values.First()[0],
            var (count, some) when some < count =>
                $"The request has {count} problems; `errors` has the first {some} by their fields.",
            var (count, _) => $"The request has {count} problems; `errors` has each by its field.",
        };
        return Of(
            400,
            "invalid-input",
            "The request is not valid.",
            detail,
            problem => problem.Extensions["errors"] = shown
        );
    }

    public static ProblemHttpResult Invalid(string path, string message)
    {
        var errors = new InputErrors();
        errors.Add(path, message);
        return Invalid(errors);
    }

    public static ProblemHttpResult Malformed(string detail) =>
        Of(400, "malformed-request", "The request cannot be read.", detail);

    public static ProblemHttpResult BadRequest(
        string name,
        string title,
        string detail,
        Action<ProblemDetails>? more = null
    ) => Of(400, name, title, detail, more);

    public static ProblemHttpResult NoKey() =>
        Of(
            401,
            "no-api-key",
            "The API key is missing or not valid.",
            "Send a valid API key: `Authorization: Bearer examp_…`."
        );

    public static ProblemHttpResult NoSecret() =>
        Of(
            401,
            "no-embed-secret",
            "The embed secret is missing.",
            "Send the last part of the embed URL: `Authorization: Bearer <secret>`. An API key does not work here."
        );

    public static ProblemHttpResult NoMonitorSecret() =>
        Of(
            401,
            "no-monitor-secret",
            "The secret of the monitor link is missing.",
            "Send the last part of the monitor's address: `Authorization: Bearer <secret>`. An API key does "
                + "not work here."
        );

    public static ProblemHttpResult Forbidden(string detail) =>
        Of(403, "forbidden", "Your role does not allow this.", detail);

    /// <param name="detail">Which browser it belongs to, and what to do.</param>
    public static ProblemHttpResult OfBrowser(string detail) =>
        Of(403, "not-this-browser", "The page belongs to another browser.", detail);

    /// <param name="noun">The thing that was not found, such as <c>exam</c>.</param>
    public static ProblemHttpResult NotFound(string noun) =>
        Of(404, "not-found", "Not found.", $"There is no such {noun}.");

    public static ProblemHttpResult NotFound(string name, string detail) => Of(404, name, "Not found.", detail);

    public static ProblemHttpResult NoRoute() =>
        Of(404, "not-found", "Not found.", "There is nothing at this address; /docs lists the operations.");

    public static ProblemHttpResult MethodNotAllowed() =>
        Of(
            405,
            "method-not-allowed",
            "Method not allowed.",
            "This address does not take that method; the Allow header names those it takes."
        );

    public static ProblemHttpResult Conflict(string name, string detail, Action<ProblemDetails>? more = null) =>
        Of(409, name, "The request conflicts with what is stored.", detail, more);

    public static ProblemHttpResult Gone(string name, string detail) => Of(410, name, "Access has ended.", detail);

    public static ProblemHttpResult TooLarge(string detail) => Of(413, "too-large", "Too large.", detail);

    /// <param name="path">The question at which the check stopped.</param>
    public static ProblemHttpResult TooMuchToCheck(string path) =>
        Of(
            413,
            "too-much-to-check",
            "Too much to check.",
            "Checking these questions takes more work than one request may ask for; it was stopped at "
                + $"`{path}`. Nothing was stored. Send fewer questions at once, or fewer entries in each."
        );

    public static ProblemHttpResult NotJson() =>
        Of(415, "not-json", "Not JSON.", "Send the body as JSON with `Content-Type: application/json`.");

    public static ProblemHttpResult Compressed() =>
        Of(
            415,
            "compressed",
            "Compressed.",
            "A compressed body is not taken: send it as it is, without `Content-Encoding`."
        );

    public static ProblemHttpResult KeyReused() =>
        Of(
            422,
            "idempotency-key-reused",
            "The Idempotency-Key was used before.",
            "This Idempotency-Key came with another body before. Send a new key for a new request."
        );

    public static ProblemHttpResult TooMany(int retryAfterSeconds) =>
        Of(429, "too-many-requests", "Too many requests.", $"Wait {retryAfterSeconds} s and send the request again.");

    public static ProblemHttpResult VolumeUsedUp(int status, string detail, Action<ProblemDetails>? more = null) =>
        Of(status, "volume-used-up", "The exam session has used up its volume.", detail, more);

    public static ProblemHttpResult Unavailable(string name, string detail) =>
        Of(503, name, "Not available now.", detail);

    public static ProblemHttpResult Busy() =>
        Unavailable(
            "busy",
            "The server works on as many large requests as it can. Nothing was done; send the request again."
        );

    /// <summary>The store cannot serve; nothing of the request is acknowledged.</summary>
    public static ProblemHttpResult StoreFails(StoreFault fault)
    {
        var (name, why) = fault switch
        {
            StoreFault.Full => ("storage-full", "There is no room left on the server's disk."),
            StoreFault.ReadOnly => ("storage-read-only", "The database cannot be written now."),
            StoreFault.Damaged => ("storage-damaged", "The database is damaged."),
            StoreFault.Busy => ("store-busy", "The database is locked for too long."),
            _ => ("store-unavailable", "The database cannot serve now."),
        };
        return Unavailable(name, $"{why} Nothing was acknowledged; send the request again.");
    }

    public static ProblemHttpResult ClockSkew() =>
        Unavailable("clock-skew", "The clock of this node cannot be trusted now.");

    public static ProblemHttpResult Defect(string traceId) =>
        Of(
            500,
            "defect",
            "This is a defect of the server.",
            $"The server failed on this request. Tell the operator this number: {traceId}."
        );

    /// <summary>A problem with any other status that the framework chose.</summary>
    public static ProblemHttpResult Other(int status) =>
        Of(
            status,
            "request-refused",
            "The request was refused.",
            $"The server refused the request with status {status}."
        );

    private static ProblemHttpResult Of(
        int status,
        string name,
        string title,
        string detail,
        Action<ProblemDetails>? more = null
    )
    {
        var problem = new ProblemDetails
        {
            Type = Prefix + name,
            Title = title,
            Status = status,
            Detail = detail,
        };
        problem.Extensions["message"] = detail;
        more?.Invoke(problem);
        return TypedResults.Problem(problem);
    }
}
