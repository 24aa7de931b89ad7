using Examlet.ExamSessions;
using Examlet.Http;

namespace Examlet.Room;

/// <summary>Writes down which sessions have an open page on this node: all together every few seconds, and at once those whose last page went away.</summary>
public sealed partial class PresenceRecorder(Database.Database database, LiveSessions live, TimeProvider clock, ILogger<PresenceRecorder> logger) : BackgroundService
{
    private const int AtOnce = 200;
    private const int TicksPerRound = 10;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private HashSet<string> _known = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        using var timer = new PeriodicTimer(Interval, clock);
        for (var tick = 0; await timer.WaitForNextTickAsync(stoppingToken); tick = (tick + 1) % TicksPerRound)
        {
            var open = live.OpenSessions();
            await WriteAsync([.. open.Where(id => tick == 0 || !_known.Contains(id))], (writer, some, now) => PresenceStore.SeenAsync(writer, some, now), stoppingToken);
            await WriteAsync([.. _known.Except(open, StringComparer.Ordinal)], (writer, some, now) => PresenceStore.LeftAsync(writer, some, now), stoppingToken);
            _known = open;
        }
    }

    private async Task WriteAsync(List<string> ids, Func<Database.DatabaseSession, IReadOnlyList<string>, DateTimeOffset, Task> write, CancellationToken cancellation)
    {
        foreach (var some in ids.Order(StringComparer.Ordinal).Chunk(AtOnce))
        {
            try
            {
                await database.WriteAsync(writer => write(writer, some, clock.Now()), cancellation);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.NotRecorded(logger, fault.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Warning, "Who is connected was not written down; the next try is in a few seconds: {Reason}")]
        public static partial void NotRecorded(ILogger logger, string reason);
    }
}
