using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace Examlet.Tests.Results;

/// <summary>The first sheet of a spreadsheet, as the Open XML SDK reads it.</summary>
internal sealed partial class SheetOf
{
    public SheetOf(byte[] bytes)
    {
        using var document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);
        Faults =
        [
            .. new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Microsoft365)
                .Validate(document)
                .Select(fault => $"{fault.Path?.XPath}: {fault.Description}"),
        ];
        var part = document.WorkbookPart!.WorksheetParts.First();
        var sheet = part.Worksheet!;
        Rows =
        [
            .. sheet
                .Descendants<Row>()
                .Select(row => (IReadOnlyList<object?>)[.. row.Elements<Cell>().Select(ValueOf)]),
        ];
        HasFormula = document.WorkbookPart.WorksheetParts.Any(any => any.Worksheet!.Descendants<CellFormula>().Any());
        Filter = sheet.Descendants<AutoFilter>().SingleOrDefault()?.Reference?.Value;
        FrozenRows = sheet.Descendants<Pane>().SingleOrDefault()?.VerticalSplit?.Value;
        Widths = [.. sheet.Descendants<Column>().Select(column => column.Width?.Value ?? 0)];
    }

    /// <summary>What the SDK's validator says is wrong.</summary>
    public IReadOnlyList<string> Faults { get; }

    /// <summary>The cells: texts, numbers, or null.</summary>
    public IReadOnlyList<IReadOnlyList<object?>> Rows { get; }

    public bool HasFormula { get; }
    public string? Filter { get; }
    public double? FrozenRows { get; }
    public IReadOnlyList<double> Widths { get; }

    /// <summary>The rows of students, by the first row of headers; up to the empty row above the sums.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, object?>> Students =>
        [.. Rows.Skip(2).TakeWhile(row => row.Any(cell => cell is not null)).Select(ByHeader)];

    /// <summary>The row below the students that begins with that word.</summary>
    public IReadOnlyDictionary<string, object?> Below(string word) =>
        ByHeader(Rows.Single(row => row.Count > 0 && word.Equals(row[0])));

    private Dictionary<string, object?> ByHeader(IReadOnlyList<object?> row) =>
        Rows[0].Zip(row).ToDictionary(cell => (string)cell.First!, cell => cell.Second, StringComparer.Ordinal);

    private static object? ValueOf(Cell cell)
    {
        if (cell.DataType?.Value == CellValues.InlineString)
        {
            var text = XEscape()
                .Replace(
                    cell.InnerText,
                    match =>
                        (
                            (char)
                                int.Parse(
                                    match.Groups["code"].ValueSpan,
                                    NumberStyles.HexNumber,
                                    CultureInfo.InvariantCulture
                                )
                        ).ToString()
                );
            return text.Length == 0 ? null : text;
        }

        return cell.CellValue is { } value && value.Text.Length > 0
            ? double.Parse(value.Text, CultureInfo.InvariantCulture)
            : null;
    }

    [GeneratedRegex("_x(?<code>[0-9A-F]{4})_", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex XEscape();
}
