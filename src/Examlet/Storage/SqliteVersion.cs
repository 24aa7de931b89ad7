namespace Examlet.Storage;

/// <summary>Refuses the SQLite versions whose WAL reset can corrupt a database: 3.7.0 to 3.51.2, and 3.52.0
/// (sqlite.org/wal.html, "The WAL-reset bug").</summary>
public static class SqliteVersion
{
    private static readonly Version FirstWithWal = new(3, 7, 0);
    private static readonly Version Mended = new(3, 51, 3);
    private static readonly Version Withdrawn = new(3, 52, 0);

    /// <summary>True for a version with the WAL-reset corruption bug.</summary>
    public static bool IsAffected(Version version) =>
        (version >= FirstWithWal && version < Mended) || version == Withdrawn;

    /// <summary>Throws <see cref="InvalidOperationException"/> with what to do for an affected
    /// <paramref name="version"/> such as <c>3.51.2</c>.</summary>
    public static void Require(string version)
    {
        if (IsAffected(Version.Parse(version)))
        {
            throw new InvalidOperationException(
                $"SQLite {version} has the WAL-reset bug, which can corrupt the database. Examlet needs "
                    + "3.51.3 or newer, but not 3.52.0: update the package that brings SQLite."
            );
        }
    }
}
