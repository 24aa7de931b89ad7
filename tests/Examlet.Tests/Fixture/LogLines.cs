using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Examlet.Tests.Fixture;

/// <summary>Every line a server logged, with its scopes, as an operator sees them who has them shown; and which of them
/// told a secret.</summary>
public sealed partial class LogLines : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly ConcurrentDictionary<string, bool> _secrets = new(StringComparer.Ordinal);

    private IExternalScopeProvider? _scopes;

    /// <summary>The errors, newest last: what a test shows when the server answered 500.</summary>
    public string Errors =>
        string.Join(
            '\n',
            _lines
                .Where(line =>
                    line.StartsWith("Error", StringComparison.Ordinal)
                    || line.StartsWith("Critical", StringComparison.Ordinal)
                )
                .TakeLast(3)
        );

    /// <summary>The lines that hold <paramref name="words"/>.</summary>
    public IReadOnlyList<string> With(string words) =>
        [.. _lines.Where(line => line.Contains(words, StringComparison.Ordinal))];

    /// <summary>Makes the whole-run check look for <paramref name="secret"/>.</summary>
    public void MustNotTell(string secret) => _secrets.TryAdd(secret, value: true);

    /// <summary>The secrets that callers were given.</summary>
    public IReadOnlyCollection<string> Secrets => [.. _secrets.Keys];

    /// <summary>The lines that hold an API key or an embed secret.</summary>
    public IReadOnlyList<string> Leaks => [.. _lines.Where(Tells)];

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose() { }

    private bool Tells(string line) =>
        Key().IsMatch(line)
        || AnySecret(line, UrlToken().EnumerateMatches(line))
        || AnySecret(line, Base64Token().EnumerateMatches(line));

    private bool AnySecret(string line, Regex.ValueMatchEnumerator tokens)
    {
        foreach (var token in tokens)
        {
            if (_secrets.ContainsKey(line.Substring(token.Index, token.Length)))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex("examp_[a-zA-Z0-9]{32}", RegexOptions.None, 60_000)]
    private static partial Regex Key();

    [GeneratedRegex("[a-zA-Z0-9_-]{32,}", RegexOptions.None, 60_000)]
    public static partial Regex UrlToken();

    [GeneratedRegex("[a-zA-Z0-9+/]{40,}", RegexOptions.None, 60_000)]
    public static partial Regex Base64Token();

    private sealed class Logger(LogLines lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => lines._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var line = new StringBuilder($"{logLevel} {category}: {formatter(state, exception)} {exception}");
            lines._scopes?.ForEachScope((scope, text) => text.Append(" => ").Append(scope), line);
            lines._lines.Enqueue(line.ToString());
        }
    }
}
