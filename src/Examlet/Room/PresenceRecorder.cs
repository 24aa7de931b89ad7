using System.Security.Cryptography;
using Examlet.Database;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Sandbox;

namespace Examlet.Room;

/// <summary>Writes down which sessions have an open page on this node: all together every few seconds, and at once those whose last page went away.</summary>
public sealed partial class PresenceRecorder(Database.Database database, LiveSessions live, TimeProvider clock, ILogger<PresenceRecorder> logger) : BackgroundService
{
    private const int AtOnce = 200;
    private const int TicksPerRound = 10;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly string _node = RandomNumberGenerator.GetHexString(16, lowercase: true);
    private Dictionary<string, SandboxClock?> _known = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var rounds = new Rounds(Interval, clock);
        for (var tick = 0; await rounds.NextAsync(stoppingToken); tick = (tick + 1) % TicksPerRound)
        {
            var open = live.OpenSessions();
            await WriteAsync(open.Where(page => tick == 0 || !_known.ContainsKey(page.Key)), (transaction, some, now) => PresenceStore.SeenAsync(transaction, some, _node, now), stoppingToken);
            await WriteAsync(_known.Where(page => !open.ContainsKey(page.Key)), (transaction, some, now) => PresenceStore.LeftAsync(transaction, some, _node, now), stoppingToken);
            _known = open;
        }
    }

    private async Task WriteAsync(
        IEnumerable<KeyValuePair<string, SandboxClock?>> pages, Func<Transaction, IReadOnlyList<string>, DateTimeOffset, Task> write, CancellationToken cancellation)
    {
        foreach (var ofOneClock in pages.GroupBy(page => page.Value))
        {
            using var entered = WorkspaceTime.Enter(ofOneClock.Key);
            foreach (var some in ofOneClock.Select(page => page.Key).Order(StringComparer.Ordinal).Chunk(AtOnce))
            {
                await TryWriteAsync(transaction => write(transaction, some, clock.Now()), cancellation);
            }
        }
    }

    private async Task TryWriteAsync(Func<Transaction, Task> write, CancellationToken cancellation)
    {
        try
        {
            await database.WriteAsync(write, cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.NotRecorded(logger, fault.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Warning, "Who is connected was not written down; the next try is in a few seconds: {Reason}")]
        public static partial void NotRecorded(ILogger logger, string reason);
    }
}
