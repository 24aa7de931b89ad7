using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Examlet.Bench;

/// <summary>What was measured: rows of named numbers, one for each round, printed as a table of medians with their
/// ranges and written as JSON.</summary>
internal sealed class Figures(string scenario)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private readonly List<(string Row, string Column, double Value)> _values = [];
    private readonly List<string> _notes = [];

    public void Add(string row, string column, double value)
    {
        _values.Add((row, column, value));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {row}: {column} {value:0.###}"));
    }

    public void Add(string row, LoadResult result)
    {
        Add(row, "per second", result.PerSecond);
        Add(row, "median ms", result.Latencies.Quantile(0.5));
        Add(row, "p99 ms", result.Latencies.Quantile(0.99));
    }

    /// <summary>Something that has to be known beside the numbers, such as the settings of durability.</summary>
    public void Note(string note)
    {
        _notes.Add(note);
        Console.WriteLine($"  {note}");
    }

    public double Median(string row, string column) => Median([.. Of(row, column)]);

    /// <summary>Prints the table and writes <c>bench/results/scenario.md</c> and <c>.json</c>.</summary>
    public async Task WriteAsync()
    {
        var table = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"# {scenario}\n\n{Machine.Description}\n\n")
            .Append("Medians of the rounds, with the lowest and the highest.\n");
        foreach (
            var rows in _values
                .GroupBy(v => v.Row, StringComparer.Ordinal)
                .GroupBy(
                    row => string.Join(" | ", row.Select(v => v.Column).Distinct(StringComparer.Ordinal)),
                    StringComparer.Ordinal
                )
        )
        {
            var columns = rows.First().Select(v => v.Column).Distinct(StringComparer.Ordinal).ToList();
            table.Append(
                CultureInfo.InvariantCulture,
                $"\n| | {rows.Key} |\n|---|{string.Concat(columns.Select(_ => "---|"))}\n"
            );
            foreach (var row in rows)
            {
                table.Append(
                    CultureInfo.InvariantCulture,
                    $"| {row.Key} | {string.Join(" | ", columns.Select(column => Cell([.. Of(row.Key, column)])))} |\n"
                );
            }
        }

        table.Append('\n').AppendJoin('\n', _notes.Select(note => $"- {note}")).Append('\n');
        Console.WriteLine();
        Console.WriteLine(table);
        var folder = Directory.CreateDirectory(Path.Combine(Machine.Repository, "bench", "results")).FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, $"{scenario}.md"), table.ToString());
        var json = JsonSerializer.Serialize(
            new
            {
                scenario,
                machine = Machine.Description,
                notes = _notes,
                rows = _values
                    .GroupBy(v => v.Row, StringComparer.Ordinal)
                    .ToDictionary(
                        row => row.Key,
                        row =>
                            row.GroupBy(v => v.Column, StringComparer.Ordinal)
                                .ToDictionary(
                                    c => c.Key,
                                    c => c.Select(v => Math.Round(v.Value, 3)).ToArray(),
                                    StringComparer.Ordinal
                                ),
                        StringComparer.Ordinal
                    ),
            },
            Indented
        );
        await File.WriteAllTextAsync(Path.Combine(folder, $"{scenario}.json"), json + "\n");
    }

    private IEnumerable<double> Of(string row, string column) =>
        _values.Where(v => v.Row == row && v.Column == column).Select(v => v.Value);

    private static string Cell(double[] values) =>
        values.Length switch
        {
            0 => "",
            1 => Text(values[0]),
            _ => $"{Text(Median(values))} ({Text(values.Min())}–{Text(values.Max())})",
        };

    private static double Median(double[] values) =>
        values.Length == 0 ? double.NaN : values.Order().ElementAt(values.Length / 2);

    private static string Text(double value) =>
        value.ToString(
            Math.Abs(value) >= 100 ? "0"
                : Math.Abs(value) >= 10 ? "0.0"
                : "0.00",
            CultureInfo.InvariantCulture
        );
}
