using Examlet.Answers;
using Examlet.Live;
using Examlet.Pipeline;
using Examlet.Receipts;
using Examlet.Storage;
using Examlet.Student;
using Examlet.Time;
using Examlet.Webhooks;
using Examlet.Workspaces;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Examlet.Tests.Running;

/// <summary>What the server does by itself follows the clock of the workspace it does it for.</summary>
public sealed class PeriodicWorkTests(ExamletServers servers)
{
    /// <summary>Work for no workspace.</summary>
    private static readonly Type[] OfTheMachine =
    [
        typeof(StoreWatch),
        typeof(ClockWatch),
        typeof(Sandboxes),
        typeof(IdempotencyKeySweeper),
        typeof(WebhookPruner),
    ];

    /// <summary>
    /// Work that does not wait for a time: it begins when something is queued, and each entry brings its clock along.
    /// </summary>
    private static readonly Type[] OfQueues =
    [
        typeof(AnswerWriter),
        typeof(HandInWriter),
        typeof(LiveSessions),
        typeof(ReceiptVerdicts),
    ];

    [Theory, AllStores]
    public async Task Each_piece_is_done_by_the_clock_of_its_workspace(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var sandbox = await server.WorkspaceAsync(isSandbox: true);
        var school = await server.WorkspaceAsync();
        (await sandbox.Owner.PostAsync("/test/clock", new { advance = 60 })).ShouldBe(200);
        var work = new Recording(
            [sandbox.Id, school.Id, sandbox.Id],
            server.Service<Sandboxes>(),
            server.Service<TimeProvider>()
        );

        (await work.SweepAsync(CancellationToken.None)).ShouldBe(3);

        work.Times.ShouldBe([server.Now.AddMinutes(60), server.Now, server.Now.AddMinutes(60)]);
    }

    [Fact]
    public async Task Nothing_runs_by_time_for_a_workspace_without_entering_its_clock()
    {
        await using var server = await servers.StartAsync(Store.Sqlite);
        var workers = server
            .Services.GetServices<IHostedService>()
            .OfType<BackgroundService>()
            .Select(worker => worker.GetType())
            .Distinct()
            .ToList();

        workers.Where(worker => !typeof(PeriodicWork).IsAssignableFrom(worker)).ShouldBe(OfQueues, ignoreOrder: true);
        workers
            .Where(worker => typeof(PeriodicWork).IsAssignableFrom(worker) && !EntersClocks(worker))
            .ShouldBe(OfTheMachine, ignoreOrder: true);
    }

    private static bool EntersClocks(Type worker)
    {
        for (var type = worker; type is not null; type = type.BaseType)
        {
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(WorkspaceWork<>))
            {
                return true;
            }
        }

        return false;
    }

    private sealed class Recording(string[] workspaces, Sandboxes sandboxes, TimeProvider clock)
        : WorkspaceWork<string>(TimeSpan.FromHours(1), sandboxes, clock)
    {
        private readonly TimeProvider _clock = clock;

        public List<DateTimeOffset> Times { get; } = [];

        protected override Task<IReadOnlyList<string>> DueAsync(CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<string>>(workspaces);

        protected override string? WorkspaceOf(string work) => work;

        protected override Task DoAsync(string work, CancellationToken cancellation)
        {
            Times.Add(_clock.Now());
            return Task.CompletedTask;
        }

        protected override void Failed(Exception fault) => throw fault;
    }
}
