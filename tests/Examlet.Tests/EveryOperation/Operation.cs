using System.Text.Json;

namespace Examlet.Tests.EveryOperation;

/// <summary>An operation as the OpenAPI document of the repository describes it.</summary>
/// <param name="Method">In capitals.</param>
/// <param name="Path">With its parameters in braces.</param>
/// <param name="Description">Its part of the document.</param>
public sealed record Operation(string Method, string Path, JsonElement Description)
{
    private static readonly JsonElement Document = JsonElement.Parse(File.ReadAllText(DocumentPath));

    /// <summary>Where the document is kept, so that a change of it shows in review.</summary>
    public static string DocumentPath => Repository.PathOf("docs", "openapi.json");

    public static IReadOnlyList<Operation> All { get; } =
    [
        .. Document
            .GetProperty("paths")
            .EnumerateObject()
            .SelectMany(path =>
                path.Value.EnumerateObject()
                    .Select(operation => new Operation(operation.Name.ToUpperInvariant(), path.Name, operation.Value))
            ),
    ];

    /// <summary>Such as <c>GET /exams/{id}</c>.</summary>
    public string Name => $"{Method} {Path}";

    /// <summary>How callers say who they are: <c>apiKey</c>, <c>embedSecret</c>, <c>monitorSecret</c>, or null when
    /// nobody asks.</summary>
    public string? Door => Description.TryGetProperty("security", out var schemes) ? schemes[0].Names()[0] : null;

    /// <summary>The statuses it may answer with.</summary>
    public IReadOnlyList<int> Statuses => [.. Description.GetProperty("responses").Names().Select(int.Parse)];

    /// <summary>Whether it answers with server-sent events, without end.</summary>
    public bool IsStream => Name is "GET /embed-api/events" or "GET /monitor-api/room";

    public bool HasBody => Description.Has("requestBody");

    /// <summary>The names of the parameters in the query.</summary>
    public IReadOnlyList<string> Query => Parameters("query");

    /// <summary>The names of the parameters in the path.</summary>
    public IReadOnlyList<string> PathParameters => Parameters("path");

    /// <summary>Every field of its body, those inside other fields and lists included.</summary>
    public IReadOnlyList<Field> Fields =>
        HasBody
            ?
            [
                .. FieldsOf(
                    Description.Find("requestBody.content").EnumerateObject().First().Value.GetProperty("schema"),
                    "",
                    0
                ),
            ]
            : [];

    public static Operation Of(string name) => All.Single(operation => operation.Name == name);

    /// <summary>The reply, after checking that the document knows its status.</summary>
    public Reply ShouldKnow(Reply reply)
    {
        Statuses.ShouldContain(reply.Status, $"{Name} is not documented to answer {reply.Status}: {reply.Text}");
        return reply;
    }

    private static IEnumerable<Field> FieldsOf(JsonElement schema, string prefix, int depth)
    {
        schema = Resolved(schema);
        if (depth > 4 || !schema.TryGetProperty("properties", out var properties))
        {
            yield break;
        }

        var required = schema.TryGetProperty("required", out var names)
            ? names.EnumerateArray().Select(name => name.GetString()).ToHashSet()
            : [];
        foreach (var property in properties.EnumerateObject())
        {
            var (path, inner) = (prefix + property.Name, Resolved(property.Value));
            var types = Types(inner);
            yield return new Field(
                path,
                types,
                required.Contains(property.Name),
                inner.TryGetProperty("format", out var format) ? format.GetString() : null
            );
            var nested =
                types.Contains("array") && inner.TryGetProperty("items", out var items)
                    ? FieldsOf(items, $"{path}[0].", depth + 1)
                    : FieldsOf(inner, $"{path}.", depth + 1);
            foreach (var field in nested)
            {
                yield return field;
            }
        }
    }

    private static IReadOnlyList<string> Types(JsonElement schema) =>
        !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind == JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)]
        : [type.GetString()!];

    private static JsonElement Resolved(JsonElement schema)
    {
        if (schema.TryGetProperty("oneOf", out var choices))
        {
            schema = choices.EnumerateArray().First(choice => choice.Has("$ref"));
        }

        return schema.TryGetProperty("$ref", out var reference)
            ? Document.Find($"components.schemas.{reference.GetString()!.Split('/')[^1]}")
            : schema;
    }

    private IReadOnlyList<string> Parameters(string place) =>
        Description.TryGetProperty("parameters", out var parameters)
            ?
            [
                .. parameters
                    .EnumerateArray()
                    .Where(parameter => parameter.GetProperty("in").GetString() == place)
                    .Select(parameter => parameter.GetProperty("name").GetString()!),
            ]
            : [];
}

/// <summary>A field of a body.</summary>
/// <param name="Path">Such as <c>questions[0].type</c>.</param>
/// <param name="Types">The JSON types it takes; empty for any.</param>
/// <param name="IsRequired">Whether the object it is in must have it.</param>
/// <param name="Format">Such as <c>date-time</c> or <c>int64</c>.</param>
public sealed record Field(string Path, IReadOnlyList<string> Types, bool IsRequired, string? Format);
