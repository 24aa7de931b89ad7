using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Examlet.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Examlet.Tests.Fixture;

/// <summary>What was asked of the store: statements, the bytes that came back, and transactions that write.</summary>
public sealed class StoreUse
{
    private readonly List<string> _statements = [];
    private long _bytes;
    private int _writes;

    public long Bytes => Interlocked.Read(ref _bytes);
    public int Writes => _writes;

    public IReadOnlyList<string> Statements
    {
        get
        {
            lock (_statements)
            {
                return [.. _statements];
            }
        }
    }

    internal void Ran(string sql)
    {
        lock (_statements)
        {
            _statements.Add(sql);
        }
    }

    internal void Read(long bytes) => Interlocked.Add(ref _bytes, bytes);

    internal void Wrote() => Interlocked.Increment(ref _writes);
}

/// <summary>A real engine that measures what is read through it: by all of the server together, and by each request
/// that names itself in <see cref="Header"/>.</summary>
public sealed class MeasuredEngine(Engine real) : Engine
{
    /// <summary>A request with this header is measured by itself, under the header's value.</summary>
    public const string Header = "X-Measured-As";

    private static readonly AsyncLocal<StoreUse?> OfRequest = new();
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, StoreUse> _requests = new(
        StringComparer.Ordinal
    );

    /// <summary>What all of the server has used since this was last put back.</summary>
    public StoreUse All { get; private set; } = new();

    /// <summary>Called after each statement, where it was run.</summary>
    public Action? AfterStatement { get; set; }

    public static async Task<(ExamletServer Server, MeasuredEngine Engine)> ServeAsync(
        ExamletServers servers,
        Store store,
        params string[] settings
    )
    {
        MeasuredEngine? engine = null;
        void Use(WebApplicationBuilder builder, string database)
        {
            engine = new MeasuredEngine(
                store == Store.Sqlite ? new SqliteEngine(database) : new PostgreSqlEngine(database)
            );
            builder.Services.AddSingleton(new global::Examlet.Storage.Database(engine));
            builder.Services.AddSingleton<IStartupFilter>(new Naming(engine));
        }

        var server = await servers.StartAsync(store, Use, settings);
        return (server, engine!);
    }

    /// <summary>What the request of that name has used.</summary>
    public StoreUse Of(string request) => _requests.GetValueOrDefault(request) ?? new StoreUse();

    public void Forget() => All = new StoreUse();

    public override string Description => real.Description;
    public override string? File => real.File;
    public override FileBytes Files => real.Files;
    public override string Present => real.Present;

    public override string ForUpdate(string table) => real.ForUpdate(table);

    public override string SkipLocked(string table) => real.SkipLocked(table);

    public override string? TryClaim => real.TryClaim;

    public override string In(string column, string parameter) => real.In(column, parameter);

    public override StartCheck Migrate(bool check) => real.Migrate(check);

    public override async Task<DbConnection> OpenReaderAsync(CancellationToken cancellation) =>
        new Connection(await real.OpenReaderAsync(cancellation), this, OfRequest.Value);

    public override Task<DbTransaction> BeginSnapshotAsync(DbConnection connection, CancellationToken cancellation) =>
        real.BeginSnapshotAsync(((Connection)connection).Real, cancellation);

    public override Task<WriteTransaction> BeginWriteAsync(CancellationToken cancellation)
    {
        All.Wrote();
        OfRequest.Value?.Wrote();
        return real.BeginWriteAsync(cancellation);
    }

    public override Task CommitAsync(WriteTransaction write) => real.CommitAsync(write);

    public override DbCommand Prepared(DbConnection connection, string sql) => real.Prepared(connection, sql);

    internal override SqliteStatement? RowByRow(DbConnection connection, RowsStatement statement) =>
        real.RowByRow(connection, statement);

    public override bool IsConflict(DbException exception) => real.IsConflict(exception);

    public override StoreFault FaultOf(Exception exception) => real.FaultOf(exception);

    public override string Advice(StoreFault fault) => real.Advice(fault);

    public override void Forget(StoreFault fault) => real.Forget(fault);

    public override Task<DateTimeOffset?> ClockAsync(CancellationToken cancellation) => real.ClockAsync(cancellation);

    public override Task<IReadOnlyList<string>> FindDamageAsync(Reader reader) => real.FindDamageAsync(reader);

    public override ValueTask DisposeAsync() => real.DisposeAsync();

