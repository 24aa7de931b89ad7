using System.Data.Common;
using System.Net.Sockets;
using DbUp;
using Npgsql;

namespace Examlet.Database;

/// <summary>PostgreSQL 15 or newer, for several nodes. Statements that repeat are prepared by the driver.</summary>
public sealed class PostgreSqlEngine : Engine
{
    private const long MigrationLock = 0x6578616d6c6574; // "examlet"
    private readonly NpgsqlDataSource _source;
    private readonly string _connectionString;

    /// <summary>Takes an Npgsql connection string; throws <see cref="ArgumentException"/> when it is not one.</summary>
    public PostgreSqlEngine(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "examlet" };
        if (settings.MaxAutoPrepare == 0)
        {
            settings.MaxAutoPrepare = 100;
        }

        _connectionString = settings.ToString();
        _source = NpgsqlDataSource.Create(settings);
        Description = $"PostgreSQL at {settings.Host}:{settings.Port}, database {settings.Database}";
    }

    public override string? File => null;

    public override FileBytes Files { get; } = new TableFiles();

    public override string Description { get; }

    public override string ForUpdate(string table) => $" for update of {table}";

    public override string In(string column, string parameter) => $"{column} = any(array(select jsonb_array_elements_text(@{parameter}::jsonb)))";

    public override void Migrate()
    {
        using var connection = _source.OpenConnection();
        using var takeTurn = new NpgsqlCommand("select pg_advisory_lock($1)", connection) { Parameters = { new() { Value = MigrationLock } } };
        takeTurn.ExecuteNonQuery();
        Migrations.Run(DeployChanges.To.PostgresqlDatabase(_connectionString));
        using var endTurn = new NpgsqlCommand("select pg_advisory_unlock($1)", connection) { Parameters = { new() { Value = MigrationLock } } };
        endTurn.ExecuteNonQuery();
    }

    public override async Task<DbConnection> OpenReaderAsync(CancellationToken cancellation) => await _source.OpenConnectionAsync(cancellation);

    public override async Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellation)
    {
        var connection = await _source.OpenConnectionAsync(cancellation);
        try
        {
            return new WriteTransaction(connection, await connection.BeginTransactionAsync(cancellation), connection.DisposeAsync);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override DbCommand Prepared(DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    public override bool IsConflict(DbException exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected };

    public override bool IsAway(Exception exception) => exception switch
    {
        PostgresException server => server.IsTransient
            || server.SqlState is PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
                or PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.DiskFull or PostgresErrorCodes.InvalidCatalogName,
        NpgsqlException or SocketException or FileStoreException => true,
        _ => false,
    };

    public override ValueTask DisposeAsync() => _source.DisposeAsync();
}
