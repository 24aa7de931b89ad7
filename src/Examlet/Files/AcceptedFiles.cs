namespace Examlet.Files;

/// <summary>
/// Which files a question takes: entries as in HTML's <c>accept</c> attribute, an ending (<c>.pdf</c>), a media type or a group of them (<c>image/*</c>).
/// The content decides; a name only where nothing is known of the ending. Without entries: anything known that cannot run. Pure.
/// </summary>
public sealed record AcceptedFiles(IReadOnlyList<string> Entries)
{
    /// <summary>True when a file of this name and content is taken. <paramref name="kind"/> is null for content that is not known.</summary>
    public bool Takes(string name, FileKind? kind)
    {
        if (kind == FileKind.Program)
        {
            return false;
        }

        return Entries.Count == 0 ? IsOrdinary(kind) : Entries.Any(entry => Matches(entry, name, kind));
    }

    private static bool IsOrdinary(FileKind? kind) => kind is not null && kind != FileKind.Html && kind != FileKind.Svg;

    private static bool Matches(string entry, string name, FileKind? kind)
    {
        if (entry is "*" or "*/*")
        {
            return IsOrdinary(kind);
        }

        if (entry.StartsWith('.'))
        {
            var kinds = FileKind.WithExtension(entry[1..]).ToList();
            return kinds.Count == 0 ? name.EndsWith(entry, StringComparison.OrdinalIgnoreCase) : kind is not null && kinds.Contains(kind);
        }

        if (kind is null)
        {
            return false;
        }

        var types = kind.Aliases.Prepend(kind.Type);
        return entry.EndsWith("/*", StringComparison.Ordinal)
            ? types.Any(type => type.StartsWith(entry[..^1], StringComparison.OrdinalIgnoreCase))
            : types.Contains(entry, StringComparer.OrdinalIgnoreCase);
    }
}
