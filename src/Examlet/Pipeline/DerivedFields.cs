using System.Text.Json.Nodes;
using Examlet.Http;

namespace Examlet.Pipeline;

/// <summary>A field of a response that opens or signs something, and is not stored with it: it is derived again from
/// the resource's ID when the response is replayed. Each resource that has one states it in its own folder.</summary>
/// <param name="IdPrefix">How the IDs of the resource begin.</param>
/// <param name="Name">The field.</param>
/// <param name="Derive">The field's value, from the ID and the response without the field; null when it has
/// none.</param>
public sealed record DerivedField(string IdPrefix, string Name, Func<string, JsonObject, string?> Derive);

/// <summary>Takes the <see cref="DerivedField"/>s out of a response that is stored, and puts them into one that is
/// replayed.</summary>
public sealed class DerivedFields(IEnumerable<DerivedField> fields)
{
    private readonly DerivedField[] _fields = [.. fields];

    /// <summary>The body to store.</summary>
    public string Without(string body)
    {
        if (Read(body) is not var (shown, _, field))
        {
            return body;
        }

        shown[field.Name] = null;
        return Json.Write(shown);
    }

    /// <summary>A stored body as it was sent.</summary>
    public string With(string body)
    {
        if (Read(body) is not var (shown, id, field))
        {
            return body;
        }

        shown[field.Name] = field.Derive(id, shown);
        return Json.Write(shown);
    }

    /// <summary>The object in the body, its ID and the field that is derived; null when there is no such
    /// field.</summary>
    private (JsonObject Shown, string Id, DerivedField Field)? Read(string body)
    {
        var mayHold = Array.Exists(_fields, field => body.Contains($"\"{field.Name}\"", StringComparison.Ordinal));
        if (
            !mayHold
            || JsonNode.Parse(body) is not JsonObject shown
            || shown["id"] is not JsonValue value
            || !value.TryGetValue(out string? id)
        )
        {
            return null;
        }

        var field = Array.Find(_fields, field => id.StartsWith(field.IdPrefix, StringComparison.Ordinal));
        return field is not null && shown.ContainsKey(field.Name) ? (shown, id, field) : null;
    }
}
