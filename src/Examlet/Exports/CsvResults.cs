using CsvHelper;

namespace Examlet.Exports;

/// <summary>
/// Results as comma-separated values (RFC 4180) in UTF-8 with a byte order mark, by which spreadsheets know it. A text that a spreadsheet would take for a formula
/// gets an apostrophe in front, unless the file is raw: what students write must not run on a teacher's machine (OWASP, "CSV Injection").
/// </summary>
internal static class CsvResults
{
    public const string MediaType = "text/csv; charset=utf-8";

    /// <summary>The library knows ASCII only; some spreadsheets take these for the signs that they are the wide forms of.</summary>
    private const string Wide = "＝＋－＠";

    public static async Task WriteAsync(Stream to, IReadOnlyList<ResultColumn> columns, IAsyncEnumerable<ResultRow> rows, bool isRaw, CancellationToken cancellation)
    {
        var options = CsvWriterOptions.Default with { WriteByteOrderMark = true, Injection = isRaw ? CsvInjection.None : CsvInjection.Escape, InjectionCharacters = "=+-@\t\r\n" };
        await using var csv = CsvWriter.Create(to, options, leaveOpen: true);
        await csv.WriteRecordAsync([.. columns.Select(column => column.Header)], cancellation);
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            foreach (var column in columns)
            {
                csv.WriteField(column.Cell(row) is string text && !isRaw && text.AsSpan().IndexOfAny(Wide) == 0 ? "'" + text : column.Cell(row));
            }

            await csv.EndRecordAsync(cancellation);
        }
    }
}
