namespace Examlet.Tests.Access;

/// <summary>The secret of an installation can be changed while exams are sat (docs/operating/playbooks.md): every embed
/// URL goes on working, and nothing is lost.</summary>
public sealed class SecretRotationTests(ExamletServers servers)
{
    private const string Old = "Secret=the-old-secret-of-the-installation-000";
    private const string New = "Secret=the-new-secret-of-the-installation-111";

    [Theory, AllStores]
    public async Task Students_go_on_while_the_secret_is_changed_node_by_node(Store store)
    {
        await using var nodes = await Nodes.StartAsync(servers, store, Old);
        await using var workspace = await nodes.First.WorkspaceAsync();
        var sittings = new List<Sitting> { await workspace.StartedAsync(), await workspace.StartedAsync() };
        using var enough = new CancellationTokenSource();
        var storm = sittings.Select(sitting => nodes.SaveUntilAsync(sitting, enough.Token)).ToList();

        // First every node takes what the new secret signed, then every node signs with it.
        foreach (
            var settings in (string[][])
                [
                    [Old, $"Previous{New}"],
                    [New, $"Previous{Old}"],
                ]
        )
        {
            foreach (var node in nodes.All)
            {
                await node.RestartAsync(settings);
                var embed = workspace.EmbedOf(
                    await OwnerAt(node, workspace)
                        .PostAsync("/embed-sessions", Workspace.EmbedBody(sittings[0].Exam.Id, sittings[0].StudentId))
                );
                foreach (var other in nodes.All)
                {
                    (await new StudentClient(other, embed.Secret).PageAsync()).ShouldBe(200);
                    (await new StudentClient(other, sittings[1].Embed.Secret).PageAsync()).ShouldBe(200);
                }
            }
        }

        await enough.CancelAsync();
        var acknowledged = await Task.WhenAll(storm);
        for (var i = 0; i < sittings.Count; i++)
        {
            acknowledged[i].ShouldBeGreaterThan(0);
            (await OwnerAt(nodes.First, workspace).GetAsync(sittings[i].Path))["answers[0].revision"]
                .GetInt64()
                .ShouldBeGreaterThanOrEqualTo(acknowledged[i]);
        }
    }

    [Theory, AllStores]
    public async Task Without_the_old_secret_its_addresses_are_unknown_and_the_attempt_goes_on_by_a_new_one(Store store)
    {
        await using var server = await servers.StartAsync(store, Old);
        await using var workspace = await server.WorkspaceAsync();
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);

        await server.RestartAsync(New);

        (await sitting.Student.PageAsync()).ShouldBe(404);
        (await sitting.Student.OpenAsync()).ShouldBeProblem(404);
        var again = workspace.EmbedOf(
            await sitting.Owner.PostAsync("/embed-sessions", Workspace.EmbedBody(sitting.Exam.Id, sitting.StudentId))
        );
        (await workspace.Student(again).OpenAsync())
            .ShouldBe(200)[$"answers.{sitting.Question}.value"]
            .GetString()
            .ShouldBe("Paris");
    }

    [Theory, AllStores]
    public async Task Without_the_old_secret_a_receipt_of_it_is_of_an_unknown_key_and_not_taken_for_a_forged_one(
        Store store
    )
    {
        await using var server = await servers.StartAsync(store, Old);
        await using var workspace = await server.WorkspaceAsync();
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        var receipt = (await sitting.Student.GetAsync("/embed-api/receipt")).ShouldBe(200).Value("code");

        await server.RestartAsync(New);
        (await server.Stranger.CheckReceiptAsync(receipt))
            .ShouldBe(200, new { valid = false, status = "unknown-key" })
            .Value("detail")
            .ShouldContain("--keys");
        await server.RestartAsync(New, $"Previous{Old}");
        (await server.Stranger.CheckReceiptAsync(receipt)).ShouldBe(200, new { valid = true, status = "genuine" });

        await server.RestartAsync(New);
        (await server.TamperAsync("update answer_version set value = '\"Rome\"'")).ShouldBeGreaterThan(0);
        (await server.Stranger.CheckReceiptAsync(receipt)).ShouldBe(200, new { valid = false, status = "changed" });
    }

    private static RestClient OwnerAt(ExamletServer node, Workspace workspace) =>
        new(node, $"Bearer {workspace.OwnerKey}");

    /// <summary>One node on SQLite, two on PostgreSQL.</summary>
    private sealed class Nodes(IReadOnlyList<ExamletServer> nodes) : IAsyncDisposable
    {
        public IReadOnlyList<ExamletServer> All => nodes;
        public ExamletServer First => nodes[0];

        public static async Task<Nodes> StartAsync(ExamletServers servers, Store store, string secret)
        {
            var first = await servers.StartAsync(store, secret);
            return new Nodes(
                store == Store.Sqlite
                    ? [first]
                    : [first, await servers.StartAsync(store, $"Database={first.Setting}", secret)]
            );
        }

        /// <summary>A student who writes without a pause, at whichever node answers; returns the newest revision that
        /// was acknowledged.</summary>
        public async Task<long> SaveUntilAsync(Sitting sitting, CancellationToken enough)
        {
            var acknowledged = 0L;
            for (var at = 0; !enough.IsCancellationRequested; at++)
            {
                var student = new StudentClient(nodes[at % nodes.Count], sitting.Embed.Secret)
                {
                    Epoch = sitting.Student.Epoch,
                };
                try
                {
                    var reply = await student.SaveAsync(
                        sitting.Question,
                        $"version {acknowledged + 1}",
                        revision: acknowledged + 1
                    );
                    if (reply.Status != 503)
                    {
                        reply.ShouldBe(200);
                        acknowledged++;
                    }
                }
                catch (Exception away) when (away is HttpRequestException or IOException)
                {
                    // The node is being restarted: the player sends it again, to the other.
                }
            }

            return acknowledged;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }
        }
    }
}