    private sealed class Naming(MeasuredEngine engine) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (http, go) =>
                    {
                        OfRequest.Value = http.Request.Headers[Header].FirstOrDefault() is { } name
                            ? engine._requests.GetOrAdd(name, _ => new StoreUse())
                            : null;
                        return go(http);
                    }
                );
                next(app);
            };
    }

    private sealed class Connection(DbConnection real, MeasuredEngine engine, StoreUse? request) : DbConnection
    {
        public DbConnection Real => real;
        public override bool CanCreateBatch => false;

        [AllowNull]
        public override string ConnectionString
        {
            get => real.ConnectionString;
            set => real.ConnectionString = value;
        }

        public override string Database => real.Database;
        public override string DataSource => real.DataSource;
        public override string ServerVersion => real.ServerVersion;
        public override ConnectionState State => real.State;

        public override void ChangeDatabase(string databaseName) => real.ChangeDatabase(databaseName);

        public override void Close() => real.Close();

        public override void Open() => real.Open();

        public override Task OpenAsync(CancellationToken cancellationToken) => real.OpenAsync(cancellationToken);

        public override async ValueTask DisposeAsync()
        {
            await real.DisposeAsync();
            await base.DisposeAsync();
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                real.Dispose();
            }

            base.Dispose(disposing);
        }

        protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
            real.BeginTransaction(isolationLevel);

        protected override DbCommand CreateDbCommand() => new Command(real.CreateCommand(), this);

        public void Ran(string sql)
        {
            engine.All.Ran(sql);
            request?.Ran(sql);
            engine.AfterStatement?.Invoke();
        }

        public void Read(long bytes)
        {
            engine.All.Read(bytes);
            request?.Read(bytes);
        }
    }

    private sealed class Command(DbCommand real, Connection connection) : DbCommand
    {
        [AllowNull]
        public override string CommandText
        {
            get => real.CommandText;
#pragma warning disable CA2100 // the text is the program's own
            set => real.CommandText = value;
#pragma warning restore CA2100
        }

        public override int CommandTimeout
        {
            get => real.CommandTimeout;
            set => real.CommandTimeout = value;
        }

        public override CommandType CommandType
        {
            get => real.CommandType;
            set => real.CommandType = value;
        }

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource
        {
            get => real.UpdatedRowSource;
            set => real.UpdatedRowSource = value;
        }

        protected override DbConnection? DbConnection { get; set; } = connection;
        protected override DbParameterCollection DbParameterCollection => real.Parameters;

        protected override DbTransaction? DbTransaction
        {
            get => real.Transaction;
            set => real.Transaction = value;
        }

        public override void Cancel() => real.Cancel();

        public override int ExecuteNonQuery() => Ran(real.ExecuteNonQuery());

        public override object? ExecuteScalar() => Ran(real.ExecuteScalar());

        public override void Prepare() => real.Prepare();

        protected override DbParameter CreateDbParameter() => real.CreateParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
            new Rows(Ran(real.ExecuteReader(behavior & ~CommandBehavior.SequentialAccess)), connection);

        protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(
            CommandBehavior behavior,
            CancellationToken cancellationToken
        ) =>
            new Rows(
                Ran(await real.ExecuteReaderAsync(behavior & ~CommandBehavior.SequentialAccess, cancellationToken)),
                connection
            );

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                real.Dispose();
            }

            base.Dispose(disposing);
        }

        private T Ran<T>(T result)
        {
            connection.Ran(CommandText);
            return result;
        }
    }

    /// <summary>Counts each row as it is read: what its texts and bytes take, and 8 for any other value.</summary>
    private sealed class Rows(DbDataReader real, Connection connection) : DbDataReader
    {
        public override int Depth => real.Depth;
        public override int FieldCount => real.FieldCount;
        public override bool HasRows => real.HasRows;
        public override bool IsClosed => real.IsClosed;
        public override int RecordsAffected => real.RecordsAffected;
        public override object this[int ordinal] => real[ordinal];
        public override object this[string name] => real[name];

        public override bool Read() => Counted(real.Read());

        public override async Task<bool> ReadAsync(CancellationToken cancellationToken) =>
            Counted(await real.ReadAsync(cancellationToken));

        public override bool NextResult() => real.NextResult();

        public override Task<bool> NextResultAsync(CancellationToken cancellationToken) =>
            real.NextResultAsync(cancellationToken);

        public override void Close() => real.Close();

        public override async ValueTask DisposeAsync()
        {
            await real.DisposeAsync();
            await base.DisposeAsync();
        }

        public override bool GetBoolean(int ordinal) => real.GetBoolean(ordinal);

        public override byte GetByte(int ordinal) => real.GetByte(ordinal);

        public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length) =>
            real.GetBytes(ordinal, dataOffset, buffer, bufferOffset, length);

        public override char GetChar(int ordinal) => real.GetChar(ordinal);

        public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length) =>
            real.GetChars(ordinal, dataOffset, buffer, bufferOffset, length);

        public override string GetDataTypeName(int ordinal) => real.GetDataTypeName(ordinal);

        public override DateTime GetDateTime(int ordinal) => real.GetDateTime(ordinal);

        public override decimal GetDecimal(int ordinal) => real.GetDecimal(ordinal);

        public override double GetDouble(int ordinal) => real.GetDouble(ordinal);

        public override System.Collections.IEnumerator GetEnumerator() =>
            ((System.Collections.IEnumerable)real).GetEnumerator();

        public override Type GetFieldType(int ordinal) => real.GetFieldType(ordinal);

        public override float GetFloat(int ordinal) => real.GetFloat(ordinal);

        public override Guid GetGuid(int ordinal) => real.GetGuid(ordinal);

        public override short GetInt16(int ordinal) => real.GetInt16(ordinal);

        public override int GetInt32(int ordinal) => real.GetInt32(ordinal);

        public override long GetInt64(int ordinal) => real.GetInt64(ordinal);

        public override string GetName(int ordinal) => real.GetName(ordinal);

        public override int GetOrdinal(string name) => real.GetOrdinal(name);

        public override string GetString(int ordinal) => real.GetString(ordinal);

        public override object GetValue(int ordinal) => real.GetValue(ordinal);

        public override int GetValues(object[] values) => real.GetValues(values);

        public override bool IsDBNull(int ordinal) => real.IsDBNull(ordinal);

        public override Stream GetStream(int ordinal) => real.GetStream(ordinal);

        public override T GetFieldValue<T>(int ordinal) => real.GetFieldValue<T>(ordinal);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                real.Dispose();
            }

            base.Dispose(disposing);
        }

        private bool Counted(bool isRow)
        {
            for (var i = 0; isRow && i < real.FieldCount; i++)
            {
                connection.Read(
                    real.IsDBNull(i)
                        ? 1
                        : real.GetValue(i) switch
                        {
                            string text => System.Text.Encoding.UTF8.GetByteCount(text),
                            byte[] bytes => bytes.Length,
                            _ => 8,
                        }
                );
            }

            return isRow;
        }
    }
}
