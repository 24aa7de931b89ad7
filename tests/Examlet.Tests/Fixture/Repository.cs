namespace Examlet.Tests.Fixture;

/// <summary>The files of the repository that tests hold against the program.</summary>
public static class Repository
{
    /// <summary>The full path of a file, from its path in the repository.</summary>
    /// <exception cref="InvalidOperationException">The tests do not run inside the repository.</exception>
    public static string PathOf(params string[] steps)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Examlet.slnx")))
        {
            folder =
                folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return Path.Combine([folder.FullName, .. steps]);
    }
}
