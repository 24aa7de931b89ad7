using System.Globalization;
using System.Text;
using System.Text.Json;
using Examlet.Http;

namespace Examlet.FileKinds;

/// <summary>
/// The ending of a file's name, as a person's computer reads it. The computer decides by the ending, not by the
/// content, what a double click does. Pure.
/// </summary>
public static class FileEnding
{
    /// <summary>
    /// Letters that look like Latin ones, of the Cyrillic, Greek and Armenian alphabets and small capitals. Below each
    /// is the letter that it looks like.
    /// </summary>
    private const string LookAlikes =
        "аьвсԁеһніјкӏмпоргѕтуѵѡԛԝхүᴢ"
        + "АВСЕНІЈКМОРЅТУѴԚԜХҮ"
        + "αβειικνορτυχγζη"
        + "ΑΒΕΗΙΚΜΝΟΡΤΥΧΖ"
        + "օսհո"
        + "ıɑɡᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏ";

    private const string LookedLike =
        "abbcdehhijklmnoprstyvwqwxyz"
        + "abcehijkmopstyvqwxy"
        + "abeiikvoptuxyzh"
        + "abehikmnoptyxz"
        + "ouhn"
        + "iagabcdefghijklmnoprstuvwy";

    private static readonly ProgramEndings Known = ProgramEndings.Load();
    private static readonly HashSet<string> Programs = Known
        .Groups.SelectMany(group => group.Endings)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The ending of <paramref name="name"/> without its dot, in small Latin letters; empty when there is
    /// none.</summary>
    public static string Of(string name) => AfterDot(Plain(name));

    /// <summary>
    /// The ending by which a computer may run a file of that name; null if there is none. For <c>a.exe:b.txt</c> it is
    /// the ending of <c>a.exe</c>: to Windows the rest names a stream.
    /// </summary>
    public static string? ProgramIn(string name) =>
        Plain(name).Split(':').Select(AfterDot).FirstOrDefault(Programs.Contains);

    /// <summary>True for an ending (<see cref="Of"/>) by which a computer may run a file.</summary>
    public static bool IsProgram(string ending) => Programs.Contains(ending);

    /// <summary>True when an entry as in HTML's <c>accept</c> names that ending of programs.</summary>
    public static bool Names(string entry, string ending) =>
        entry.StartsWith('.')
            ? Of(entry) == ending
            : Known.MediaTypes.GetValueOrDefault(entry.ToLowerInvariant()) == ending;

    private static string AfterDot(string plain)
    {
        var name = plain.TrimEnd(' ', '.', '\'', '"');
        return name.LastIndexOf('.') is >= 0 and var dot ? name[(dot + 1)..].Trim() : "";
    }

    /// <summary>
    /// The name without unseen characters (marks of direction, characters without width, accents), and with plain
    /// letters for look-alikes, wide forms and capitals.
    /// </summary>
    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var rune in Compatible(name).EnumerateRunes())
        {
            if (
                Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Format
                    or UnicodeCategory.Control
                    or UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.EnclosingMark
            )
            {
                continue;
            }

            var at = rune.IsBmp ? LookAlikes.IndexOf((char)rune.Value, StringComparison.Ordinal) : -1;
            plain.Append(
                at >= 0 ? LookedLike[at].ToString()
                : IsDot(rune) ? "."
                : Rune.IsWhiteSpace(rune) ? " "
                : Rune.ToLowerInvariant(rune).ToString()
            );
        }

        return plain.ToString();
    }

    private static string Compatible(string name)
    {
        try
        {
            return name.Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            return name; // Half of a surrogate pair.
        }
    }

    private static bool IsDot(Rune rune) =>
        rune.Value is '.' or 0x3002 or 0x0589 or 0x06D4 or 0x0701 or 0x2024 or 0xA4F8 or 0xFF0E or 0xFF61;
}

/// <summary>
/// The endings by which a computer runs a file, as <c>program-endings.json</c> has them; <c>docs/files.md</c> shows the
/// same.
/// </summary>
/// <param name="Groups">The endings, by what they are.</param>
/// <param name="MediaTypes">Media types that name one of these endings.</param>
public sealed record ProgramEndings(
    IReadOnlyList<ProgramEndings.Group> Groups,
    IReadOnlyDictionary<string, string> MediaTypes
)
{
    /// <summary>Endings of one sort, in small letters and without a dot.</summary>
    public sealed record Group(string What, IReadOnlyList<string> Endings);

    /// <summary>Reads the file that is part of the program.</summary>
    public static ProgramEndings Load()
    {
        using var file = typeof(ProgramEndings).Assembly.GetManifestResourceStream("files/program-endings.json")!;
        return JsonSerializer.Deserialize<ProgramEndings>(file, Json.Options)!;
    }
}
