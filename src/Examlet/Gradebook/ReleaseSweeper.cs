using Examlet.ExamSessions;
using Examlet.Storage;
using Examlet.Workspaces;

namespace Examlet.Gradebook;

/// <summary>
/// Tells webhooks that the time has come at which an exam shows results by itself. Nothing waits for it: students see
/// their result then, whether or not anything ran.
/// </summary>
public sealed partial class ReleaseSweeper(
    Database database,
    ResultRelease release,
    Sandboxes sandboxes,
    TimeProvider clock,
    ILogger<ReleaseSweeper> logger
) : WorkspaceWork<Due>(TimeSpan.FromSeconds(5), sandboxes, clock)
{
    private const int BatchSize = 200;

    /// <inheritdoc/>
    protected override async Task<IReadOnlyList<Due>> DueAsync(CancellationToken cancellation)
    {
        var due = new List<Due>();
        foreach (var (sandboxId, now) in Presents)
        {
            due.AddRange(
                await database.ReadAsync(
                    reader => ExamSessionStore.UntoldAsync(reader, BatchSize, now, sandboxId),
                    cancellation
                )
            );
        }

        return due;
    }

    /// <inheritdoc/>
    protected override string? WorkspaceOf(Due work) => work.WorkspaceId;

    /// <inheritdoc/>
    protected override Task DoAsync(Due work, CancellationToken cancellation) =>
        database.ClaimAsync(
            "exam_session",
            "t.result_at is null and t.voided_at is null",
            work.Id,
            () => release.TellAsync(work.Id, cancellation),
            cancellation
        );

    /// <inheritdoc/>
    protected override void Failed(Exception fault) => Log.SweepFailed(logger, fault.Message);

    private static partial class Log
    {
        [LoggerMessage(
            4004,
            LogLevel.Warning,
            "Webhooks were not told of results; the next try is in seconds: {Reason}"
        )]
        public static partial void SweepFailed(ILogger logger, string reason);
    }
}
