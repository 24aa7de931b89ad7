namespace Examlet.Tests.Http;

/// <summary><c>Idempotency-Key</c> on REST POSTs (contract §2).</summary>
public sealed class IdempotencyTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task A_retry_returns_the_first_response_and_says_so(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var first = await workspace.Owner.PostOnceAsync("key-1", "/exams", new { name = "Once" });

        var retry = await workspace.Owner.PostOnceAsync("key-1", "/exams", new { name = "Once" });

        first.ShouldBe(201).Header("Idempotent-Replayed").ShouldBeNull();
        retry.ShouldBe(201).Header("Idempotent-Replayed").ShouldBe("true");
        retry.Json.ShouldBeJson(first.Json);
        retry.MediaType.ShouldBe(first.MediaType);
        (await workspace.Owner.GetAsync("/exams"))["items"].GetArrayLength().ShouldBe(1);
    }

    [Theory, AllStores]
    public async Task The_embed_URL_is_in_a_replay_too(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var student = await workspace.UserAsync();
        var exam = await workspace.ExamAsync(participants: [student]);
        var first = workspace.EmbedOf(
            await workspace.Owner.PostOnceAsync("key-1", "/embed-sessions", Workspace.EmbedBody(exam.Id, student))
        );

        var retry = await workspace.Owner.PostOnceAsync(
            "key-1",
            "/embed-sessions",
            Workspace.EmbedBody(exam.Id, student)
        );

        retry.ShouldBe(201).Json.ShouldBeJson(first.Created.Json);
        retry.Value("embedUrl").ShouldEndWith(first.Secret);
    }

    [Theory, AllStores]
    public async Task A_key_with_another_body_is_422(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        (await workspace.Owner.PostOnceAsync("key-1", "/exams", new { name = "Once" })).ShouldBe(201);

        var reply = await workspace.Owner.PostOnceAsync("key-1", "/exams", new { name = "Another" });

        reply.ShouldBeProblem(422);
        (await workspace.Owner.GetAsync("/exams"))["items"].GetArrayLength().ShouldBe(1);
    }

    [Theory, AllStores]
    public async Task The_same_key_under_another_API_key_is_another_key(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var second = await workspace.ClientOfAsync(workspace.Owner.UserId);
        var first = (await workspace.Owner.PostOnceAsync("key-1", "/exams", new { name = "Once" })).ShouldBe(201);

        var reply = await second.PostOnceAsync("key-1", "/exams", new { name = "Once" });

        reply.ShouldBe(201).Value("id").ShouldNotBe(first.Value("id"));
    }

    [Theory, AllStores]
    public async Task The_same_key_on_another_path_is_another_key(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        (
            await workspace.Owner.PostOnceAsync("key-1", "/exams", new { name = "Once", email = "a@example.com" })
        ).ShouldBe(201);

        var reply = await workspace.Owner.PostOnceAsync(
            "key-1",
            "/users",
            new { name = "Once", email = "a@example.com" }
        );

        reply.ShouldBe(201).Value("id").ShouldStartWith("user_");
    }

    [Theory, AllStores]
    public async Task A_refusal_is_replayed_as_well(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var first = await workspace.Owner.PostOnceAsync("key-1", "/exams", new { subject = "No name" });

        var retry = await workspace.Owner.PostOnceAsync("key-1", "/exams", new { subject = "No name" });

        first.ShouldBeInvalid("name");
        retry.ShouldBeInvalid("name").Header("Idempotent-Replayed").ShouldBe("true");
        retry.WithoutTrace().ShouldBe(first.WithoutTrace());
    }

    [Theory, AllStores]
    public async Task A_401_is_not_stored(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        (await workspace.Server.Stranger.PostOnceAsync("key-1", "/exams", new { name = "Once" })).ShouldBeProblem(401);

        var reply = await workspace.Owner.PostOnceAsync("key-1", "/exams", new { name = "Once" });

        reply.ShouldBe(201).Header("Idempotent-Replayed").ShouldBeNull();
    }

    [Theory, AllStores]
    public async Task Many_at_once_have_one_effect(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => workspace.Owner.PostOnceAsync("key-1", "/exams", new { name = "Once" }))
        );

        replies.ShouldAllBe(r => r.Status == 201 || r.Status == 409);
        replies.Count(r => r.Status == 201 && r.Header("Idempotent-Replayed") is null).ShouldBe(1);
        replies.Where(r => r.Status == 201).Select(r => r.Value("id")).Distinct().Count().ShouldBe(1);
        (await workspace.Owner.GetAsync("/exams"))["items"].GetArrayLength().ShouldBe(1);
    }

    [Theory, AllStores]
    public async Task While_the_first_still_runs_a_retry_is_409(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var attempt = 0;

        var retry = await Eventually.BecomesAsync(RetryWhileRunningAsync, reply => reply.Status == 409);

        retry.ShouldBeProblem(409);

        // The retry may overtake the first on its way in; then another key shows it.
        async Task<Reply> RetryWhileRunningAsync()
        {
            var key = $"key-{++attempt}";
            using var slow = new HeldBody("""{ "name": "Once" }""");
            var first = workspace.Owner.SendAsync(HttpMethod.Post, "/exams", slow, ("Idempotency-Key", key));
            await slow.HalfSent;
            var reply = await workspace.Owner.PostOnceAsync(key, "/exams", """{ "name": "Once" }""");
            slow.Release();
            (await first).Status.ShouldBeOneOf(201, 409);
            return reply;
        }
    }

    [Theory, AllStores]
    public async Task After_a_day_the_key_may_be_used_anew(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var first = (await workspace.Owner.PostOnceAsync("key-1", "/exams", new { name = "Once" })).ShouldBe(201);
        workspace.Server.Clock.Advance(TimeSpan.FromHours(24) + TimeSpan.FromSeconds(1));

        var reply = await workspace.Owner.PostOnceAsync("key-1", "/exams", new { name = "Once" });

        reply.ShouldBe(201).Value("id").ShouldNotBe(first.Value("id"));
        reply.Header("Idempotent-Replayed").ShouldBeNull();
    }
}
