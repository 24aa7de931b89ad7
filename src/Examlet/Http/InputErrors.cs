namespace Examlet.Http;

/// <summary>What is wrong with one request, keyed by the path of the field (<c>questions[2].settings.options</c>): the <c>errors</c> map of a 400.</summary>
public sealed class InputErrors
{
    private readonly Dictionary<string, List<string>> _byPath = new(StringComparer.Ordinal);

    public bool Any => _byPath.Count > 0;

    /// <summary>The messages by path, in the order they were found.</summary>
    public IReadOnlyDictionary<string, string[]> ByPath => _byPath.ToDictionary(e => e.Key, e => e.Value.ToArray(), StringComparer.Ordinal);

    /// <summary>Adds <paramref name="message"/>: a full sentence that tells the reader what to send instead.</summary>
    public void Add(string path, string message)
    {
        if (!_byPath.TryGetValue(path, out var messages))
        {
            _byPath[path] = messages = [];
        }

        messages.Add(message);
    }
}
