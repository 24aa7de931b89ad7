using Examlet.FileKinds;

namespace Examlet.Questions;

/// <summary>
/// Which files a question takes: entries as in HTML's <c>accept</c> attribute, an ending (<c>.pdf</c>), a media type or
/// a group of them (<c>image/*</c>). The content decides; the name decides for unknown content. The ending of a program
/// must be named. Without entries a question takes every known kind that cannot run. Pure.
/// </summary>
public sealed record AcceptedFiles(IReadOnlyList<string> Entries)
{
    /// <summary>True if the question takes a file of this name and content.</summary>
    /// <param name="name">The name that the student's device gave.</param>
    /// <param name="kind">Null for content that is not known.</param>
    /// <param name="isWhole">
    /// False while more bytes will come. The end of an archive says what is in it, so until then its name counts.
    /// </param>
    public bool Takes(string name, FileKind? kind, bool isWhole = true)
    {
        if (kind == FileKind.Program || !TakesName(name))
        {
            return false;
        }

        var known =
            !isWhole && kind is { IsArchive: true }
                ? FileKind.WithExtension(FileEnding.Of(name)).FirstOrDefault(k => k.IsArchive) ?? kind
                : kind;
        return Entries.Count == 0 ? IsOrdinary(known) : Entries.Any(entry => Matches(entry, name, known));
    }

    /// <summary>False for a name by which a computer may run the file, unless the question names that very
    /// ending.</summary>
    public bool TakesName(string name) =>
        FileEnding.ProgramIn(name) is not { } program || Entries.Any(entry => FileEnding.Names(entry, program));

    private static bool IsOrdinary(FileKind? kind) => kind is { CanRun: false };

    private static bool Matches(string entry, string name, FileKind? kind)
    {
        if (entry is "*" or "*/*")
        {
            return IsOrdinary(kind);
        }

        if (entry.StartsWith('.'))
        {
            return MatchesEnding(FileEnding.Of(entry), FileEnding.Of(name), kind);
        }

        if (kind is null)
        {
            return false;
        }

        var types = kind.Aliases.Prepend(kind.Type);
        return entry.EndsWith("/*", StringComparison.Ordinal)
            ? types.Any(type => type.StartsWith(entry[..^1], StringComparison.OrdinalIgnoreCase))
            : types.Contains(entry, StringComparer.OrdinalIgnoreCase)
                || (kind == FileKind.Text && FileEnding.Names(entry, FileEnding.Of(name)));
    }

    /// <summary>
    /// Known content must be of a kind with that ending. Unknown content goes by its own ending, and so does any text.
    /// </summary>
    private static bool MatchesEnding(string asked, string own, FileKind? kind)
    {
        var kinds = FileKind.WithExtension(asked).ToList();
        if (kind is not null && kinds.Count > 0)
        {
            return kinds.Contains(kind) || (kind is { IsArchive: true, CanRun: false } && kinds.Contains(FileKind.Zip));
        }

        return own == asked;
    }
}
