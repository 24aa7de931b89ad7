using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Examlet.Settings;
using Microsoft.Extensions.Logging;

namespace Examlet.Tests.Documentation;

/// <summary>The operator's table of log events has every warning and error that the server can write.</summary>
public sealed partial class LogTableTests
{
    [Fact]
    public void Every_warning_and_error_of_the_log_is_in_the_operators_table()
    {
        var documented = MarkdownPage
            .Rows(MarkdownPage.Of("docs/operating/reference.md").Section("Log"))
            .SelectMany(cells =>
                Number().Matches(cells[0]).Select(number => int.Parse(number.Value, CultureInfo.InvariantCulture))
            )
            .ToList();

        documented.ShouldBeUnique();
        Alarms().Except(documented).ShouldBeEmpty();
        documented.Except(Events().Select(one => one.EventId)).ShouldBeEmpty();
    }

    private static IEnumerable<int> Alarms() =>
        Events().Where(one => one.Level >= LogLevel.Warning).Select(one => one.EventId);

    private static IEnumerable<LoggerMessageAttribute> Events() =>
        typeof(ExamletOptions)
            .Assembly.GetTypes()
            .SelectMany(type =>
                type.GetMethods(
                    BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly
                )
            )
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>();

    [GeneratedRegex("[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Number();
}
