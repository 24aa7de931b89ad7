using System.Text.Json;

namespace Examlet.CrashTests;

/// <summary>The connection to PostgreSQL breaks at a COMMIT, so that the server cannot know what became of it. The
/// client repeats itself.</summary>
public sealed class UnknownCommitTests
{
    private const int AtOnce = 6;

    [Theory, InlineData(Cut.BeforeCommitArrived), InlineData(Cut.AfterCommitHappened)]
    public async Task A_save_whose_commit_is_unknown_is_refused_and_stored_once_when_it_is_repeated(Cut cut)
    {
        await using var desk = await Desk.OpenAsync();
        var body = new
        {
            epoch = desk.Epoch,
            revision = 1,
            value = "Paris",
            completed = true,
        };
        desk.Proxy.CutNext(cut);
        var unknown = await desk.SendAsync(HttpMethod.Put, $"/embed-api/answers/{desk.Questions[0]}", body);
        ShouldAskAgain(unknown);
        (await desk.VersionsAsync()).ShouldBe(
            cut == Cut.AfterCommitHappened ? 1 : 0,
            "it must be cut where the test says"
        );

        var repeated = (
            await desk.SendAsync(HttpMethod.Put, $"/embed-api/answers/{desk.Questions[0]}", body)
        ).ShouldNotBeNull();

        repeated.Status.ShouldBe(200, repeated.Text);
        repeated.Json.GetProperty("applied").GetBoolean().ShouldBeTrue();
        (await desk.VersionsAsync()).ShouldBe(1);
        (await desk.EventsAsync()).ShouldBe(["exam:started", "answer:saved"]);
        repeated.Json.GetProperty("event").GetProperty("seq").GetInt32().ShouldBe(2);
        desk.Proxy.Cuts.ShouldBe(1);
        desk.Caller.Faults.ShouldBeEmpty();
    }

    [Theory, InlineData(Cut.BeforeCommitArrived), InlineData(Cut.AfterCommitHappened)]
    public async Task Saves_that_share_an_unknown_commit_are_each_stored_once(Cut cut)
    {
        await using var desk = await Desk.OpenAsync();
        desk.Proxy.CutNext(cut);
        var first = await Task.WhenAll(desk.Questions.Select(SaveAsync));
        first.Count(answered => answered?.Status == 503).ShouldBeGreaterThan(0);

        var second = await Task.WhenAll(desk.Questions.Select(SaveAsync));

        second.ShouldAllBe(answered => answered!.Status == 200);
        (await desk.VersionsAsync()).ShouldBe(AtOnce);
        (await desk.EventsAsync()).Count(name => name == "answer:saved").ShouldBe(AtOnce);
        desk.Caller.Faults.ShouldBeEmpty();

        Task<Answered?> SaveAsync(string question) =>
            desk.SendAsync(
                HttpMethod.Put,
                $"/embed-api/answers/{question}",
                new
                {
                    epoch = desk.Epoch,
                    revision = 1,
                    value = "Paris",
                    completed = true,
                }
            );
    }

    [Theory, InlineData(Cut.BeforeCommitArrived), InlineData(Cut.AfterCommitHappened)]
    public async Task A_hand_in_whose_commit_is_unknown_completes_once_when_it_is_repeated(Cut cut)
    {
        await using var desk = await Desk.OpenAsync();
        var body = new
        {
            epoch = desk.Epoch,
            answers = new[]
            {
                new
                {
                    questionId = desk.Questions[0],
                    revision = 1,
                    value = "Paris",
                    completed = true,
                },
            },
        };
        desk.Proxy.CutNext(cut);
        ShouldAskAgain(await desk.SendAsync(HttpMethod.Post, "/embed-api/hand-in", body));

        var second = (await desk.SendAsync(HttpMethod.Post, "/embed-api/hand-in", body)).ShouldNotBeNull();
        var third = (await desk.SendAsync(HttpMethod.Post, "/embed-api/hand-in", body)).ShouldNotBeNull();

        second.Status.ShouldBe(200, second.Text);
        third.Json.GetProperty("completedAt").GetString().ShouldBe(second.Json.GetProperty("completedAt").GetString());
        (await desk.VersionsAsync()).ShouldBe(1);
        (await desk.EventsAsync()).ShouldBe(["exam:started", "answer:saved", "exam:submitted"]);
        desk.Caller.Faults.ShouldBeEmpty();
    }

    private static void ShouldAskAgain(Answered? answered)
    {
        answered.ShouldNotBeNull().Status.ShouldBe(503, answered.Text);
        answered.SaysWhenToRetry.ShouldBeTrue(answered.Text);
    }

    /// <summary>A student in front of a server that reaches its database through a proxy.</summary>
    private sealed class Desk(PostgreSqlCluster cluster, CuttingProxy proxy, ServerProcess server) : IAsyncDisposable
    {
        private Ledger _ledger = null!;

        public CuttingProxy Proxy => proxy;
        public Caller Caller { get; } = new(server.Address);
        public long Epoch { get; private set; }
        public IReadOnlyList<string> Questions { get; private set; } = [];

        public static async Task<Desk> OpenAsync()
        {
            var cluster = await PostgreSqlCluster.StartAsync();
            var proxy = new CuttingProxy(await cluster.AddDatabaseAsync());
            var desk = new Desk(cluster, proxy, new ServerProcess(proxy.ConnectionString));
            await desk.SitDownAsync();
            return desk;
        }

        public Task<Answered?> SendAsync(HttpMethod method, string path, object body) =>
            Caller.TryAsync(method, path, _ledger.Secret, body);

        public async Task<int> VersionsAsync() =>
            (await ItemsAsync($"/exams/{_ledger.ExamId}/sessions/{_ledger.SessionId}/history")).Count;

        public async Task<IEnumerable<string>> EventsAsync() =>
            (await ItemsAsync($"/embed-sessions/{_ledger.EmbedSessionId}/events")).Select(item =>
                item.GetProperty("name").GetString()!
            );

        public async ValueTask DisposeAsync()
        {
            Caller.Dispose();
            await server.DisposeAsync();
            await proxy.DisposeAsync();
            await cluster.DisposeAsync();
        }

        private async Task SitDownAsync()
        {
            await server.StartAsync();
            (_ledger, Questions) = await Student.SitDownAsync(Caller, AtOnce);
            Epoch = await Student.HoldAsync(Caller, _ledger, "start");
        }

        private async Task<List<JsonElement>> ItemsAsync(string path) =>
            [.. (await Caller.AskAsync(path)).Json.GetProperty("items").EnumerateArray()];
    }
}
