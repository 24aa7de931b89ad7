using System.Text;
using System.Text.Json;

namespace Examlet.Http;

/// <summary>Rules that fields of several objects share.</summary>
internal static class Fields
{
    private const int MaxMetadataBytes = 16 << 10;

    public static void CheckText(string path, string? text, int maxLength, InputErrors errors)
    {
        if (text?.Length > maxLength)
        {
            errors.Add(path, $"`{path}` must have at most {maxLength} characters.");
        }
    }

    /// <summary>Metadata is any JSON object up to 16 KiB (contract §2).</summary>
    public static void CheckMetadata(string path, JsonElement? metadata, InputErrors errors)
    {
        if (metadata is not { } given || given.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (given.ValueKind != JsonValueKind.Object)
        {
            errors.Add(path, $"`{path}` must be a JSON object.");
        }
        else if (Encoding.UTF8.GetByteCount(given.GetRawText()) > MaxMetadataBytes)
        {
            errors.Add(path, $"`{path}` must have at most 16 KiB.");
        }
        else if (!Json.IsStorable(given))
        {
            errors.Add(path, $"`{path}` has a text that is not well-formed Unicode or contains NUL.");
        }
    }

    /// <summary>The JSON text to store; null for null and for a field that was not sent.</summary>
    public static string? Raw(JsonElement? element) =>
        element is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given ? given.GetRawText() : null;
}
