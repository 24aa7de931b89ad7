using System.Data.Common;
using DbUp;
using Microsoft.Data.Sqlite;

namespace Examlet.Database;

/// <summary>
/// SQLite in one file: WAL, <c>synchronous=FULL</c>, one writer at a time. Writers of this process wait for each other here, in order,
/// so that none has to poll the file lock.
/// </summary>
public sealed class SqliteEngine : Engine
{
    private const int BusyTimeoutSeconds = 5;
    private readonly string _connectionString;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly Dictionary<string, DbCommand> _prepared = new(StringComparer.Ordinal);
    private SqliteConnection? _writer;

    /// <summary>Creates the folder of <paramref name="path"/> when it is missing. Throws <see cref="InvalidOperationException"/> for a SQLite version that can corrupt a WAL.</summary>
    public SqliteEngine(string path)
    {
        File = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        Files = new FolderFiles(File + "-files");
        _connectionString = new SqliteConnectionStringBuilder { DataSource = File, ForeignKeys = true, DefaultTimeout = BusyTimeoutSeconds }.ToString();
        SqliteVersion.Require(Version);
    }

    public override string File { get; }

    public override FileBytes Files { get; }

    public override string Description => $"SQLite {Version}, {File}";

    public override string ForUpdate(string table) => "";

    public override string In(string column, string parameter) => $"{column} in (select value from json_each(@{parameter}))";

    private static string Version { get; } = new SqliteConnection().ServerVersion;

    public override void Migrate()
    {
        using (var connection = new SqliteConnection(_connectionString))
        {
            connection.Open();
            Configure(connection);
        }

        Migrations.Run(DeployChanges.To.SqliteDatabase(_connectionString));
    }

    public override async Task<DbConnection> OpenReaderAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    public override async Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        try
        {
            var writer = _writer ??= OpenWriter();
            return new WriteTransaction(writer, writer.BeginTransaction(deferred: false), Release);
        }
        catch
        {
            _writing.Release();
            throw;
        }

        ValueTask Release()
        {
            _writing.Release();
            return ValueTask.CompletedTask;
        }
    }

    public override DbCommand Prepared(DbConnection connection, string sql)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            _prepared[sql] = command;
        }

        return command;
    }

    public override bool IsConflict(DbException exception) => false;

    public override bool IsAway(Exception exception) => exception is FileStoreException or SqliteException
    {
        SqliteErrorCode: SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED or SQLitePCL.raw.SQLITE_FULL or SQLitePCL.raw.SQLITE_IOERR
            or SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB
            or SQLitePCL.raw.SQLITE_PERM or SQLitePCL.raw.SQLITE_PROTOCOL,
    };

    public override async ValueTask DisposeAsync()
    {
        await _writing.WaitAsync();
        foreach (var command in _prepared.Values)
        {
            await command.DisposeAsync();
        }

        _prepared.Clear();
        _writer?.Dispose();
        _writing.Dispose();
        using var pool = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(pool);
    }

    private SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        Configure(connection);
        return connection;
    }

    private static void Configure(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode = wal; pragma synchronous = full;";
        command.ExecuteNonQuery();
    }
}
