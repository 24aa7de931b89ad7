using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using Examlet.Storage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;

namespace Examlet.Http;

/// <summary>
/// Turns an exception during a request into a problem: unreadable input, a store that is away, or a defect.
/// </summary>
internal sealed partial class Faults(RequestDelegate next, Database database, ILogger<Faults> logger)
{
    private const int RetryAfterSeconds = 2;
    private const string NotJsonObject =
        "The body is not valid JSON of the expected form: send one JSON object, UTF-8, nested at most 64 "
        + "deep, with each key once.";
    private static readonly PathString[] OwnPagesOnly = ["/embed-api", "/monitor-api", "/embeds", "/monitor"];

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client went away; nobody reads an answer.
        }
        catch (Exception fault) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            await Problem(http, fault).ExecuteAsync(http);
        }
    }

    /// <summary>
    /// Answers a status that came without a body. Mostly no route was matched then, so this also allows other origins.
    /// Operations for our own pages allow none.
    /// </summary>
    public static Task AnswerStatusAsync(HttpContext http)
    {
        if (
            !Array.Exists(
                OwnPagesOnly,
                start => http.Request.Path.StartsWithSegments(start, StringComparison.OrdinalIgnoreCase)
            )
        )
        {
            http.Response.Headers.AccessControlAllowOrigin = "*";
        }

        return (UnreadFlag(http) ?? ForStatus(http.Response.StatusCode)).ExecuteAsync(http);
    }

    /// <summary>The problem for a status that came without a body (an unknown route, a method that is not taken, a body
    /// that is not JSON).</summary>
    private static ProblemHttpResult ForStatus(int status) =>
        status switch
        {
            StatusCodes.Status404NotFound => Problems.NoRoute(),
            StatusCodes.Status405MethodNotAllowed => Problems.MethodNotAllowed(),
            StatusCodes.Status413PayloadTooLarge => Problems.TooLarge("The body is larger than this operation takes."),
            StatusCodes.Status415UnsupportedMediaType => Problems.NotJson(),
            _ => Problems.Other(status),
        };

    private ProblemHttpResult Problem(HttpContext http, Exception fault)
    {
        switch (fault)
        {
            case BadHttpRequestException
            {
                StatusCode: StatusCodes.Status400BadRequest,
                InnerException: JsonException json
            }:
                return NotReadable(json);
            case JsonException json:
                return NotReadable(json);
            case BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest, InnerException: null }
                when fault.GetType() == typeof(BadHttpRequestException) && TakesBody(http):
                // The framework found no body, or a bare null, and says so in words about its own parameters.
                return Problems.Malformed(NotJsonObject);
            case BadHttpRequestException { StatusCode: StatusCodes.Status400BadRequest } bad:
                return Problems.Malformed(bad.Message);
            case BadHttpRequestException bad:
                return ForStatus(bad.StatusCode);
        }

        if (database.FaultOf(fault) is var kind and not StoreFault.None)
        {
            Report(fault);
            http.Response.Headers.RetryAfter = RetryAfterSeconds.ToString();
            return Problems.StoreFails(kind);
        }

        var trace = Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;
        Log.Defect(logger, fault, http.Request.Method, http.GetEndpoint()?.DisplayName, trace);
        return Problems.Defect(trace);
    }

    /// <summary>
    /// The problem of a 400 without a body: a flag of the query is neither true nor false. Generated handlers
    /// answer only the status then. Null for any other status.
    /// </summary>
    private static ProblemHttpResult? UnreadFlag(HttpContext http) =>
        http.Response.StatusCode == StatusCodes.Status400BadRequest
        && http.GetEndpoint()?.Metadata.GetMetadata<MethodInfo>() is { } handler
        && Array.Find(handler.GetParameters(), parameter => IsUnreadFlag(parameter, http.Request.Query))
            is { Name: { } name }
            ? Problems.Invalid(name, $"`{name}` must be true or false.")
            : null;

    private static bool IsUnreadFlag(ParameterInfo parameter, IQueryCollection query) =>
        parameter.ParameterType == typeof(bool)
        && query.TryGetValue(parameter.Name!, out var value)
        && !bool.TryParse(value, out _);

    /// <summary>
    /// Logs a defect. <see cref="StoreWatch"/> logs a fault of the database, once. A file that cannot be read says
    /// nothing about other files.
    /// </summary>
    private void Report(Exception fault)
    {
        if (fault is FileStoreException { Fault: StoreFault.Away })
        {
            Log.FileAway(logger, fault.Message);
        }
        else
        {
            database.Report(fault);
        }
    }

    private static ProblemHttpResult NotReadable(JsonException json) =>
        JsonPaths.FieldOf(json) is { } field
            ? Problems.Invalid(field, $"`{field}` has the wrong type or form: {JsonPaths.ReasonOf(json)}")
            : Problems.Malformed(NotJsonObject);

    private static bool TakesBody(HttpContext http) =>
        http.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>() is not null;

    private static partial class Log
    {
        [LoggerMessage(1001, LogLevel.Error, "{Method} {Endpoint} failed (trace {Trace})")]
        public static partial void Defect(
            ILogger logger,
            Exception fault,
            string method,
            string? endpoint,
            string trace
        );

        [LoggerMessage(1002, LogLevel.Warning, "A file cannot be read or written: {Reason}")]
        public static partial void FileAway(ILogger logger, string reason);
    }
}
