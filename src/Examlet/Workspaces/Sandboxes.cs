using System.Collections.Concurrent;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Workspaces;

/// <summary>
/// The clocks of the sandboxes. Another node may have moved a clock. A request of a sandbox reads its clock; background
/// work follows within a second. Without a sandbox this costs a request nothing.
/// </summary>
public sealed partial class Sandboxes(Database database, TimeProvider clock, ILogger<Sandboxes> logger)
    : PeriodicWork(TimeSpan.FromMilliseconds(500), clock)
{
    private const int Capacity = 10_000;
    private readonly TimeProvider _clock = clock;
    private readonly ConcurrentDictionary<string, SandboxClock> _clocks = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _workspaces = new(StringComparer.Ordinal);

    public IReadOnlyCollection<SandboxClock> All => [.. _clocks.Values];

    /// <summary>The clock of a workspace; null when it is no sandbox.</summary>
    public SandboxClock? Of(string? workspaceId) => workspaceId is null ? null : _clocks.GetValueOrDefault(workspaceId);

    /// <summary>The clock of a workspace, as it stands in the database now; null when it is no sandbox.</summary>
    public async ValueTask<SandboxClock?> ReadAsync(string? workspaceId, CancellationToken cancellation)
    {
        if (Of(workspaceId) is not { } known)
        {
            return null;
        }

        var ahead = await database.ReadAsync(
            reader =>
                reader.FirstOrDefaultAsync<long>(
                    "select clock_ahead from workspace where id = @workspaceId",
                    new { workspaceId }
                ),
            cancellation
        );
        known.MoveTo(TimeSpan.FromMilliseconds(ahead));
        return known;
    }

    /// <summary>The clock that an embed session or a monitor link follows, as it stands now; null when it belongs to no
    /// sandbox.</summary>
    public async ValueTask<SandboxClock?> OfAsync(SandboxEntry entry, string id, CancellationToken cancellation)
    {
        if (_clocks.IsEmpty)
        {
            return null;
        }

        if (!_workspaces.TryGetValue(id, out var workspaceId))
        {
            var sql =
                entry == SandboxEntry.EmbedSession
                    ? "select workspace_id from embed_session where id = @id "
                        + "union all select workspace_id from staff_session where id = @id"
                    : "select workspace_id from monitor_link where id = @id";
            workspaceId =
                await database.ReadAsync(reader => reader.FirstOrDefaultAsync<string>(sql, new { id }), cancellation)
                ?? "";
            if (_workspaces.Count > Capacity)
            {
                _workspaces.Clear();
            }

            _workspaces[id] = workspaceId;
        }

        return await ReadAsync(workspaceId, cancellation);
    }

    /// <summary>Moves the clock of a sandbox on, and with it, in the same transaction, what <paramref name="along"/>
    /// moves from the old present by <paramref name="advance"/>. Returns the clock; null when the workspace is no
    /// sandbox.</summary>
    public async Task<SandboxClock?> AdvanceAsync(
        string workspaceId,
        TimeSpan advance,
        Func<Transaction, DateTimeOffset, Task> along,
        CancellationToken cancellation
    )
    {
        var ahead = await database.WriteAsync(
            async transaction =>
            {
                await transaction.ExecuteAsync(
                    "update workspace set clock_ahead = clock_ahead + @advance where id = @workspaceId and "
                        + "is_sandbox = 1",
                    new { workspaceId, advance = (long)advance.TotalMilliseconds }
                );
                var moved = await transaction.FirstOrDefaultAsync<long?>(
                    "select clock_ahead from workspace where id = @workspaceId and is_sandbox = 1",
                    new { workspaceId }
                );
                if (moved is { } after)
                {
                    await along(transaction, _clock.MachineNow().AddMilliseconds(after) - advance);
                }

                return moved;
            },
            cancellation
        );
        return ahead is { } milliseconds ? Keep(workspaceId, milliseconds) : null;
    }

    /// <summary>Reads the clocks of all sandboxes.</summary>
    public async Task ReadAsync(CancellationToken cancellation)
    {
        var rows = await database.ReadAsync(
            reader =>
                reader.QueryAsync<Row>(
                    """select id as "Id", clock_ahead as "Ahead" from workspace where is_sandbox = 1"""
                ),
            cancellation
        );
        foreach (var row in rows)
        {
            Keep(row.Id, row.Ahead);
        }
    }

    /// <inheritdoc/>
    protected override Task BeginAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    /// <inheritdoc/>
    protected override Task RoundAsync(CancellationToken cancellation) => ReadAsync(cancellation);

    /// <inheritdoc/>
    protected override void Failed(Exception fault) => Log.NotRead(logger, fault.Message);

    private SandboxClock Keep(string workspaceId, long milliseconds)
    {
        var ahead = TimeSpan.FromMilliseconds(milliseconds);
        var kept = _clocks.GetOrAdd(workspaceId, id => new SandboxClock(id, ahead));
        kept.MoveTo(ahead);
        return kept;
    }

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public long Ahead { get; init; }
    }

    private static partial class Log
    {
        [LoggerMessage(
            6001,
            LogLevel.Warning,
            "The clocks of the sandboxes were not read; the next try follows at once: {Reason}"
        )]
        public static partial void NotRead(ILogger logger, string reason);
    }
}

/// <summary>The thing that a secret opens.</summary>
public enum SandboxEntry
{
    EmbedSession,
    MonitorLink,
}
