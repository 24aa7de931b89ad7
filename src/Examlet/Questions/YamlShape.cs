using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Examlet.Questions;

/// <summary>
/// Looks at the outline of a YAML text before it is read. An alias stands for everything in its anchor, so a few lines
/// can take more memory than a machine has. Deep nesting ends the program that follows it.
/// </summary>
internal static class YamlShape
{
    private const int MaxLength = 1 << 20;
    private const int MaxDepth = 50;
    private const int MaxNodes = 200_000;

    /// <summary>The reason not to read the text, as a sentence; null if it can be read.</summary>
    /// <exception cref="YamlException">The text is no YAML.</exception>
    public static string? ErrorIn(string yaml)
    {
        if (yaml.Length > MaxLength)
        {
            return $"it has more than {MaxLength} characters.";
        }

        var parser = new Parser(new StringReader(yaml));
        var sizes = new Dictionary<AnchorName, int>();
        var open = new Stack<(AnchorName Anchor, int Before)>();
        var nodes = 0;
        while (parser.MoveNext())
        {
            switch (parser.Current)
            {
                case AnchorAlias alias when !sizes.TryGetValue(alias.Value, out _):
                    return $"the alias `{alias.Value}` names nothing that comes before it.";
                case AnchorAlias alias:
                    nodes += sizes[alias.Value];
                    break;
                case MappingStart or SequenceStart:
                    open.Push((((NodeEvent)parser.Current).Anchor, nodes++));
                    break;
                case MappingEnd or SequenceEnd:
                    Remember(sizes, open.Pop(), nodes);
                    break;
                case YamlDotNet.Core.Events.Scalar scalar:
                    Remember(sizes, (scalar.Anchor, nodes++), nodes);
                    break;
            }

            if (open.Count > MaxDepth || nodes > MaxNodes)
            {
                return open.Count > MaxDepth
                    ? $"it is nested more than {MaxDepth} deep."
                    : $"it has more than {MaxNodes} entries, counting each alias with all that it stands for.";
            }
        }

        return null;
    }

    private static void Remember(Dictionary<AnchorName, int> sizes, (AnchorName Anchor, int Before) node, int nodes)
    {
        if (!node.Anchor.IsEmpty)
        {
            sizes[node.Anchor] = nodes - node.Before;
        }
    }
}
