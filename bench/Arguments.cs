using System.Globalization;

namespace Examlet.Bench;

/// <summary>A scenario and its <c>--name value</c> pairs.</summary>
internal sealed record Arguments(string? Scenario, IReadOnlyDictionary<string, string> Pairs)
{
    public static Arguments Of(string[] args) =>
        new(
            args.FirstOrDefault(),
            args.Skip(1)
                .Chunk(2)
                .Where(pair => pair.Length == 2 && pair[0].StartsWith("--", StringComparison.Ordinal))
                .ToDictionary(pair => pair[0][2..], pair => pair[1], StringComparer.Ordinal)
        );

    public string? Text(string name) => Pairs.GetValueOrDefault(name);

    public int Number(string name, int otherwise) =>
        Pairs.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
