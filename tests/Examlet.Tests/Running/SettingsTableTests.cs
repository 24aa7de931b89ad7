using System.Globalization;
using System.Reflection;
using Examlet.Settings;

namespace Examlet.Tests.Running;

/// <summary>The operator's table of settings is the truth about <see cref="ExamletOptions"/>.</summary>
public sealed class SettingsTableTests
{
    private static readonly Dictionary<string, string> Documented = Rows();

    public static TheoryData<string, string> Settings()
    {
        var settings = new TheoryData<string, string>();
        foreach (var property in typeof(ExamletOptions).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            settings.Add($"Examlet__{property.Name}", Text(property.GetValue(new ExamletOptions())));
        }

        return settings;
    }

    [Theory, MemberData(nameof(Settings))]
    public void Every_setting_is_documented_with_its_default(string name, string defaultValue) =>
        Documented.ShouldContainKeyAndValue(name, defaultValue);

    [Fact]
    public void No_setting_is_documented_that_is_none() =>
        Documented.Keys.ShouldBe(Settings().Select(row => row.Data.Item1), ignoreOrder: true);

    private static string Text(object? value) =>
        value switch
        {
            null => "none",
            bool flag => flag ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    /// <summary>Setting and default of each row of the table in <c>docs/operating/reference.md</c>.</summary>
    private static Dictionary<string, string> Rows() =>
        File.ReadLines(Repository.PathOf("docs", "operating", "reference.md"))
            .Where(line => line.StartsWith("| `Examlet__", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1].Trim('`'), cells => cells[2].Trim('`'), StringComparer.Ordinal);
}
