using System.Diagnostics;
using Examlet.Access;
using Examlet.Settings;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.Extensions.Options;

namespace Examlet.Workspaces;

/// <summary>
/// Prepares the database before the first request: brings the schema up to date, and gives an empty database its first
/// workspace, owner and API key.
/// </summary>
internal sealed partial class FirstStart(
    Database database,
    SigningKeys keys,
    IOptions<ExamletOptions> options,
    TimeProvider clock,
    ILogger<FirstStart> logger
) : IHostedService
{
    private const string FirstOwner = "owner@examlet.invalid";

    /// <summary>
    /// How long a start waits for a PostgreSQL that does not answer. It may be starting too, after the same power cut.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.5);

    private bool _isReady;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (_isReady)
        {
            return;
        }

        _ = keys; // its settings are checked before anything is served
        Log.Opens(logger, database.Description);
        await PrepareAsync(cancellationToken);
        _isReady = true;
        if (!await database.ReadAsync(WorkspaceStore.IsEmptyAsync, cancellationToken))
        {
            return;
        }

        var given = options.Value.ApiKey is { Length: > 0 } key ? key : null;
        RequireForm(given);
        var first = await database.WriteAsync(
            transaction =>
                WorkspaceStore.TryAddFirstAsync(
                    transaction,
                    "First workspace",
                    FirstOwner,
                    given ?? ApiKey.New(),
                    clock.Now()
                ),
            cancellationToken
        );
        if (first is not { } made || given is not null)
        {
            return;
        }

        Console.WriteLine();
        Console.WriteLine(
            $"The first API key, for the owner of the first workspace. It is shown only now: {made.ApiKey}"
        );
        Console.WriteLine();
    }

    private async Task PrepareAsync(CancellationToken cancellation)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if (database.Migrate(check: true) == StartCheck.NotChecked && database.File is not null)
                {
                    Log.NotChecked(logger);
                }

                return;
            }
            catch (Exception fault)
                when (database.FaultOf(fault) == StoreFault.Away && database.File is null && since.Elapsed < Patience)
            {
                Log.Waits(logger, fault.Message, (Patience - since.Elapsed).TotalSeconds);
            }
            catch (Exception fault) when (database.FaultOf(fault) is var kind and not StoreFault.None)
            {
                throw new InvalidOperationException(
                    $"{fault.Message.TrimEnd('.', ' ')}. {database.Advice(kind)}",
                    fault
                );
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void RequireForm(string? key)
    {
        if (key is not null && !ApiKey.HasForm(key))
        {
            throw new InvalidOperationException("Examlet__ApiKey must be `examp_` and 32 letters or digits.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(100, LogLevel.Information, "Opens {Database}")]
        public static partial void Opens(ILogger logger, string database);

        [LoggerMessage(
            101,
            LogLevel.Information,
            "The database is too large to be looked through at each start; `verify` does it"
        )]
        public static partial void NotChecked(ILogger logger);

        [LoggerMessage(
            102,
            LogLevel.Warning,
            "PostgreSQL does not answer yet ({Reason}); the start waits {Seconds:0} s more for it"
        )]
        public static partial void Waits(ILogger logger, string reason, double seconds);
    }
}
