using System.Collections.Frozen;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens.Struct;
using AngleSharp.Text;
using Examlet.Http;

namespace Examlet.Questions;

/// <summary>
/// The one place that parses HTML. It counts elements, levels and neighbours while parsing, and stops at a limit before
/// the tree is complete. The library's time and memory grow with all three, and the rules of HTML make thousands of
/// elements of a few kilobytes (open formatting begins again in each paragraph).
/// </summary>
internal static class BoundedHtml
{
    private static readonly IElementFactory<Document, HtmlElement> Elements = BrowsingContext
        .New(Configuration.Default)
        .GetService<IElementFactory<Document, HtmlElement>>()!;

    /// <summary>
    /// The body of a page that holds <paramref name="html"/>. It reads only the attributes in <paramref name="kept"/>.
    /// </summary>
    /// <exception cref="TooLargeHtmlException">It is too large, deep or wide to be shown.</exception>
    public static IHtmlDocument Parse(string html, FrozenSet<string> kept)
    {
        if (IdleEndTags(html) > Limits.HtmlElements)
        {
            throw TooMany();
        }

        var counter = new Counter(kept);
        var context = BrowsingContext.New(
            Configuration.Default.WithOnly<IElementFactory<Document, HtmlElement>>(counter)
        );
        var options = new HtmlParserOptions { OnCreated = counter.Enter, ShouldEmitAttribute = counter.Keeps };
        var document = new HtmlParser(options, context).ParseDocument("<!doctype html><html><body>" + html);
        counter.End();
        if (document.Descendants().Any(node => node.ChildNodes.Length > Limits.HtmlWidth))
        {
            document.Dispose();
            throw TooWide();
        }

        return document;
    }

    /// <summary>
    /// How many more elements <paramref name="html"/> ends than it begins. For each such end tag the parser looks at
    /// every open element. <c>&lt;/p&gt;</c> and <c>&lt;/br&gt;</c> make elements, which are counted while parsing.
    /// </summary>
    private static int IdleEndTags(ReadOnlySpan<char> html)
    {
        var ends = 0;
        for (var at = html.IndexOf('<'); at >= 0 && at + 1 < html.Length; at = html.IndexOf('<'))
        {
            html = html[(at + 1)..];
            if (html[0] != '/')
            {
                ends -= char.IsAsciiLetter(html[0]) ? 1 : 0;
            }
            else if (
                !html.StartsWith("/p>", StringComparison.OrdinalIgnoreCase)
                && !html.StartsWith("/br>", StringComparison.OrdinalIgnoreCase)
            )
            {
                ends++;
            }
        }

        return ends;
    }

    private static TooLargeHtmlException TooMany() =>
        new($"must have at most {Limits.HtmlElements} elements; those that are nested deep count more than once.");

    private static TooLargeHtmlException TooWide() =>
        new($"must have at most {Limits.HtmlWidth} elements and texts side by side.");

    /// <summary>
    /// Counts the elements of one parse. The parser reports elements that stand in the text. Only the factory sees the
    /// copies that HTML's rules make of them.
    /// </summary>
    private sealed class Counter(FrozenSet<string> kept) : IElementFactory<Document, HtmlElement>
    {
        /// <summary>
        /// The number of levels up to which an element costs one. Each further step of this size costs one more,
        /// because the library often walks up to the root.
        /// </summary>
        private const int CheapLevels = 20;

        private readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> _kept = kept.GetAlternateLookup<
            ReadOnlySpan<char>
        >();
        private IElement? _previous;
        private bool _isOver;
        private int _templates;
        private int _depth;
        private int _mostAttributes;
        private int _made;
        private int _entered;
        private long _cost;

        public HtmlElement Create(
            Document document,
            string localName,
            string? prefix = null,
            NodeFlags flags = NodeFlags.None
        )
        {
            if (!_isOver && ++_made > _entered + 1)
            {
                // More than the one that is entered next: a copy, with all the attributes of its original.
                _entered = _made - 1;
                Spend(_mostAttributes + Cost(_depth));
            }

            return Elements.Create(document, localName, prefix, flags);
        }

        public bool Keeps(ref StructHtmlToken token, ReadOnlyMemory<char> name)
        {
            var isKept = _kept.Contains(name.Span);
            if (isKept)
            {
                _mostAttributes = Math.Max(_mostAttributes, token.Attributes.Count + 1);
            }

            return isKept;
        }

        public void Enter(IElement element, TextPosition position)
        {
            _entered = _made;
            // What is in a template has no parent outside it, so that templates are counted by themselves.
            _depth = element.LocalName == "template" ? ++_templates : _templates;
            for (INode? node = _previous; node is not null && _depth <= Limits.HtmlDepth; node = node.Parent)
            {
                _depth++;
            }

            if (_depth > Limits.HtmlDepth)
            {
                throw new TooLargeHtmlException($"must not be nested more than {Limits.HtmlDepth} elements deep.");
            }

            if (_previous?.Parent?.ChildNodes.Length > Limits.HtmlWidth)
            {
                throw TooWide();
            }

            _previous = element; // it gets its place in the tree after this call
            Spend(Cost(_depth));
        }

        /// <summary>Ends the count: from now on the reader of the tree makes elements.</summary>
        public void End() => _isOver = true;

        private static int Cost(int depth) => 1 + (depth / CheapLevels);

        private void Spend(int cost)
        {
            _cost += cost;
            if (_cost > Limits.HtmlElements)
            {
                throw TooMany();
            }
        }
    }
}

/// <summary>HTML that would take too much time and memory. The message ends a sentence about the text.</summary>
internal sealed class TooLargeHtmlException(string message) : Exception(message);
