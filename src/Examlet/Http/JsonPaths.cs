using System.Text.Json;
using System.Text.RegularExpressions;

namespace Examlet.Http;

/// <summary>Finds the field of a request that a <see cref="JsonException"/> is about.</summary>
internal static partial class JsonPaths
{
    /// <summary>
    /// The path without its leading <c>$.</c>, such as <c>questions[0].title</c>; null if the text is not JSON, or no
    /// field is named.
    /// </summary>
    public static string? FieldOf(JsonException exception) =>
        exception.InnerException is null or InvalidOperationException or FormatException
        && exception.Path is { Length: > 2 } path
        && path.StartsWith("$.", StringComparison.Ordinal)
            ? path[2..]
            : null;

    /// <summary>The reason in plain words, without .NET type names or positions.</summary>
    public static string ReasonOf(JsonException exception)
    {
        var sentence = Position().Replace(exception.Message, "").Trim();
        return NetType().IsMatch(sentence) ? "send a value of the documented type." : sentence;
    }

    [GeneratedRegex(@"\s*Path: .*$", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Position();

    [GeneratedRegex(@"System\.|Examlet\.|could not be converted", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex NetType();
}
