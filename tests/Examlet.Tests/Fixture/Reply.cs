using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Examlet.Tests.Fixture;

/// <summary>An HTTP response, read to its end, with the questions that tests ask of it.</summary>
public sealed class Reply
{
    private readonly Lazy<JsonElement> _json;

    private Reply(HttpResponseMessage response, byte[] bytes)
    {
        Status = (int)response.StatusCode;
        Bytes = bytes;
        Headers = response.Headers;
        MediaType = response.Content.Headers.ContentType?.MediaType;
        ContentType = response.Content.Headers.ContentType?.ToString();
        Disposition = response.Content.Headers.ContentDisposition;
        Allow = response.Content.Headers.Allow;
        Request = $"{response.RequestMessage!.Method} {response.RequestMessage.RequestUri!.PathAndQuery}";
        _json = new Lazy<JsonElement>(() => JsonElement.Parse(Text));
    }

    public int Status { get; }
    public byte[] Bytes { get; }
    public HttpResponseHeaders Headers { get; }
    public string? MediaType { get; }

    /// <summary>The media type with its parameters.</summary>
    public string? ContentType { get; }

    public ContentDispositionHeaderValue? Disposition { get; }
    public ICollection<string> Allow { get; }
    public string Request { get; }
    public string Text => Encoding.UTF8.GetString(Bytes);
    public JsonElement Json => _json.Value;

    /// <summary>The element at a path such as <c>items[0].user.id</c>.</summary>
    public JsonElement this[string path] => JsonPath.Find(Json, path);

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<JsonElement> Items =>
        [.. (Json.ValueKind == JsonValueKind.Array ? Json : this["items"]).EnumerateArray()];

    public static async Task<Reply> OfAsync(HttpResponseMessage response) =>
        new(response, await response.Content.ReadAsByteArrayAsync());

    /// <summary>The text at a path; the JSON of it when it is not a text.</summary>
    public string Value(string path) =>
        this[path] is { ValueKind: JsonValueKind.String } text ? text.GetString()! : this[path].GetRawText();

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;

    public Reply ShouldBe(int status)
    {
        Status.ShouldBe(status, $"{Request} answered {Text}");
        return this;
    }

    /// <summary>The status, and every property of <paramref name="expected"/> with that value (see
    /// <see cref="JsonPath.ShouldHave"/>).</summary>
    public Reply ShouldBe(int status, object expected)
    {
        ShouldBe(status);
        Json.ShouldHave(expected);
        return this;
    }

    /// <summary>A problem (RFC 9457) of this status whose <c>type</c> ends in <paramref name="type"/>.</summary>
    public Reply ShouldBeProblem(int status, string? type = null)
    {
        ShouldBe(status);
        ShouldHaveProblemShape();
        if (type is not null)
        {
            Value("type").ShouldEndWith(type);
        }

        return this;
    }

    /// <summary>400 with an <c>errors</c> map that has exactly these fields.</summary>
    public Reply ShouldBeInvalid(params string[] fields)
    {
        ShouldBeProblem(400);
        Json.TryGetProperty("errors", out var errors)
            .ShouldBeTrue($"{Request} should say which field is wrong: {Text}");
        errors.EnumerateObject().Select(e => e.Name).ShouldBe(fields, ignoreOrder: true, $"{Request} answered {Text}");
        errors
            .EnumerateObject()
            .ShouldAllBe(e => e.Value.ValueKind == JsonValueKind.Array && e.Value.GetArrayLength() > 0);
        return this;
    }

    /// <summary>What every error looks like (contract §2).</summary>
    public void ShouldHaveProblemShape()
    {
        MediaType.ShouldBe("application/problem+json", $"{Request} answered {Status}: {Text}");
        foreach (var name in (string[])["type", "title", "detail", "message"])
        {
            Json.TryGetProperty(name, out var text).ShouldBeTrue($"{Request} answered {Text}, without {name}");
            text.GetString().ShouldNotBeNullOrWhiteSpace($"{Request} answered {Text}");
        }

        this["status"].GetInt32().ShouldBe(Status);
        Value("message").ShouldBe(Value("detail"));
        Text.ShouldNotContain("System.");
        Text.ShouldNotContain("   at ");
    }

    /// <summary>The body without what differs from request to request.</summary>
    public string WithoutTrace()
    {
        if (Bytes.Length == 0)
        {
            return $"{Status}";
        }

        var body = Body.Of(Json);
        body.Remove("traceId");
        body.Remove("instance");
        return $"{Status} {MediaType} {body.ToJsonString()}";
    }
}
