using System.Text;
using AngleSharp.Dom;

namespace Examlet.Questions;

/// <summary>The look of an entry to a student. Entries of the same look cannot be told apart. Pure.</summary>
internal static class EntryLook
{
    private const char Begin = '\u0001';
    private const char End = '\u0002';

    /// <summary>
    /// Elements that change the look of their words, by the element with the same look. Other elements change nothing,
    /// or stand on lines of their own.
    /// </summary>
    private static readonly Dictionary<string, string> Shows = new[]
    {
        "b=b strong=b i=i em=i cite=i dfn=i var=i u=u ins=u s=s del=s sub=sub sup=sup mark=mark small=small "
            + "code=code kbd=code samp=code pre=code a=a q=q",
        "h1=h1 h2=h2 h3=h3 h4=h4 h5=h5 h6=h6 li=li dt=dt dd=dd tr=tr td=td th=th caption=caption "
            + "blockquote=blockquote bdo=bdo rt=rt",
    }
        .SelectMany(line => line.Split(' '))
        .Select(pair => pair.Split('='))
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private static readonly HashSet<string> Lines = new(StringComparer.Ordinal)
    {
        "blockquote",
        "br",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    };

    /// <summary>The look of an entry, as a text to compare.</summary>
    public static string Of(string entry, bool isHtml)
    {
        if (!isHtml)
        {
            return TypedText.Seen(Address(entry.Trim()));
        }

        var look = new StringBuilder();
        if (!entry.AsSpan().ContainsAny('<', '&'))
        {
            var plain = "";
            Write(entry, "", look, ref plain);
            return TypedText.Seen(look.ToString());
        }

        AuthorHtml.ReadRaw(
            entry,
            body =>
            {
                var last = "";
                Write(body, "", look, ref last);
            }
        );
        return TypedText.Seen(look.ToString());
    }

    private static void Write(INode parent, string shown, StringBuilder look, ref string last)
    {
        foreach (var node in parent.ChildNodes)
        {
            if (node is IText words)
            {
                Write(words.Data, shown, look, ref last);
            }
            else if (node is IElement element && AuthorHtml.Keeps(element))
            {
                var name = element.LocalName;
                var line = Lines.Contains(name) ? " " : "";
                look.Append(line);
                if (AuthorHtml.IsPictureOverHttp(element))
                {
                    Write(element.GetAttribute("alt") ?? "", shown, look, ref last);
                }
                else if (name is "img" or "hr")
                {
                    look.Append(Begin)
                        .Append(name)
                        .Append(' ')
                        .Append(Address(element.GetAttribute("src") ?? ""))
                        .Append(End);
                }

                if (name == "inline-math")
                {
                    Say(Alike.Formula(element.TextContent), $"{shown}<math>", look, ref last);
                    continue;
                }

                Write(
                    element,
                    Shows.TryGetValue(name, out var mark) ? $"{shown}<{mark}{element.GetAttribute("dir")}>" : shown,
                    look,
                    ref last
                );
                look.Append(line);
            }
        }
    }

    /// <summary>A small digit above or below the line is the digit in its place: x² is
    /// <c>x&lt;sup&gt;2&lt;/sup&gt;</c>.</summary>
    private static void Write(string words, string shown, StringBuilder look, ref string last)
    {
        foreach (var (part, mark) in Alike.Raised(words))
        {
            Say(part, shown + mark, look, ref last);
        }
    }

    /// <summary>Writes the style of words where it changes, and never of the white space between them.</summary>
    private static void Say(string words, string shown, StringBuilder look, ref string last)
    {
        var seen = Alike.Words(TypedText.Seen(words));
        if (words.Length > 0 && char.IsWhiteSpace(words[0]))
        {
            look.Append(' ');
        }

        if (seen.Length == 0)
        {
            return;
        }

        if (shown != last)
        {
            look.Append(Begin).Append(shown).Append(End);
            last = shown;
        }

        look.Append(seen);
        if (char.IsWhiteSpace(words[^1]))
        {
            look.Append(' ');
        }
    }

    /// <summary>Addresses of one picture in one form; any other text as it is.</summary>
    private static string Address(string text) =>
        text.StartsWith("http", StringComparison.OrdinalIgnoreCase)
        && Uri.TryCreate(text, UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
            ? address.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped)
            : text;
}
