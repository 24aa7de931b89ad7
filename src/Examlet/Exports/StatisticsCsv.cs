using Examlet.Statistics;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Exports;

/// <summary>The statistics of an exam as CSV: a row for each question. Figures have six places.</summary>
public static class StatisticsCsv
{
    private const int Places = 6;

    private static readonly (string Header, Func<QuestionStatistics, object?> Cell)[] Columns =
    [
        ("Number", q => (double)q.Number),
        ("Question", q => q.QuestionId),
        ("Type", q => q.Type),
        ("Title", q => q.Title),
        ("Sessions", q => (double)q.N),
        ("Answered", q => (double?)q.Answered),
        ("Points possible", q => q.MaxPoints),
        ("Mean", q => Rounded(q.Mean)),
        ("Standard deviation", q => Rounded(q.Sd)),
        ("Difficulty (p)", q => Rounded(q.P)),
        ("Item-rest correlation", q => Rounded(q.ItemRest)),
        ("Options", q => q.Options is { } options ? string.Join(" | ", options.Select(Words)) : null),
        ("To look at", q => q.Hints.Count == 0 ? null : string.Join(" | ", q.Hints.Select(Words))),
    ];

    /// <summary>The answer with the file; without questions it has only its headers.</summary>
    public static PushStreamHttpResult FileOf(StatisticsBody statistics) =>
        TypedResults.Stream(
            body => WriteAsync(body, statistics),
            CsvTable.MediaType,
            $"statistics-{statistics.ExamId}.csv"
        );

    private static Task WriteAsync(Stream to, StatisticsBody statistics) =>
        CsvTable.WriteAsync(
            to,
            Columns.Select(column => column.Header),
            (statistics.Questions ?? [])
                .ToAsyncEnumerable()
                .Select(question => Columns.Select(column => column.Cell(question))),
            isRaw: false,
            CancellationToken.None
        );

    private static double? Rounded(double? figure) =>
        figure is { } number ? Math.Round(number, Places, MidpointRounding.AwayFromZero) : null;

    private static string Words(OptionShare option) =>
        $"{option.Number}{(option.Correct == true ? "*" : "")} {option.Text}: {option.Sessions}";

    private static string Words(QuestionHint hint) => hint.Option is { } option ? $"{hint.Kind} {option}" : hint.Kind;
}
