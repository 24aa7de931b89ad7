using System.Runtime.CompilerServices;
using MiniExcelLibs;
using MiniExcelLibs.OpenXml;

namespace Examlet.Exports;

/// <summary>Results as a spreadsheet (Office Open XML). Texts are texts: no cell holds a formula.</summary>
internal static class SpreadsheetResults
{
    public const string MediaType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The most columns that a sheet may have: "Excel specifications and limits".</summary>
    public const int MostColumns = 16_384;

    /// <summary>The most UTF-16 characters that a cell may have: "Excel specifications and limits". A file with more is taken for damaged.</summary>
    private const int MostInCell = 32_767;

    private const string Cut = " […]";

    public static Task WriteAsync(Stream to, IReadOnlyList<ResultColumn> columns, IAsyncEnumerable<ResultRow> rows, CancellationToken cancellation) =>
        MiniExcel.SaveAsAsync(
            to,
            CellsAsync(columns, rows, cancellation),
            sheetName: "Results",
            configuration: new OpenXmlConfiguration { TableStyles = TableStyles.None, AutoFilter = false },
            cancellationToken: cancellation);

    private static async IAsyncEnumerable<IDictionary<string, object?>> CellsAsync(
        IReadOnlyList<ResultColumn> columns, IAsyncEnumerable<ResultRow> rows, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            yield return columns.ToDictionary(column => column.Header, column => column.Cell(row) is string text ? Fitting(text) : column.Cell(row), StringComparer.Ordinal);
        }
    }

    /// <summary>A text that is too long for a cell says that it was cut; the CSV file has all of it.</summary>
    private static string Fitting(string text)
    {
        if (text.Length <= MostInCell)
        {
            return text;
        }

        var length = MostInCell - Cut.Length;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)] + Cut;
    }
}
