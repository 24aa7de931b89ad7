using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Examlet.Tests.Fixture;

/// <summary>Finding and comparing JSON.</summary>
public static class JsonPath
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The element at a path such as <c>items[0].user.id</c>.</summary>
    public static JsonElement Find(this JsonElement json, string path)
    {
        var found = json;
        foreach (var step in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (step[0] == '[')
            {
                found = found[int.Parse(step.Trim('[', ']'))];
            }
            else if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(step, out found))
            {
                throw new ShouldAssertException($"There is no `{path}` in {json}");
            }
        }

        return found;
    }

    public static bool Has(this JsonElement json, string name) => json.TryGetProperty(name, out _);

    /// <summary>
    /// Checks that <paramref name="json"/> has every property of <paramref name="expected"/> with that very value. Objects may have more properties
    /// than expected; arrays have exactly the expected items; an expected null must be there as null.
    /// </summary>
    public static void ShouldHave(this JsonElement json, object expected)
    {
        var wanted = JsonSerializer.SerializeToNode(expected);
        var seen = Common(JsonNode.Parse(json.GetRawText()), wanted);
        Text(seen).ShouldBe(Text(wanted), $"the whole was {json}");
    }

    /// <summary>Checks that the two are equal as JSON: the order of properties does not matter, everything else does.</summary>
    public static void ShouldBeJson(this JsonElement json, object? expected) =>
        Text(JsonNode.Parse(json.GetRawText())).ShouldBe(Text(JsonSerializer.SerializeToNode(expected)));

    /// <summary>The names of the properties of an object.</summary>
    public static IReadOnlyList<string> Names(this JsonElement json) => [.. json.EnumerateObject().Select(p => p.Name)];

    /// <summary>The part of <paramref name="seen"/> that <paramref name="wanted"/> speaks of.</summary>
    private static JsonNode? Common(JsonNode? seen, JsonNode? wanted) => (seen, wanted) switch
    {
        (JsonObject some, JsonObject all) => new JsonObject(all.Where(p => some.ContainsKey(p.Key)).Select(p => KeyValuePair.Create(p.Key, Common(some[p.Key], p.Value)))),
        (JsonArray some, JsonArray all) when some.Count == all.Count => new JsonArray([.. some.Zip(all, Common)]),
        _ => seen?.DeepClone(),
    };

    private static string Text(JsonNode? node) => Sorted(node)?.ToJsonString(Readable) ?? "null";

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject some => new JsonObject(some.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, Sorted(p.Value)))),
        JsonArray some => new JsonArray([.. some.Select(Sorted)]),
        JsonValue number when number.GetValueKind() == JsonValueKind.Number => JsonValue.Create(double.Parse(number.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture)),
        _ => node?.DeepClone(),
    };
}
