using System.Globalization;
using System.Reflection;
using Examlet.Http;
using Examlet.Settings;

namespace Examlet.Tests.Documentation;

/// <summary>The page of limits is the truth about <see cref="Limits"/> and about the settings it names.</summary>
public sealed class LimitsPageTests
{
    private const string Setting = "Examlet__";
    private static readonly Dictionary<string, string> Documented = Rows();

    public static TheoryData<string, string> Constants()
    {
        var limits = new TheoryData<string, string>();
        foreach (var field in typeof(Limits).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            limits.Add(field.Name, Text(field.Name, field.GetValue(null)!));
        }

        return limits;
    }

    [Theory, MemberData(nameof(Constants))]
    public void Every_limit_is_on_the_page_with_its_value(string name, string value) =>
        Documented.ShouldContainKeyAndValue(name, value);

    [Fact]
    public void Every_setting_on_the_page_has_its_default()
    {
        var defaults = new ExamletOptions();
        foreach (var (name, value) in Documented.Where(row => row.Key.StartsWith(Setting, StringComparison.Ordinal)))
        {
            var property = typeof(ExamletOptions).GetProperty(name[Setting.Length..]).ShouldNotBeNull(name);
            value.Split(' ')[0].ShouldBe(Number(property.GetValue(defaults)!), name);
        }
    }

    [Fact]
    public void Nothing_is_on_the_page_that_is_no_limit() =>
        Documented
            .Keys.Where(name => !name.StartsWith(Setting, StringComparison.Ordinal))
            .ShouldBe(Constants().Select(row => row.Data.Item1), ignoreOrder: true);

    [Fact]
    public void Every_row_says_why_and_what_the_client_is_told() =>
        Lines()
            .ShouldAllBe(line => line.Split('|', StringSplitOptions.TrimEntries).Count(cell => cell.Length > 0) == 4);

    private static string Text(string name, object value) =>
        value switch
        {
            TimeSpan time when time >= TimeSpan.FromMinutes(2) => $"{time.TotalMinutes} min",
            TimeSpan time => $"{time.TotalSeconds} s",
            _ when name.EndsWith("Bytes", StringComparison.Ordinal) => Bytes(
                Convert.ToInt64(value, CultureInfo.InvariantCulture)
            ),
            _ => Number(value),
        };

    private static string Bytes(long bytes) =>
        bytes switch
        {
            >= 1 << 20 when bytes % (1 << 20) == 0 => $"{bytes >> 20} MiB",
            >= 1 << 10 when bytes % (1 << 10) == 0 => $"{bytes >> 10} KiB",
            _ => $"{Number(bytes)} bytes",
        };

    private static string Number(object value) => string.Format(CultureInfo.InvariantCulture, "{0:#,0.##}", value);

    /// <summary>Limit and value of each row of the page.</summary>
    private static Dictionary<string, string> Rows() =>
        Lines()
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1].Trim('`'), cells => cells[2], StringComparer.Ordinal);

    private static IEnumerable<string> Lines() =>
        File.ReadLines(Repository.PathOf("docs", "limits.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal));
}
