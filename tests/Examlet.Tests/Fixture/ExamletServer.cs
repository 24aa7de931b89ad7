using Examlet.Access;
using Examlet.Settings;
using Examlet.Time;
using Examlet.Workspaces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Examlet.Tests.Fixture;

/// <summary>A whole server: Kestrel on a loopback port of its own, the real pipeline, a real database, and a clock that
/// only tests move.</summary>
public sealed class ExamletServer : IAsyncDisposable
{
    public const string FirstKey = "examp_FirstKeyOfTheTests00000000000000";
    private readonly Func<string[], WebApplication> _build;
    private readonly string? _folder;
    private WebApplication _app;
    private int _workspaces;

    private ExamletServer(
        Func<string[], WebApplication> build,
        Store store,
        JumpingClock clock,
        LogLines log,
        string? folder,
        string database
    )
    {
        _build = build;
        _app = build([]);
        Database = database;
        _folder = folder;
        Store = store;
        Clock = clock;
        Log = log;
        Http = new HttpClient(
            new SocketsHttpHandler
            {
                UseCookies = false,
                AllowAutoRedirect = false,
                UseProxy = false,
                MaxConnectionsPerServer = 200,
                Expect100ContinueTimeout = TimeSpan.FromMinutes(1),
            }
        );
    }

    public Store Store { get; }

    /// <summary>The SQLite file, or the connection string.</summary>
    public string Database { get; }

    public IServiceProvider Services => _app.Services;

    /// <summary>The setting that names its database, for a second node on the same one.</summary>
    public string Setting => _app.Services.GetRequiredService<IOptions<ExamletOptions>>().Value.Database;

    public JumpingClock Clock { get; }
    public LogLines Log { get; }

    /// <summary>Where it listens; another port after a crash.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    public HttpClient Http { get; }

    /// <summary>Called when the server has ended, before its database goes.</summary>
    public Func<ExamletServer, Task>? Ended { get; set; }

    /// <summary>The present, in whole milliseconds as the server writes it.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(Clock.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Somebody without a key.</summary>
    public RestClient Stranger => new(this, authorization: null);

    /// <param name="store">The database to run on.</param>
    /// <param name="databaseIn">Makes its database, on SQLite in that folder, and returns the setting that names
    /// it.</param>
    /// <param name="settings">Settings such as <c>RateLimit=3</c>, without the section; with a colon they are taken as
    /// they are.</param>
    /// <param name="configure">Changes what the server is made of, such as its engine; gets the database
    /// setting.</param>
    public static async Task<ExamletServer> StartAsync(
        Store store,
        Func<string?, Task<string>> databaseIn,
        string[] settings,
        Action<WebApplicationBuilder, string>? configure = null
    )
    {
        var folder = store == Store.Sqlite ? Directory.CreateTempSubdirectory("examlet-tests-").FullName : null;
        var database = await databaseIn(folder);
        var clock = new JumpingClock(new DateTimeOffset(2026, 3, 2, 8, 0, 0, 120, TimeSpan.Zero));
        var log = new LogLines();
        string[] defaults =
        [
            $"Database={database}",
            "RateLimit=0",
            "PublicRateLimit=0",
            "MaxClockSkew=0",
            "AllowPrivateWebhooks=true",
            $"ApiKey={FirstKey}",
            "Secret=a-secret-of-the-tests-that-is-long-enough",
        ];
        var server = new ExamletServer(Build, store, clock, log, folder, database);
        await server.ListenAsync();
        return server;

        string Argument(string setting) =>
            setting.Split('=', 2)[0].Contains(':', StringComparison.Ordinal) ? $"--{setting}" : $"--Examlet:{setting}";

        WebApplication Build(string[] more) =>
            ExamletHost.Build(
                ["--urls", "http://127.0.0.1:0", .. defaults.Concat(settings).Concat(more).Select(Argument)],
                builder =>
                {
                    builder.Services.AddSingleton<TimeProvider>(clock);
                    builder.Logging.ClearProviders().AddProvider(log);
                    configure?.Invoke(builder, database);
                }
            );
    }

    /// <summary>Ends the server without grace: what is under way gets no answer, and may be stored or not. Then starts
    /// another on the same database and with the same clock.</summary>
    public async Task CrashAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _app = _build([]);
        await ListenAsync();
    }

    /// <summary>Ends the server in order and starts it again with further settings, which count more than the
    /// first.</summary>
    public async Task RestartAsync(params string[] settings)
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _app = _build(settings);
        await ListenAsync();
    }

    /// <summary>Makes a workspace of its own for a test.</summary>
    /// <param name="isSandbox">Its keys may move its clock.</param>
    public async Task<Workspace> WorkspaceAsync(bool isSandbox = false)
    {
        var number = Interlocked.Increment(ref _workspaces);
        var made = await Service<Examlet.Storage.Database>()
            .WriteAsync(
                transaction =>
                    WorkspaceStore.AddAsync(
                        transaction,
                        $"Workspace {number}",
                        $"founder-{number}@school.example",
                        ApiKey.New(),
                        Service<TimeProvider>().Now(),
                        isSandbox
                    ),
                CancellationToken.None
            );
        return new Workspace(this, made.OwnerId, made.ApiKey) { Id = made.WorkspaceId };
    }

    /// <summary>Makes a key for a user, as the operator does with <c>key add</c>.</summary>
    public Task<string> KeyAsync(string userId) =>
        Service<Examlet.Storage.Database>()
            .WriteAsync(
                transaction => ApiKeyStore.AddAsync(transaction, userId, "a test's", Service<TimeProvider>().Now()),
                CancellationToken.None
            );

    /// <summary>Changes the database behind the server's back. Returns the number of rows changed.</summary>
    public Task<int> TamperAsync(string sql, object? parameters = null) =>
        _app
            .Services.GetRequiredService<Examlet.Storage.Database>()
            .WriteAsync(session => session.ExecuteAsync(sql, parameters), CancellationToken.None);

    /// <summary>A part of the running server, for what cannot be seen from outside.</summary>
    public T Service<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await (Ended?.Invoke(this) ?? Task.CompletedTask);
        if (_folder is not null)
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    private async Task ListenAsync()
    {
        await _app.StartAsync();
        Address = new Uri(
            _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
        );
    }
}
