using System.Buffers;
using System.Text.Json;
using Examlet.Access;
using Examlet.Answers;
using Examlet.Http;
using Microsoft.Net.Http.Headers;

namespace Examlet.Student;

/// <summary>
/// The short way of a student's save, which comes thousands of times a second: a plain <c>PUT
/// /embed-api/answers/{questionId}</c> with a valid secret needs nothing that finds out what a request is. Everything
/// else, and whatever is unusual about a save, goes the full way.
/// </summary>
internal sealed class SaveLane(
    EmbedSecrets secrets,
    EndpointDataSource endpoints,
    AnswerWriter writer,
    TimeProvider clock
)
{
    private const string Prefix = "/embed-api/answers/";
    private const string JsonBody = "application/json";
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
    );
    private static readonly byte[] Utf8Mark = [0xEF, 0xBB, 0xBF];
    private RouteEndpoint? _endpoint;

    /// <summary>True for a request that this is for; then its caller and its operation are known.</summary>
    public bool Takes(HttpContext http)
    {
        if (!IsPlain(http.Request) || secrets.IdOf(ApiKeyAuthentication.Credential(http.Request)) is not { } id)
        {
            return false;
        }

        http.Features.Set(new EmbedCaller(id));
        http.SetEndpoint(_endpoint ??= Find());
        return true;
    }

    /// <summary>Reads the body and saves, as the operation does.</summary>
    public async Task SaveAsync(HttpContext http)
    {
        var body = await ReadAsync(http.Request, http.RequestAborted);
        var result = await AnswersApi.Put(
            http.Request.Path.Value![Prefix.Length..],
            body,
            EmbedCaller.From(http)!,
            writer,
            clock,
            http.Response,
            http.RequestAborted
        );
        await result.ExecuteAsync(http);
    }

    private static bool IsPlain(HttpRequest request) =>
        HttpMethods.IsPut(request.Method)
        && request.Path.Value is { } path
        && path.StartsWith(Prefix, StringComparison.Ordinal)
        && path.Length > Prefix.Length
        && !path.AsSpan(Prefix.Length).ContainsAnyExcept(Plain)
        && !request.QueryString.HasValue
        && request.ContentType is JsonBody
        && request.ContentLength is > 0 and <= Bodies.Default
        && !request.Headers.ContainsKey(HeaderNames.ContentEncoding);

    private static async ValueTask<AnswerInput> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await request.BodyReader.ReadAsync(cancellation);
            if (read.IsCompleted)
            {
                try
                {
                    return Read(read.Buffer);
                }
                finally
                {
                    request.BodyReader.AdvanceTo(read.Buffer.End);
                }
            }

            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static AnswerInput Read(ReadOnlySequence<byte> body)
    {
        var bytes = body.IsSingleSegment ? body.FirstSpan : body.ToArray();
        var json = bytes.StartsWith(Utf8Mark) ? bytes[Utf8Mark.Length..] : bytes;
        return JsonSerializer.Deserialize<AnswerInput>(json, Json.Options)
            ?? throw new BadHttpRequestException("The body is null.");
    }

    private RouteEndpoint Find() =>
        endpoints
            .Endpoints.OfType<RouteEndpoint>()
            .Single(endpoint =>
                endpoint.RoutePattern.RawText == $"{Prefix}{{questionId}}"
                && endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Contains(HttpMethods.Put)
            );
}
