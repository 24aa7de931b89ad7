using CsvHelper;

namespace Examlet.Exports;

/// <summary>
/// A table as comma-separated values (RFC 4180) in UTF-8 with a byte order mark, which spreadsheets look for: one row
/// of headers, then the rows. Every text stands in quotes, and none becomes a formula
/// (<see cref="FormulaGuard"/>) unless the file is raw. Numbers are numbers.
/// </summary>
internal static class CsvTable
{
    public const string MediaType = "text/csv; charset=utf-8";

    public static async Task WriteAsync(
        Stream to,
        IEnumerable<string> headers,
        IAsyncEnumerable<IEnumerable<object?>> rows,
        bool isRaw,
        CancellationToken cancellation
    )
    {
        await using var csv = CsvWriter.Create(
            to,
            CsvWriterOptions.Default with
            {
                WriteByteOrderMark = true,
                Injection = CsvInjection.None,
            },
            leaveOpen: true
        );
        foreach (var header in headers)
        {
            Write(header);
        }

        await csv.EndRecordAsync(cancellation);
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            foreach (var cell in row)
            {
                Write(cell);
            }

            await csv.EndRecordAsync(cancellation);
        }

        void Write(object? cell)
        {
            var text = cell is DateTimeOffset at ? ResultsTable.Iso(at) : cell as string;
            if (text is not null)
            {
                csv.WriteField(isRaw ? text : FormulaGuard.Guarded(text), CsvQuoting.Always);
            }
            else
            {
                csv.WriteField(cell);
            }
        }
    }
}
