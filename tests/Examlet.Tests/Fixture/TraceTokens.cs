using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using OpenTelemetry;

namespace Examlet.Tests.Fixture;

/// <summary>Every word in the traces of a run that is long enough to be a secret.</summary>
public sealed class TraceTokens : BaseProcessor<Activity>
{
    private readonly ConcurrentDictionary<string, bool> _tokens = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> All => [.. _tokens.Keys];

    public override void OnEnd(Activity data)
    {
        Add(data.DisplayName);
        foreach (var (_, value) in data.TagObjects.Concat(data.Events.SelectMany(e => e.Tags)))
        {
            Add(value?.ToString() ?? "");
        }
    }

    private void Add(string text)
    {
        foreach (var form in (Regex[])[LogLines.UrlToken(), LogLines.Base64Token()])
        {
            foreach (var token in form.EnumerateMatches(text))
            {
                _tokens.TryAdd(text.Substring(token.Index, token.Length), value: true);
            }
        }
    }
}
