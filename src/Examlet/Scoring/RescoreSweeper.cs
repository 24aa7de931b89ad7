using Examlet.ExamSessions;
using Examlet.Storage;
using Examlet.Time;
using Examlet.Workspaces;

namespace Examlet.Scoring;

/// <summary>
/// Scores final sessions anew after a change to the key, some at a time. A node that ends leaves the rest to the next
/// round of any node. People's grades stand.
/// </summary>
public sealed partial class RescoreSweeper(
    Database database,
    SessionScores scores,
    Sandboxes sandboxes,
    TimeProvider clock,
    ILogger<RescoreSweeper> logger
) : WorkspaceWork<KeyRevision>(TimeSpan.FromSeconds(1), sandboxes, clock)
{
    private const int MaxOpen = 20;
    private const int BatchSize = 100;
    private readonly TimeProvider _clock = clock;

    /// <inheritdoc/>
    protected override Task<IReadOnlyList<KeyRevision>> DueAsync(CancellationToken cancellation) =>
        database.ReadAsync(reader => KeyRevisionStore.OpenAsync(reader, MaxOpen), cancellation);

    /// <inheritdoc/>
    protected override string? WorkspaceOf(KeyRevision work) => work.WorkspaceId;

    /// <inheritdoc/>
    protected override Task DoAsync(KeyRevision work, CancellationToken cancellation) =>
        database.ClaimAsync(
            "key_revision",
            "t.done_at is null",
            work.Id,
            () => RescoreAsync(work, cancellation),
            cancellation
        );

    /// <inheritdoc/>
    protected override void Failed(Exception fault) => Log.SweepFailed(logger, fault.Message);

    private async Task RescoreAsync(KeyRevision revision, CancellationToken cancellation)
    {
        var sessions = await database.ReadAsync(
            reader => ExamSessionStore.BehindAsync(reader, revision.ExamId, revision.Number, BatchSize),
            cancellation
        );
        foreach (var session in sessions)
        {
            var hasChanged = await scores.RescoreAsync(session, cancellation);
            await database.WriteAsync(
                transaction => KeyRevisionStore.CountAsync(transaction, revision.Id, hasChanged),
                cancellation
            );
        }

        if (sessions.Count == 0)
        {
            await database.WriteAsync(
                transaction => KeyRevisionStore.DoneAsync(transaction, revision.ExamId, revision.Number, _clock.Now()),
                cancellation
            );
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4005, LogLevel.Warning, "Rescoring failed; the next try is in a second: {Reason}")]
        public static partial void SweepFailed(ILogger logger, string reason);
    }
}
