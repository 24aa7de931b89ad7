using System.Text;
using CsCheck;
using Examlet.Exports;

namespace Examlet.Tests.Results;

/// <summary>No text in a CSV file begins a formula, whatever a spreadsheet of some locale takes for the end of a
/// field.</summary>
public sealed class FormulaGuardTests
{
    private const string Signs = "=+-@\t\r＝＋－＠﹦﹢﹣﹫";

    /// <summary>Texts of the characters that matter, in any order.</summary>
    private static readonly Gen<string[]> Rows = Gen.Char["=+-@;,\t\r\n\"' a1＝＠\u00A0\u200B\uFEFF"]
        .Array[0, 12]
        .Select(characters => new string(characters))
        .Array[1, 5];

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    public void However_a_spreadsheet_splits_the_file_no_field_begins_a_formula(char separator) =>
        Rows.Sample(
            texts =>
            {
                var file = new StringBuilder();
                foreach (var _ in Enumerable.Range(0, 3))
                {
                    file.AppendJoin(
                            ',',
                            texts.Select(text =>
                                $"\"{FormulaGuard.Guarded(text).Replace("\"", "\"\"", StringComparison.Ordinal)}\""
                            )
                        )
                        .Append(",1\r\n");
                }

                return Split(file.ToString(), separator).TrueForAll(field => !BeginsFormula(field));
            },
            iter: 20_000
        );

    [Theory]
    [InlineData("x;=1+1", "x;'=1+1")]
    [InlineData("x; =1", "x;' =1")]
    [InlineData("x\t@a", "x\t'@a")]
    [InlineData("  =1", "'  =1")]
    [InlineData("a\n- b", "a\n'- b")]
    [InlineData("x;\"=1", "x;'\"=1")]
    [InlineData("x;＝1", "x;'＝1")]
    [InlineData("\u200B=1", "'\u200B=1")]
    public void A_sign_after_the_end_of_a_field_gets_an_apostrophe_before_it(string text, string guarded) =>
        FormulaGuard.Guarded(text).ShouldBe(guarded);

    [Theory]
    [InlineData("")]
    [InlineData("Yes, -5 degrees")]
    [InlineData("int x;\r\nint y;\r\n")]
    [InlineData("a=b; c=d")]
    [InlineData("https://example.com/?a=1&b=2")]
    public void Any_other_text_stands_as_it_is(string text) => FormulaGuard.Guarded(text).ShouldBe(text);

    /// <summary>Fields as a spreadsheet reads them: in quotes a field may hold anything; what follows a closing quote
    /// belongs to the field.</summary>
    private static List<string> Split(string file, char separator)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var (isQuoted, isStart) = (false, true);
        for (var at = 0; at < file.Length; at++)
        {
            var c = file[at];
            if (isQuoted)
            {
                if (c == '"' && at + 1 < file.Length && file[at + 1] == '"')
                {
                    field.Append(c);
                    at++;
                }
                else if (c == '"')
                {
                    isQuoted = false;
                }
                else
                {
                    field.Append(c);
                }
            }
            else if (c == '"' && isStart)
            {
                (isQuoted, isStart) = (true, false);
            }
            else if (c == separator || c == '\n' || (c == '\r' && at + 1 < file.Length && file[at + 1] == '\n'))
            {
                at += c == '\r' ? 1 : 0;
                fields.Add(field.ToString());
                field.Clear();
                isStart = true;
            }
            else
            {
                field.Append(c);
                isStart = false;
            }
        }

        fields.Add(field.ToString());
        return fields;
    }

    private static bool BeginsFormula(string field) =>
        field.Length > 0 && Signs.Contains(field[0], StringComparison.Ordinal);
}
