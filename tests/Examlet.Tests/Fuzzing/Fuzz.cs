namespace Examlet.Tests.Fuzzing;

/// <summary>How the fuzzers run. In CI each takes a few seconds; <c>EXAMLET_FUZZ_RUNS=100</c> runs a hundred times as
/// many inputs. CsCheck prints the seed of a failure, and <c>CsCheck_Seed=…</c> runs it again. What was interesting
/// once is kept in <c>Corpus/</c> and comes first.
/// </summary>
internal static class Fuzz
{
    /// <summary>How many times as many inputs as usual.</summary>
    public static int Runs { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("EXAMLET_FUZZ_RUNS"), out var runs) ? runs : 1;

    /// <summary>The files of a folder of the corpus, by name.</summary>
    public static IEnumerable<TheoryDataRow<string>> Files(string folder) =>
        Directory
            .GetFiles(Folder(folder))
            .Order(StringComparer.Ordinal)
            .Select(path => new TheoryDataRow<string>(Path.GetFileName(path)));

    public static string Read(string folder, string file) => File.ReadAllText(Path.Combine(Folder(folder), file));

    private static string Folder(string folder) => Path.Combine(AppContext.BaseDirectory, "Corpus", folder);
}
