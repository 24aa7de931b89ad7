using System.Security.Cryptography;
using Examlet.Live;
using Examlet.Storage;
using Examlet.Time;
using Examlet.Workspaces;

namespace Examlet.Room;

/// <summary>Pages on the clock of one workspace that are open on this node, or have just gone away.</summary>
public sealed record SeenPages(SandboxClock? Sandbox, IReadOnlyList<string> SessionIds, bool AreOpen);

/// <summary>
/// Records which sessions have an open page on this node: all together every few seconds, and at once if a session's
/// last page went away.
/// </summary>
public sealed partial class PresenceRecorder(
    Database database,
    LiveSessions live,
    Sandboxes sandboxes,
    TimeProvider clock,
    ILogger<PresenceRecorder> logger
) : WorkspaceWork<SeenPages>(TimeSpan.FromSeconds(1), sandboxes, clock)
{
    private const int AtOnce = 200;
    private const int RoundsForAll = 10;
    private readonly TimeProvider _clock = clock;
    private readonly string _node = RandomNumberGenerator.GetHexString(16, lowercase: true);
    private Dictionary<string, SandboxClock?> _known = new(StringComparer.Ordinal);
    private int _round;

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<SeenPages>> DueAsync(CancellationToken cancellation)
    {
        var open = live.OpenSessions();
        var isForAll = _round == 0;
        _round = (_round + 1) % RoundsForAll;
        List<SeenPages> due =
        [
            .. Batches(open.Where(page => isForAll || !_known.ContainsKey(page.Key)), areOpen: true),
            .. Batches(_known.Where(page => !open.ContainsKey(page.Key)), areOpen: false),
        ];
        _known = open;
        return Task.FromResult<IReadOnlyList<SeenPages>>(due);
    }

    /// <inheritdoc/>
    protected override string? WorkspaceOf(SeenPages work) => work.Sandbox?.WorkspaceId;

    /// <summary>
    /// Records a batch. A failure does not stop the others: the sessions are seen again in a few seconds.
    /// </summary>
    protected override async Task DoAsync(SeenPages work, CancellationToken cancellation)
    {
        try
        {
            await database.WriteAsync(
                transaction =>
                    work.AreOpen
                        ? PresenceStore.SeenAsync(transaction, work.SessionIds, _node, _clock.Now())
                        : PresenceStore.LeftAsync(transaction, work.SessionIds, _node, _clock.Now()),
                cancellation
            );
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Failed(fault);
        }
    }

    /// <inheritdoc/>
    protected override void Failed(Exception fault) => Log.NotRecorded(logger, fault.Message);

    private static IEnumerable<SeenPages> Batches(
        IEnumerable<KeyValuePair<string, SandboxClock?>> pages,
        bool areOpen
    ) =>
        from ofOneClock in pages.GroupBy(page => page.Value)
        from some in ofOneClock.Select(page => page.Key).Order(StringComparer.Ordinal).Chunk(AtOnce)
        select new SeenPages(ofOneClock.Key, some, areOpen);

    private static partial class Log
    {
        [LoggerMessage(
            3101,
            LogLevel.Warning,
            "Who is connected was not written down; the next try is in a few seconds: {Reason}"
        )]
        public static partial void NotRecorded(ILogger logger, string reason);
    }
}
