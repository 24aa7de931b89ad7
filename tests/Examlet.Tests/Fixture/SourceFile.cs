namespace Examlet.Tests.Fixture;

/// <summary>A text file of the repository.</summary>
/// <param name="Path">Its path in the repository, with slashes.</param>
/// <param name="Text">What is in it.</param>
public sealed record SourceFile(string Path, string Text)
{
    /// <summary>Folders of packages and of what a build or a test makes.</summary>
    private static readonly string[] NotOurs = ["node_modules", "bin", "obj", "TestResults", "data", "artifacts"];

    private static readonly string[] NotWritten =
    [
        "bench/results/",
        "tests/Examlet.Tests/Corpus/",
        "tests/Examlet.Tests/Versions/",
    ];

    /// <summary>False for a file that a program made, and for input of a test, which is strange on purpose.</summary>
    public bool IsWritten => !NotWritten.Any(folder => Path.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>Every file whose name ends in one of <paramref name="endings"/>, such as <c>.cs</c>.</summary>
    public static IEnumerable<SourceFile> All(params string[] endings) =>
        from file in Find(new DirectoryInfo(Repository.PathOf()))
        where endings.Contains(file.Extension, StringComparer.Ordinal)
        let path = System.IO.Path.GetRelativePath(Repository.PathOf(), file.FullName).Replace('\\', '/')
        select new SourceFile(path, File.ReadAllText(file.FullName));

    private static IEnumerable<FileInfo> Find(DirectoryInfo folder) =>
        folder
            .EnumerateFiles()
            .Concat(
                folder
                    .EnumerateDirectories()
                    .Where(inner =>
                        !NotOurs.Contains(inner.Name, StringComparer.Ordinal) && !inner.Name.StartsWith('.')
                    )
                    .SelectMany(Find)
            );
}
