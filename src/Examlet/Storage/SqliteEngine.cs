using System.Data.Common;
using DbUp;
using Microsoft.Data.Sqlite;

namespace Examlet.Storage;

/// <summary>
/// SQLite in one file: WAL, <c>synchronous=FULL</c>, one writer at a time. Writers of this process wait for each other
/// (<see cref="SqliteWriters"/>), so none has to poll the file lock.
/// </summary>
public sealed partial class SqliteEngine : Engine
{
    private const long LargestChecked = 512L << 20;

    // What the writer works on: some pages of each exam that is under way. Without room for them a save reads them
    // again. Nothing is mapped into memory: a disk that fails would end the process instead of one request.
    private const int CacheKiB = 64 << 10;
    private readonly SqliteSettings _settings;
    private readonly string _connectionString;
    private readonly string _writerString;
    private readonly SqliteShutdown _shutdown;
    private readonly SqliteWriters _writers;
    private readonly Dictionary<string, DbCommand> _prepared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);
    private SqliteConnection? _writer;

    /// <summary>
    /// Creates the folder of <paramref name="path"/> if it is missing, private like the file. Throws
    /// <see cref="InvalidOperationException"/> for a SQLite version that can corrupt a WAL.
    /// </summary>
    public SqliteEngine(string path, SqliteSettings? settings = null)
    {
        _settings = settings ?? new SqliteSettings();
        File = Path.GetFullPath(path);
        PrivateFile.CreateFolder(Path.GetDirectoryName(File)!);
        Files = new FolderFiles(File + "-files");
        _shutdown = new SqliteShutdown(File);
        _writers = new SqliteWriters(Writer, CloseWriter, _settings.LongestShared);
        // Only opening for use may create the file: one that vanishes later is a fault, not a new database.
        var connect = new SqliteConnectionStringBuilder
        {
            DataSource = File,
            ForeignKeys = true,
            DefaultTimeout = _settings.BusyTimeout,
            Mode = SqliteOpenMode.ReadWrite,
        };
        _connectionString = connect.ToString();
        connect.Pooling = false;
        _writerString = connect.ToString();
        if (!_settings.AllowAffectedVersion)
        {
            SqliteVersion.Require(Version);
        }
    }

    public override string File { get; }

    public override FileBytes Files { get; }

    public override string Description => $"SQLite {Version}, {File}";

    public override string ForUpdate(string table) => "";

    public override string SkipLocked(string table) => "";

    public override string? TryClaim => null;

    public override string Present => "cast(unixepoch('subsec') * 1000 as integer)";

    public override string In(string column, string parameter) =>
        $"{column} in (select value from json_each(@{parameter}))";

    private static string Version { get; } = new SqliteConnection().ServerVersion;

    public override StartCheck Migrate(bool check)
    {
        _shutdown.RefuseLostWal();
        var isNew = !System.IO.File.Exists(File) || new FileInfo(File).Length == 0;
        CreatePrivate();
        var connection = new SqliteConnection(_writerString);
        try
        {
            connection.Open();
            var isChecked = isNew || (check && new FileInfo(File).Length <= LargestChecked);
            if (!isNew && isChecked)
            {
                RefuseDamage(connection);
            }

            Run(
                connection,
                "pragma journal_mode = wal; pragma synchronous = full; select count(*) from sqlite_schema;"
            );
            Hold(connection);
            _shutdown.Begin();
            Migrations.Run(DeployChanges.To.SqliteDatabase(_writerString), Migrations.Sqlite);
            // From now on the file itself says whose it is, so that it is not taken for a new one
            // should its WAL get lost.
            Checkpoint();
            return isChecked ? StartCheck.Whole : StartCheck.NotChecked;
        }
        catch (SqliteException damage) when (FaultOf(damage) == StoreFault.Damaged)
        {
            throw new InvalidOperationException(SqliteShutdown.Damaged(File, damage.Message), damage);
        }
        finally
        {
            if (!ReferenceEquals(connection, _holder))
            {
                connection.Dispose();
            }
        }
    }

    public override async Task<DbConnection> OpenReaderAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    public override Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellation) =>
        Task.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(deferred: true));

    public override Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellation) =>
        _writers.BeginAsync(cancellation);

    public override DbCommand Prepared(DbConnection connection, string sql)
    {
        if (!_prepared.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // the text is the program's own; what callers send are parameters
            command.CommandText = sql;
#pragma warning restore CA2100
            _prepared[sql] = command;
        }

        return command;
    }

    internal override SqliteStatement RowByRow(DbConnection connection, RowsStatement statement)
    {
        if (!_statements.TryGetValue(statement.One, out var prepared))
        {
            _statements[statement.One] = prepared = new SqliteStatement(
                (SqliteConnection)connection,
                statement.One,
                Array.ConvertAll(statement.Parameters, parameter => parameter.Name)
            );
        }

        return prepared;
    }

    public override bool IsConflict(DbException exception) => false;

    public override Task<DateTimeOffset?> ClockAsync(CancellationToken cancellation) =>
        Task.FromResult<DateTimeOffset?>(null);

    public override async Task<IReadOnlyList<string>> FindDamageAsync(Reader reader)
    {
        var found = (await reader.QueryAsync<string>("pragma integrity_check")).Where(line => line != "ok").ToList();
        var orphans = await reader.QueryAsync<string>(
            "select \"table\" || ' row ' || coalesce(rowid, 0) || ' refers to a row of ' || parent || ' "
                + "that is not there' from pragma_foreign_key_check"
        );
        return [.. found, .. orphans];
    }

    public override async ValueTask DisposeAsync()
    {
        await _writers.DisposeAsync();
        ClearPool();
        if (IsHeld)
        {
            _shutdown.End(_writerString, LetGo);
        }
    }

    private void CreatePrivate()
    {
        try
        {
            PrivateFile.Ensure(File);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // SQLite fails to open it then, and says why in the words that the operator gets advice for.
        }
    }

    private void RefuseDamage(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "pragma quick_check(1)";
        if (command.ExecuteScalar() is string found && found != "ok")
        {
            throw new InvalidOperationException(SqliteShutdown.Damaged(File, found));
        }
    }

    private SqliteConnection Writer()
    {
        var writer = _writer ??= OpenWriter();
        RefuseMoved(writer);
        return writer;
    }

    private SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(_writerString);
        try
        {
            connection.Open();
            Run(
                connection,
                "pragma journal_mode = wal; pragma synchronous = full; pragma wal_autocheckpoint = "
                    + $"{FallbackPages}; pragma journal_size_limit = {FallbackBytes}; pragma cache_size = -{CacheKiB};"
            );
            if (_settings.MaxSize > 0)
            {
                using var size = connection.CreateCommand();
                size.CommandText = "pragma page_size";
                var pages = ((long)_settings.MaxSize << 20) / (long)size.ExecuteScalar()!;
                Run(connection, $"pragma max_page_count = {pages}");
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void CloseWriter()
    {
        foreach (var command in _prepared.Values)
        {
            command.Dispose();
        }

        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _prepared.Clear();
        _statements.Clear();
        _writer?.Dispose();
        _writer = null;
    }

    private void ClearPool()
    {
        using var pool = new SqliteConnection(_connectionString);
        SqliteConnection.ClearPool(pool);
    }

    private static void Run(SqliteConnection connection, string pragmas)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Made of constants and numbers.
        command.CommandText = pragmas;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
