using System.Text.RegularExpressions;

namespace Examlet.Http;

/// <summary>
/// The errors of one request by the path of the field (<c>questions[2].settings.options</c>): the <c>errors</c> map of
/// a 400.
/// </summary>
public sealed partial class InputErrors
{
    private const int MaxMessage = 1500;
    private readonly Dictionary<string, List<string>> _byPath = new(StringComparer.Ordinal);
    private readonly List<InputWarning> _warnings = [];

    public bool Any => _byPath.Count > 0;

    /// <summary>The number of messages.</summary>
    public int Count => _byPath.Sum(found => found.Value.Count);

    /// <summary>The messages by path, in the order they were found.</summary>
    public IReadOnlyDictionary<string, string[]> ByPath =>
        _byPath.ToDictionary(e => e.Key, e => e.Value.ToArray(), StringComparer.Ordinal);

    /// <summary>
    /// The part of <see cref="ByPath"/> for the caller: the first <see cref="Limits.FieldsNamed"/>, names cut at
    /// <see cref="Limits.NameCharacters"/>. A body must not come back many times over.
    /// </summary>
    public IReadOnlyDictionary<string, string[]> Shown =>
        _byPath
            .Take(Limits.FieldsNamed)
            .GroupBy(
                found => CutName(found.Key),
                found => found.Value.Select(message => CutMessage(message, found.Key)),
                StringComparer.Ordinal
            )
            .ToDictionary(
                named => named.Key,
                named => named.SelectMany(messages => messages).Take(Limits.FieldsNamed).ToArray(),
                StringComparer.Ordinal
            );

    /// <summary>Adds <paramref name="message"/>: a full sentence that tells the reader what to send instead.</summary>
    public void Add(string path, string message)
    {
        if (!_byPath.TryGetValue(path, out var messages))
        {
            _byPath[path] = messages = [];
        }

        messages.Add(message);
    }

    /// <summary>
    /// The warnings about input that was taken: at most <see cref="Limits.FieldsNamed"/>, in the order they were found.
    /// </summary>
    public IReadOnlyList<InputWarning> Warnings => _warnings;

    /// <summary>Adds a warning about input that is taken all the same.</summary>
    public void Warn(InputWarning warning)
    {
        if (_warnings.Count < Limits.FieldsNamed)
        {
            _warnings.Add(warning);
        }
    }

    /// <summary>A name as it is repeated to its sender.</summary>
    public static string CutName(string name) => Cut(name, Limits.NameCharacters);

    private static string CutMessage(string message, string path)
    {
        var named =
            path.Length > Limits.NameCharacters
                ? message.Replace(path, CutName(path), StringComparison.Ordinal)
                : message;
        return Cut(named.Length > Limits.NameCharacters ? LongName().Replace(named, "${start}…`") : named, MaxMessage);
    }

    private static string Cut(string text, int most) =>
        text.Length <= most
            ? text
            : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most), "…");

    [GeneratedRegex("(?<start>`[^`]{200})[^`]+`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LongName();
}

/// <summary>Input that was taken and will not work as its author may think.</summary>
/// <param name="Path">The field, as in <c>errors</c> of a 400.</param>
/// <param name="Code">The kind, the same for ever: <c>picture-over-http</c>.</param>
/// <param name="Message">A full sentence that tells the reader what happens and what to send instead.</param>
public sealed record InputWarning(string Path, string Code, string Message);
