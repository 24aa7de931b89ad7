using System.Globalization;
using System.Text.RegularExpressions;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Examlet.Exports;

/// <summary>Results as a spreadsheet (Office Open XML): two rows of headers that stay in sight, the second with the
/// IDs of the questions, a row for each student, and below them sums and averages. Texts are texts and sums are values:
/// no cell holds a formula.
/// </summary>
internal static partial class SpreadsheetResults
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The most columns that a sheet may have: "Excel specifications and limits".</summary>
    public const int MaxColumns = 16_384;

    private const int HeaderRows = 2;

    /// <summary>
    /// The most UTF-16 characters that a cell may have: "Excel specifications and limits". Excel takes a file with more
    /// for damaged.
    /// </summary>
    private const int MaxCell = 32_767;

    private const string Cut = " […]";

    /// <param name="to">Where the file goes.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="count">How many rows there will be, for the filter.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task WriteAsync(
        Stream to,
        IReadOnlyList<ResultColumn> columns,
        IAsyncEnumerable<ResultRow> rows,
        int count,
        CancellationToken cancellation
    )
    {
        await using var file = await Spreadsheet.CreateNewAsync(
            to,
            new SpreadCheetahOptions { PreserveStringWhitespace = true },
            cancellation
        );
        var styles = new Styles(file);
        await file.StartWorksheetAsync("Results", Sheet(columns, count), cancellation);
        await file.AddRowAsync(
            [.. columns.Select(column => new StyledCell(Escaped(Fitting(column.Header)), styles.Header))],
            cancellation
        );
        await file.AddRowAsync(
            [.. columns.Select(column => new StyledCell(Escaped(column.Note ?? ""), styles.Note))],
            cancellation
        );
        var sums = columns.Select(_ => new Sum()).ToList();
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            var cells = new StyledCell[columns.Count];
            for (var i = 0; i < cells.Length; i++)
            {
                var cell = columns[i].Cell(row);
                sums[i].Add(cell);
                cells[i] = Of(cell, styles);
            }

            await file.AddRowAsync(cells, cancellation);
        }

        await file.AddRowAsync(Array.Empty<StyledCell>(), cancellation);
        await file.AddRowAsync(Below("Sum", sum => sum.Total), cancellation);
        await file.AddRowAsync(Below("Average", sum => sum.Average), cancellation);
        await file.FinishAsync(cancellation);

        StyledCell[] Below(string name, Func<Sum, double?> figure) =>
            [
                .. columns.Select(
                    (column, i) =>
                        i == 0
                            ? new StyledCell(name, styles.Header)
                            : new StyledCell(column.IsSummed ? figure(sums[i]) : null, styles.Header)
                ),
            ];
    }

    private static WorksheetOptions Sheet(IReadOnlyList<ResultColumn> columns, int count)
    {
        var last = SpreadsheetUtility.GetColumnName(columns.Count);
        var sheet = new WorksheetOptions
        {
            FrozenRows = HeaderRows,
            FrozenColumns = 1,
            AutoFilter = new AutoFilterOptions(
                $"A{HeaderRows}:{last}{(HeaderRows + Math.Max(1, count)).ToString(CultureInfo.InvariantCulture)}"
            ),
        };
        for (var i = 0; i < columns.Count; i++)
        {
            sheet.Column(i + 1).Width = columns[i].Width;
        }

        return sheet;
    }

    private static StyledCell Of(object? cell, Styles styles) =>
        cell switch
        {
            string text => new StyledCell(
                Escaped(Fitting(text)),
                text.Contains('\n', StringComparison.Ordinal) ? styles.Lines : null
            ),
            double number => new StyledCell(number, null),
            DateTimeOffset at => new StyledCell(at.UtcDateTime, styles.Time),
            _ => default,
        };

    /// <summary>A text that fits a cell. A longer text is cut and says so; the CSV file has all of it.</summary>
    private static string Fitting(string text)
    {
        if (text.Length <= MaxCell)
        {
            return text;
        }

        var length = MaxCell - Cut.Length;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + Cut;
    }

    /// <summary>
    /// Writes characters that XML cannot hold as the standard says (ECMA-376, ST_Xstring): <c>_xHHHH_</c>. A text that
    /// has that very form is written so that it comes back.
    /// </summary>
    private static string Escaped(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        return MustEscape()
            .Replace(lines, match => match.Length > 1 ? "_x005F" + match.Value : $"_x{(int)match.Value[0]:X4}_");
    }

    [GeneratedRegex(
        @"_x[0-9A-Fa-f]{4}_|[\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|"
            + @"(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]",
        RegexOptions.None,
        1000
    )]
    private static partial Regex MustEscape();

    private sealed class Styles(Spreadsheet file)
    {
        public StyleId Header { get; } = file.AddStyle(new Style { Font = { Bold = true } });
        public StyleId Note { get; } = file.AddStyle(new Style { Font = { Italic = true } });
        public StyleId Lines { get; } =
            file.AddStyle(new Style { Alignment = { WrapText = true, Vertical = VerticalAlignment.Top } });
        public StyleId Time { get; } = file.AddStyle(new Style { Format = NumberFormat.Custom("yyyy-mm-dd hh:mm:ss") });
    }

    /// <summary>The sum and the average of a column.</summary>
    private sealed class Sum
    {
        private decimal _total;
        private int _count;

        public double? Total => _count == 0 ? null : (double)_total;
        public double? Average =>
            _count == 0 ? null : (double)Math.Round(_total / _count, 4, MidpointRounding.AwayFromZero);

        public void Add(object? cell)
        {
            if (cell is double number)
            {
                _total += (decimal)number;
                _count++;
            }
        }
    }
}
