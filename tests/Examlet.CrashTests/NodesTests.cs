using System.Diagnostics;

namespace Examlet.CrashTests;

/// <summary>Three nodes on one PostgreSQL behind a plain balancer, and students who save and hand in through it.
/// Whatever happens to a node or to the database, the students only send again what was not answered, as their pages
/// do.
/// </summary>
public sealed class NodesTests
{
    private const int Students = 16;
    private const int Nodes = 3;
    private const int Saves = 300;

    [Fact]
    public async Task No_acknowledged_answer_is_lost_when_a_node_is_killed_another_is_drained_and_the_database_crashes()
    {
        await using var cluster = await PostgreSqlCluster.StartAsync();
        await using var school = await School.OpenAsync(await cluster.AddDatabaseAsync());
        await school.Storm.RageAsync(Saves);

        await school.DoAsync("a node killed", () => school[0].KillAsync());
        await school.DoAsync("another node drained", school[1].StopAsync);
        await school.DoAsync("both back", () => Task.WhenAll(school[0].StartAsync(), school[1].StartAsync()));
        await school.DoAsync(
            "the database crashed and back",
            async () =>
            {
                await cluster.CrashAsync();
                await cluster.BeginAsync();
            }
        );
        await school.DoAsync(
            "a node killed as the database crashes",
            async () =>
            {
                await Task.WhenAll(school[2].KillAsync(), cluster.CrashAsync());
                await cluster.BeginAsync();
                await school[2].StartAsync();
            }
        );

        await school.CloseAsync();
    }

    [Fact]
    public async Task No_acknowledged_answer_is_lost_when_a_synchronous_standby_takes_over()
    {
        await using var primary = await PostgreSqlCluster.StartAsync();
        var database = await primary.AddDatabaseAsync();
        await using var standby = await primary.AddSynchronousStandbyAsync();
        await using var school = await School.OpenAsync(primary.With(standby, database));
        await school.Storm.RageAsync(Saves);

        await school.DoAsync(
            "the primary lost and the standby promoted",
            async () =>
            {
                await primary.CrashAsync();
                await standby.PromoteAsync();
            }
        );
        await school.DoAsync("a node killed", () => school[0].KillAsync());

        await school.CloseAsync();
    }

    [Fact]
    public async Task Nothing_is_acknowledged_that_is_not_on_the_synchronous_standby()
    {
        await using var primary = await PostgreSqlCluster.StartAsync();
        var database = await primary.AddDatabaseAsync();
        await using var standby = await primary.AddSynchronousStandbyAsync();
        await using var node = new ServerProcess(database + ";Command Timeout=2");
        await node.StartAsync();
        using var caller = new Caller(node.Address);
        var (ledger, questions) = await Student.SitDownAsync(caller, questions: 1);
        var epoch = await Student.HoldAsync(caller, ledger, "start");
        var save = new
        {
            epoch,
            revision = 1,
            value = "Paris",
            completed = true,
        };

        // The commit waits for the standby until the node gives up; PostgreSQL then calls it done, with a warning.
        await standby.FreezeAsync();
        var first = (
            await caller.TryAsync(HttpMethod.Put, $"/embed-api/answers/{questions[0]}", ledger.Secret, save)
        ).ShouldNotBeNull();
        first.Status.ShouldBe(503, first.Text);
        var again = (
            await caller.TryAsync(HttpMethod.Put, $"/embed-api/answers/{questions[0]}", ledger.Secret, save)
        ).ShouldNotBeNull();
        again.Status.ShouldBe(503, "the same save, which the primary has by now, is no more certain than before");

        await standby.ThawAsync();
        var third = await caller.SendAsync(HttpMethod.Put, $"/embed-api/answers/{questions[0]}", ledger.Secret, save);
        third.Status.ShouldBe(200, third.Text);
        caller.Faults.ShouldBeEmpty(node.Said);
    }

    /// <summary>Three nodes, the balancer, the students and what was promised to them.</summary>
    private sealed class School : IAsyncDisposable
    {
        private readonly ServerProcess[] _nodes;
        private readonly Balancer _balancer;
        private readonly Caller _caller;
        private readonly Audit _audit;
        private readonly List<string> _told = [];

        private School(ServerProcess[] nodes)
        {
            _nodes = nodes;
            _balancer = new Balancer(nodes.Select(node => node.Address));
            _caller = new Caller(_balancer.Address);
            _audit = new Audit(_caller);
        }

        public ServerProcess this[int node] => _nodes[node];

        public Storm Storm { get; private set; } = null!;

        public static async Task<School> OpenAsync(string database)
        {
            var school = new School([.. Enumerable.Range(0, Nodes).Select(_ => new ServerProcess(database))]);
            await Task.WhenAll(school._nodes.Select(node => node.StartAsync()));
            school.Storm = await Storm.BeginAsync(school._caller, Students, new Chance(Chance.Seed));
            return school;
        }

        /// <summary>Does something to the installation in the middle of the storm, and goes on until many more saves
        /// were acknowledged.</summary>
        public async Task DoAsync(string what, Func<Task> deed)
        {
            var (saves, unanswered, unavailable) = (Storm.Saves, _caller.Unanswered, _caller.Unavailable);
            var clock = Stopwatch.StartNew();
            await deed();
            var took = clock.Elapsed;
            await Storm.RageAsync(1);
            var first = clock.Elapsed - took;
            await Storm.RageAsync(Saves);
            await _audit.CheckRecentAsync(Storm);
            _told.Add(
                $"{what}: took {took.TotalSeconds:F2} s, then the next acknowledged save after "
                    + $"{first.TotalMilliseconds:F0} ms; {Storm.Saves - saves} saves, "
                    + $"{_caller.Unanswered - unanswered} requests without an answer, "
                    + $"{_caller.Unavailable - unavailable} answered 503"
            );
            _caller.Faults.Take(5).ShouldBeEmpty($"after {what}, seed {Chance.Seed}; {Said}");
        }

        /// <summary>Everybody ends; the ledgers are held against what is stored.</summary>
        public async Task CloseAsync()
        {
            await Storm.EndAsync();
            await _audit.CheckAsync(Storm.Ledgers);
            Console.WriteLine(
                $"{string.Join('\n', _told)}\n{Storm.Saves} acknowledged saves in {Storm.Ledgers.Count} "
                    + $"exam sessions, {Storm.HandIns} hand-ins, connections per node "
                    + $"{string.Join('/', _balancer.Carried)}, "
                    + $"{_caller.Unanswered} requests without an answer, {_caller.Unavailable} answered 503, "
                    + $"{_caller.Faults.Count} faults, seed {Chance.Seed}"
            );
            _caller.Faults.Take(5).ShouldBeEmpty($"at the end, seed {Chance.Seed}; {Said}");
            Storm.HandIns.ShouldBeGreaterThan(0);
            _balancer.Carried.ShouldAllBe(connections => connections > 0);
        }

        public async ValueTask DisposeAsync()
        {
            await Storm.DisposeAsync();
            _caller.Dispose();
            await _balancer.DisposeAsync();
            foreach (var node in _nodes)
            {
                await node.DisposeAsync();
            }
        }

        private string Said => string.Join('\n', _nodes.Select(node => node.Said));
    }
}
