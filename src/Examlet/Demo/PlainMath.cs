using System.Text;
using System.Text.RegularExpressions;

namespace Examlet.Demo;

/// <summary>
/// LaTeX in a line of text as a person reads it: <c>y = -\frac{1}{2}x</c> is "y = -(1/2)x". It ends for every input,
/// and leaves no command. Pure.
/// </summary>
internal sealed partial class PlainMath
{
    /// <summary>The deepest nesting of groups; deeper ones are left out.</summary>
    private const int Depth = 50;

    private static readonly Dictionary<string, string> Signs = (
        "alpha α beta β gamma γ delta δ theta θ lambda λ mu μ pi π sigma σ phi φ omega ω Delta Δ Sigma Σ "
        + "Omega Ω cdot · times × div ÷ pm ± le ≤ leq ≤ ge ≥ geq ≥ "
        + "ne ≠ neq ≠ approx ≈ infty ∞ to → in ∈ cup ∪ cap ∩ sum ∑ int ∫ degree ° circ ° dots … ldots … cdots "
        + "… lvert | rvert |"
    )
        .Split(' ')
        .Chunk(2)
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    private readonly string[] _tokens;
    private int _at;
    private int _depth;

    private PlainMath(string latex) => _tokens = [.. Token().Matches(latex).Select(match => match.Value)];

    /// <summary>The text with its LaTeX made readable; a text without any stays as it is.</summary>
    public static string Of(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var reader = new PlainMath(text);
        var plain = new StringBuilder();
        while (reader._at < reader._tokens.Length)
        {
            plain.Append(reader.One());
        }

        return Blanks().Replace(plain.ToString(), " ").Trim();
    }

    private string One()
    {
        var token = _at < _tokens.Length ? _tokens[_at++] : "";
        if (_depth >= Depth)
        {
            return "";
        }

        _depth++;
        var plain = token switch
        {
            "{" => Until("}"),
            "}" or "$" or @"\" => "",
            "^" => Raised(Group()),
            "_" => $"_{Bracketed(Group())}",
            ['\\', ..] => Command(token[1..]),
            _ => token,
        };
        _depth--;
        return plain;
    }

    private string Command(string name)
    {
        switch (name)
        {
            case "frac" or "dfrac" or "tfrac":
                var fraction = $"{Bracketed(Group())}/{Bracketed(Group())}";
                // One half of x, not one over 2x.
                return _at < _tokens.Length && char.IsLetterOrDigit(_tokens[_at], 0) ? $"({fraction})" : fraction;
            case "sqrt":
                var degree = _at < _tokens.Length && _tokens[_at] == "[" ? Degree() : "";
                return $"{degree}√{Bracketed(Group())}";
            case "left" or "right" or "displaystyle" or "limits" or "quad":
                return name == "quad" ? " " : "";
            case "text" or "mathrm" or "operatorname":
                return Group();
            case "" or "\\":
                return "; ";
            default:
                return Signs.GetValueOrDefault(name)
                    ?? (
                        char.IsLetter(name, 0) ? $" {name} "
                        : name is "," or ";" or ":" or "!" or " " ? " "
                        : name
                    );
        }
    }

    private string Degree()
    {
        _at++;
        return Until("]") is "3" ? "³" : "ⁿ";
    }

    private string Group()
    {
        while (_at < _tokens.Length && string.IsNullOrWhiteSpace(_tokens[_at]))
        {
            _at++;
        }

        return One();
    }

    private string Until(string end)
    {
        var text = new StringBuilder();
        while (_at < _tokens.Length && _tokens[_at] != end)
        {
            text.Append(One());
        }

        _at++;
        return text.ToString().Trim();
    }

    private static string Raised(string power) =>
        power switch
        {
            "2" => "²",
            "3" => "³",
            "°" => "°",
            _ => $"^{Bracketed(power)}",
        };

    private static string Bracketed(string text) => Simple().IsMatch(text) ? text : $"({text})";

    [GeneratedRegex(@"\\[A-Za-z]+|\\.|.", RegexOptions.Singleline, 1000)]
    private static partial Regex Token();

    [GeneratedRegex(@"\A(?:[\d.,]*|\p{L}|∞)\z", RegexOptions.None, 1000)]
    private static partial Regex Simple();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Blanks();
}
