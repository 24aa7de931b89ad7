using Examlet.Settings;

namespace Examlet.Storage;

/// <summary>The settings of a SQLite database, for an operator or a test.</summary>
public sealed record SqliteSettings
{
    /// <summary>The most MiB that the file may have; 0 is no limit.</summary>
    public int MaxSize { get; init; }

    /// <summary>Whole seconds that a statement waits for a lock of another process.</summary>
    public int BusyTimeout { get; init; } = 5;

    /// <summary>Serves with a version of SQLite that can corrupt a WAL.</summary>
    public bool AllowAffectedVersion { get; init; }

    /// <summary>The size of the WAL in bytes that deserves a warning.</summary>
    public long WalWarning { get; init; } = 256 << 20;

    /// <summary>How long a finished write may wait for others to share its commit.</summary>
    public TimeSpan LongestShared { get; init; } = TimeSpan.FromMilliseconds(5);

    public static SqliteSettings Of(ExamletOptions options) =>
        new() { MaxSize = options.MaxDatabaseSize, AllowAffectedVersion = options.AllowAffectedSqlite };
}
