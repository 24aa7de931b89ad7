using System.Text.Json;

namespace Examlet.Tests.Fixture;

/// <summary>Finding and comparing JSON.</summary>
public static class JsonPath
{
    /// <summary>The element at a path such as <c>items[0].user.id</c>.</summary>
    public static JsonElement Find(this JsonElement json, string path)
    {
        var found = json;
        foreach (
            var step in path.Replace("[", ".[", StringComparison.Ordinal)
                .Split('.', StringSplitOptions.RemoveEmptyEntries)
        )
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

    /// <summary>Checks that <paramref name="json"/> has every property of <paramref name="expected"/> with that very
    /// value. Objects may have more properties than expected; arrays have exactly the expected items; an expected null
    /// must be there as null.
    /// </summary>
    public static void ShouldHave(this JsonElement json, object expected) => Check(json, expected, exact: false);

    /// <summary>How <paramref name="json"/> differs from what <see cref="ShouldHave"/> asks for; empty when it does
    /// not.</summary>
    public static IReadOnlyList<string> DifferencesFrom(this JsonElement json, object expected) =>
        [.. Differences("", json, JsonSerializer.SerializeToElement(expected), exact: false)];

    /// <summary>Checks that the two are equal as JSON: the order of properties does not matter, everything else
    /// does.</summary>
    public static void ShouldBeJson(this JsonElement json, object? expected) => Check(json, expected, exact: true);

    /// <summary>The names of the properties of an object.</summary>
    public static IReadOnlyList<string> Names(this JsonElement json) => [.. json.EnumerateObject().Select(p => p.Name)];

    private static void Check(JsonElement json, object? expected, bool exact)
    {
        var differences = Differences("", json, JsonSerializer.SerializeToElement(expected), exact).ToList();
        if (differences.Count > 0)
        {
            throw new ShouldAssertException($"{string.Join('\n', differences)}\nThe whole was {json}");
        }
    }

    private static IEnumerable<string> Differences(string path, JsonElement seen, JsonElement wanted, bool exact)
    {
        if (seen.ValueKind == JsonValueKind.Object && wanted.ValueKind == JsonValueKind.Object)
        {
            var missing = wanted
                .Names()
                .Except(seen.Names(), StringComparer.Ordinal)
                .Select(name => $"{path}.{name} is missing");
            var surplus = exact
                ? seen.Names()
                    .Except(wanted.Names(), StringComparer.Ordinal)
                    .Select(name => $"{path}.{name} should not be there")
                : [];
            var inside = wanted
                .EnumerateObject()
                .Where(p => seen.Has(p.Name))
                .SelectMany(p => Differences($"{path}.{p.Name}", seen.GetProperty(p.Name), p.Value, exact));
            return [.. missing, .. surplus, .. inside];
        }

        if (
            seen.ValueKind == JsonValueKind.Array
            && wanted.ValueKind == JsonValueKind.Array
            && seen.GetArrayLength() == wanted.GetArrayLength()
        )
        {
            return seen.EnumerateArray()
                .Zip(wanted.EnumerateArray())
                .SelectMany((pair, index) => Differences($"{path}[{index}]", pair.First, pair.Second, exact));
        }

        return Same(seen, wanted) ? [] : [$"{path} should be {wanted.GetRawText()} but was {seen.GetRawText()}"];
    }

    private static bool Same(JsonElement seen, JsonElement wanted) =>
        seen.ValueKind == JsonValueKind.Number && wanted.ValueKind == JsonValueKind.Number
            ? seen.GetDouble().Equals(wanted.GetDouble())
            : JsonElement.DeepEquals(seen, wanted);
}
