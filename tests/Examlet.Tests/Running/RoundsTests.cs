using System.Collections.Concurrent;
using System.Reflection;
using Examlet.Live;
using Examlet.Time;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Examlet.Tests.Running;

/// <summary>Nothing that the server does again and again keeps its thread: neither when the next round is always due,
/// nor when the store always answers without waiting.
/// </summary>
public sealed class RoundsTests(ExamletServers servers)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Whoever_waits_for_a_round_that_is_due_lets_others_go_first()
    {
        var clock = new AlwaysDue();
        using var pool = new OneThread();
        using var stop = new CancellationTokenSource();
        var loop = pool.Run(async () =>
        {
            using var rounds = new Rounds(TimeSpan.FromSeconds(1), clock);
            do
            {
                clock.Ring();
            } while (await rounds.NextAsync(stop.Token));
        });

        var turn = await TurnAsync(pool);
        await stop.CancelAsync();

        turn.ShouldBeTrue();
        await Should.ThrowAsync<OperationCanceledException>(() => loop.WaitAsync(Patience));
    }

    [Fact]
    public async Task No_background_work_keeps_the_only_thread_there_is()
    {
        var (server, engine) = await MeasuredEngine.ServeAsync(servers, Store.Sqlite);
        await using var ended = server;
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        await using var page = await sitting.Student.ListenAsync();
        var workers = server
            .Services.GetServices<IHostedService>()
            .OfType<BackgroundService>()
            .Select(worker => worker.GetType())
            .Distinct()
            .ToList();
        workers.Count.ShouldBeGreaterThan(10);
        var keeping = new List<string>();

        foreach (var worker in workers)
        {
            if (!await LetsOthersGoAsync(server, engine, worker, sitting.Embed.Id))
            {
                keeping.Add(worker.Name);
            }
        }

        keeping.ShouldBeEmpty();
    }

    /// <summary>Runs a worker of its own on one thread, on a clock whose timers ring whenever the store was asked, and
    /// sees whether something else gets its turns there.</summary>
    private static async Task<bool> LetsOthersGoAsync(
        ExamletServer server,
        MeasuredEngine engine,
        Type worker,
        string embedId
    )
    {
        var clock = new AlwaysDue();
        using var pool = new OneThread();
        using var stop = new CancellationTokenSource();
        var own = (BackgroundService)ActivatorUtilities.CreateInstance(new WithClock(server.Services, clock), worker);
        if (own is LiveSessions live)
        {
            live.Open(embedId, epoch: 1, sandbox: null);
        }

        engine.AfterStatement = clock.Ring;
        var loop = pool.Run(() =>
            (Task)
                worker
                    .GetMethod("ExecuteAsync", BindingFlags.Instance | BindingFlags.NonPublic)!
                    .Invoke(own, [stop.Token])!
        );
        var turns = 0;
        while (turns < 20 && await TurnAsync(pool))
        {
            clock.Ring();
            turns++;
        }

        engine.AfterStatement = null;
        await stop.CancelAsync();
        await own.StopAsync(CancellationToken.None);
        await loop.ContinueWith(_ => { }, TaskScheduler.Default).WaitAsync(Patience);
        return turns == 20;
    }

    private static async Task<bool> TurnAsync(OneThread pool)
    {
        var turn = pool.Run(() => Task.CompletedTask);
        return await Task.WhenAny(turn, Task.Delay(Patience)) == turn;
    }

    /// <summary>The services of a server, but for the clock.</summary>
    private sealed class WithClock(IServiceProvider services, TimeProvider clock) : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(TimeProvider) ? clock : services.GetService(serviceType);
    }

    /// <summary>A clock whose timers ring whenever it is told to, however short a time ago they rang.</summary>
    private sealed class AlwaysDue : TimeProvider
    {
        private readonly ConcurrentDictionary<Timer, bool> _timers = new();

        public void Ring()
        {
            foreach (var (timer, _) in _timers)
            {
                timer.Ring();
            }
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new Timer(this, () => callback(state));
            _timers[timer] = true;
            return timer;
        }

        private sealed class Timer(AlwaysDue clock, Action ring) : ITimer
        {
            public void Ring() => ring();

            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose() => clock._timers.TryRemove(this, out _);

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }

    /// <summary>A pool of one thread: what keeps it, keeps it from everybody.</summary>
    private sealed class OneThread : TaskScheduler, IDisposable
    {
        private readonly BlockingCollection<Task> _waiting = [];
        private readonly Thread _thread;

        public OneThread()
        {
            _thread = new Thread(() =>
            {
                foreach (var task in _waiting.GetConsumingEnumerable())
                {
                    TryExecuteTask(task);
                }
            })
            {
                IsBackground = true,
            };
            _thread.Start();
        }

        public Task Run(Func<Task> work) =>
            Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

        public void Dispose() => _waiting.CompleteAdding();

        protected override IEnumerable<Task> GetScheduledTasks() => _waiting;

        protected override void QueueTask(Task task)
        {
            if (!_waiting.IsAddingCompleted)
            {
                _waiting.Add(task);
            }
        }

        protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;
    }
}
