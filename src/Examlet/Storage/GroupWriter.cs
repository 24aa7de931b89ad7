using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Examlet.Telemetry;
using Examlet.Time;

namespace Examlet.Storage;

/// <summary>A group-commit writer of this node: takes the requests that are waiting, has them written in one
/// transaction and answers each by itself after the commit. An answer means on disk. When idle a request is written at
/// once.
/// </summary>
/// <param name="database">The store.</param>
/// <param name="room">How many requests may wait.</param>
/// <param name="clock">Measures how long they do.</param>
/// <param name="logger">Hears of groups that failed.</param>
public abstract partial class GroupWriter<TRequest, TOutcome>(
    Database database,
    int room,
    TimeProvider clock,
    ILogger logger
) : BackgroundService
    where TRequest : class
{
    private const int MaxAtOnce = 256;
    private const int MinShare = 8;

    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(
        new BoundedChannelOptions(room) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait }
    );

    /// <summary>How many requests wait now.</summary>
    protected int Length => _queue.Reader.Count;

    /// <summary>What one group is called in traces.</summary>
    protected abstract string TraceName { get; }

    /// <summary>Writes a group in one transaction; returns the outcomes in its order. The requests of a group follow
    /// one clock, whose present is <paramref name="now"/>.</summary>
    protected abstract Task<IReadOnlyList<TOutcome>> WriteAsync(
        Transaction transaction,
        IReadOnlyList<TRequest> requests,
        DateTimeOffset now
    );

    /// <summary>Hears of each request that was answered.</summary>
    protected virtual void Answered(TOutcome outcome, TimeSpan took) { }

    /// <summary>Hears of each request that the store failed.</summary>
    protected virtual void Failed(TRequest request) { }

    /// <summary>Hears of each group that was committed.</summary>
    protected virtual void Committed(int count) { }

    /// <summary>Queues a request; the task ends when its outcome is on disk, and fails when the store failed (then
    /// what was asked may or may not be stored, and is safe to repeat). False when the queue is full.
    /// </summary>
    protected bool TryQueue(TRequest request, [NotNullWhen(true)] out Task<TOutcome>? answer)
    {
        var waiting = new Waiting(request, clock.GetTimestamp());
        answer = _queue.Writer.TryWrite(waiting) ? waiting.Task : null;
        return answer is not null;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        // What comes in while a group is taken waits: no more than two rooms full are ever held.
        var most = Math.Min(MaxAtOnce, room);
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            // Where the queue is never empty and the store never waits, this is what lets others have the thread.
            await Task.Yield();
            var taken = new List<Waiting>(Math.Min(most, _queue.Reader.Count));
            while (taken.Count < most && _queue.Reader.TryRead(out var waiting))
            {
                taken.Add(waiting);
            }

            foreach (var ofOneClock in OfOneClock(taken))
            {
                using var entered = WorkspaceTime.Enter(ofOneClock[0].Sandbox);
                await WriteAsync(ofOneClock);
            }
        }
    }

    /// <summary>Writes what is still waiting, then stops.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        if (ExecuteTask is { } writing)
        {
            await Task.WhenAny(writing, Task.Delay(Timeout.Infinite, cancellationToken));
        }

        await base.StopAsync(cancellationToken);
    }

    private async Task WriteAsync(List<Waiting> taken)
    {
        using var trace = ExamletMetrics.Traces.StartActivity(TraceName);
        trace?.SetTag("examlet.batch.size", taken.Count);
        try
        {
            var requests = taken.ConvertAll(waiting => waiting.Request);
            var now = clock.Now();
            var outcomes = await database.WriteAsync(
                transaction => WriteAsync(transaction, requests, now),
                CancellationToken.None
            );
            Committed(taken.Count);
            InShares(
                taken,
                i =>
                {
                    Answered(outcomes[i], clock.GetElapsedTime(taken[i].Since));
                    taken[i].SetResult(outcomes[i]);
                }
            );
        }
        catch (Exception fault) when (taken.Count == 1 || database.IsAway(fault))
        {
            Log.GroupFailed(logger, fault, taken.Count);
            InShares(
                taken,
                i =>
                {
                    Failed(taken[i].Request);
                    taken[i].SetException(fault);
                }
            );
        }
        catch (Exception fault)
        {
            // One bad request must not fail its neighbours: each is tried alone.
            Log.GroupFailed(logger, fault, taken.Count);
            foreach (var waiting in taken)
            {
                await WriteAsync([waiting]);
            }
        }
    }

    private static IEnumerable<List<Waiting>> OfOneClock(List<Waiting> taken) =>
        taken.TrueForAll(waiting => waiting.Sandbox == taken[0].Sandbox)
            ? [taken]
            : taken.GroupBy(waiting => waiting.Sandbox).Select(group => group.ToList());

    /// <summary>Answers beside the writer, which goes on with the next group: some at a time on one thread, as each
    /// change of thread costs what an answer does.</summary>
    private static void InShares(List<Waiting> taken, Action<int> answer)
    {
        var share = Math.Max(MinShare, (taken.Count + Environment.ProcessorCount - 1) / Environment.ProcessorCount);
        for (var first = 0; first < taken.Count; first += share)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                static some =>
                {
                    for (var i = some.First; i < some.End; i++)
                    {
                        some.Answer(i);
                    }
                },
                (First: first, End: Math.Min(first + share, taken.Count), Answer: answer),
                preferLocal: false
            );
        }
    }

    /// <summary>A request with its answer to come; what waits for that runs where it is answered.</summary>
    private sealed class Waiting(TRequest request, long since) : TaskCompletionSource<TOutcome>
    {
        public TRequest Request => request;
        public long Since => since;
        public SandboxClock? Sandbox { get; } = WorkspaceTime.Current;
    }

    private static partial class Log
    {
        [LoggerMessage(2001, LogLevel.Warning, "A group of {Count} requests was not written and not acknowledged")]
        public static partial void GroupFailed(ILogger logger, Exception fault, int count);
    }
}
