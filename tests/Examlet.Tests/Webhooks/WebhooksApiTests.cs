using System.Text.Json;

namespace Examlet.Tests.Webhooks;

/// <summary>Administrators configure the webhooks of their workspace, and nobody else sees them.</summary>
public sealed class WebhooksApiTests(ExamletServers servers)
{
    private const string Url = "https://app.example.com/webhooks/exams?from=examlet";

    [Theory, AllStores]
    public async Task A_webhook_is_made_with_a_secret_that_is_shown_only_then(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var made = (
            await workspace.Owner.PostAsync(
                "/webhooks",
                new
                {
                    url = Url,
                    events = new[] { "exam-session.completed" },
                    description = "Our results",
                }
            )
        ).ShouldBe(201);

        made.Json.ShouldHave(
            new
            {
                url = Url,
                events = new[] { "exam-session.completed" },
                description = "Our results",
                enabled = true,
                secretNumber = 1,
                createdAt = workspace.Server.Now.Iso(),
            }
        );
        made.Value("id").ShouldStartWith("webhook_");
        made.Value("secret").ShouldStartWith("whsec_");
        Convert.FromBase64String(made.Value("secret")["whsec_".Length..]).Length.ShouldBe(32);
        made.Header("Location").ShouldBe($"/webhooks/{made.Value("id")}");
        (await workspace.Owner.GetAsync($"/webhooks/{made.Value("id")}"))
            .ShouldBe(200)
            .Json.TryGetProperty("secret", out _)
            .ShouldBeFalse();
        (await workspace.Owner.GetAsync("/webhooks"))
            .Items.ShouldHaveSingleItem()
            .TryGetProperty("secret", out _)
            .ShouldBeFalse();
    }

    [Theory, AllStores]
    public async Task Nothing_in_the_database_signs(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var made = (await workspace.Owner.PostOnceAsync("one", "/webhooks", new { url = Url })).ShouldBe(201);
        var rotated = (
            await workspace.Owner.PostOnceAsync("two", $"/webhooks/{made.Value("id")}/rotate-secret", new { })
        ).ShouldBe(200);

        foreach (var secret in (string[])[made.Value("secret"), rotated.Value("secret")])
        {
            var pattern = $"%{secret["whsec_".Length..]}%";
            foreach (
                var column in (string[])
                    ["idempotency_key.body", "webhook.url", "webhook.description", "webhook.id", "webhook_message.body"]
            )
            {
                var (table, name) = (column.Split('.')[0], column.Split('.')[1]);
                (
                    await workspace.Server.TamperAsync(
                        $"update {table} set {name} = {name} where {name} like @pattern",
                        new { pattern }
                    )
                ).ShouldBe(0, column);
            }
        }
    }

    [Theory, AllStores]
    public async Task A_retry_with_the_same_key_makes_no_second_webhook_and_shows_the_same_secret(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var first = await workspace.Owner.PostOnceAsync("key", "/webhooks", new { url = Url });
        var again = await workspace.Owner.PostOnceAsync("key", "/webhooks", new { url = Url });

        again.ShouldBe(201).Header("Idempotent-Replayed").ShouldBe("true");
        again.Value("secret").ShouldBe(first.Value("secret"));
        again.Value("id").ShouldBe(first.Value("id"));
        (await workspace.Owner.GetAsync("/webhooks")).Items.ShouldHaveSingleItem();
    }

    [Theory, AllStores]
    public async Task It_can_be_changed_and_deleted(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var path = $"/webhooks/{(await workspace.Owner.PostAsync("/webhooks", new { url = Url })).Value("id")}";

        (
            await workspace.Owner.PatchAsync(
                path,
                new
                {
                    url = "https://other.example.com/",
                    events = new[] { "exam-session.graded" },
                    description = "x",
                    enabled = false,
                }
            )
        ).ShouldBe(
            200,
            new
            {
                url = "https://other.example.com/",
                events = new[] { "exam-session.graded" },
                description = "x",
                enabled = false,
            }
        );
        (await workspace.Owner.PatchAsync(path, """{ "events": null, "enabled": true }"""))
            .ShouldBe(
                200,
                new
                {
                    url = "https://other.example.com/",
                    description = "x",
                    enabled = true,
                }
            )["events"]
            .ValueKind.ShouldBe(JsonValueKind.Null);
        (await workspace.Owner.PatchAsync(path, new { url = "ftp://x" })).ShouldBeInvalid("url");
        (await workspace.Owner.PatchAsync(path, """{ "events": "all" }""")).ShouldBeInvalid("events");
        (await workspace.Owner.PatchAsync(path, """{ "enabled": "no" }""")).ShouldBeInvalid("enabled");
        (await workspace.Owner.DeleteAsync(path)).ShouldBe(204);
        (await workspace.Owner.DeleteAsync(path)).ShouldBeProblem(404);
        (await workspace.Owner.GetAsync(path)).ShouldBeProblem(404);
    }

    [Theory]
    [AllStores("""{ }""", "url")]
    [AllStores("""{ "url": "app.example.com" }""", "url")]
    [AllStores("""{ "url": "file:///etc/passwd" }""", "url")]
    [AllStores("""{ "url": "https://user:word@app.example.com/" }""", "url")]
    [AllStores("""{ "url": "https://app.example.com/#part" }""", "url")]
    [AllStores("""{ "url": "https://app.example.com/a b" }""", "url")]
    [AllStores("""{ "url": "https://app.example.com/", "events": [] }""", "events")]
    [AllStores(
        """{ "url": "https://app.example.com/", "events": ["exam-session.graded", "exam.deleted"] }""",
        "events[1]"
    )]
    public async Task What_is_not_valid_is_refused_by_its_field(Store store, string body, string field)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        (await workspace.Owner.PostAsync("/webhooks", body)).ShouldBeInvalid(field);
    }

    [Theory]
    [AllStores("owner", true)]
    [AllStores("admin", true)]
    [AllStores("teacher", false)]
    [AllStores("student", false)]
    public async Task Owners_and_admins_may_and_nobody_else(Store store, string role, bool may)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var client = await workspace.ClientAsync(role);

        (await client.GetAsync("/webhooks")).ShouldBe(may ? 200 : 403);
        (await client.PostAsync("/webhooks", new { url = Url })).ShouldBe(may ? 201 : 403);
        (await workspace.Server.Stranger.GetAsync("/webhooks")).ShouldBeProblem(401);
    }

    [Theory]
    [AllStores("GET", "/webhooks/{id}")]
    [AllStores("PATCH", "/webhooks/{id}")]
    [AllStores("DELETE", "/webhooks/{id}")]
    [AllStores("POST", "/webhooks/{id}/rotate-secret")]
    [AllStores("POST", "/webhooks/{id}/test")]
    [AllStores("GET", "/webhooks/{id}/deliveries")]
    [AllStores("POST", "/webhooks/{id}/deliveries/{message}/replay")]
    [AllStores("POST", "/webhooks/{id}/deliveries/replay?since=2026-01-01T00:00:00Z")]
    public async Task A_webhook_of_another_workspace_is_not_there(Store store, string method, string path)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var other = await workspace.Server.WorkspaceAsync();
        var id = (await other.Owner.PostAsync("/webhooks", new { url = Url })).Value("id");
        var message = (await other.Owner.PostAsync($"/webhooks/{id}/test", new { })).Value("id");
        var body = method == "GET" || method == "DELETE" ? null : (object)new { };

        var seen = await workspace.Owner.SendAsync(
            new HttpMethod(method),
            path.Replace("{id}", id).Replace("{message}", message),
            body
        );
        var unknown = await workspace.Owner.SendAsync(
            new HttpMethod(method),
            path.Replace("{id}", "webhook_000000000000000000000000").Replace("{message}", message),
            body
        );

        seen.ShouldBeProblem(404);
        seen.WithoutTrace().ShouldBe(unknown.WithoutTrace());
        (await workspace.Owner.GetAsync("/webhooks")).Items.ShouldBeEmpty();
        (await other.Owner.GetAsync($"/webhooks/{id}")).ShouldBe(200, new { enabled = true, secretNumber = 1 });
        (await other.Owner.DeleteAsync($"/webhooks/{id}")).ShouldBe(204);
    }

    [Theory, AllStores]
    public async Task A_delivery_of_another_webhook_is_not_there(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var one = await Hook.AddAsync(workspace);
        await using var other = await Hook.AddAsync(workspace);
        var message = (await workspace.Owner.PostAsync($"{one.Path}/test", new { })).Value("id");

        (await workspace.Owner.PostAsync($"{other.Path}/deliveries/{message}/replay", new { })).ShouldBeProblem(404);
    }

    [Theory, AllStores]
    public async Task A_workspace_has_a_limited_number_of_them(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var replies = await Task.WhenAll(
            Enumerable.Range(0, 22).Select(_ => workspace.Owner.PostAsync("/webhooks", new { url = Url }))
        );

        replies.Count(reply => reply.Status == 201).ShouldBe(20);
        replies.First(reply => reply.Status != 201).ShouldBeProblem(409, "too-many-webhooks");
    }

    [Theory, AllStores]
    public async Task A_ping_arrives_and_deliveries_are_paged(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(workspace, new { events = new[] { "exam-session.graded" } });
        (await workspace.Owner.PostAsync($"{hook.Path}/test", new { })).ShouldBe(
            202,
            new
            {
                type = "ping",
                status = "pending",
                attempts = 0,
            }
        );
        (await workspace.Owner.PostAsync($"{hook.Path}/test", new { })).ShouldBe(202);

        var arrivals = await hook.ArrivedAsync(2);
        await hook.SettledAsync("delivered");

        arrivals.ShouldAllBe(a => a.Type == "ping");
        arrivals[0].Data.ShouldHave(new { webhookId = hook.Id });
        arrivals[0].Headers["Content-Type"].ShouldBe("application/json");
        var page = (await workspace.Owner.GetAsync($"{hook.Path}/deliveries?limit=1")).ShouldBe(200);
        page.Items.ShouldHaveSingleItem()
            .ShouldHave(
                new
                {
                    type = "ping",
                    status = "delivered",
                    attempts = 1,
                    lastStatus = 204,
                }
            );
        var next = (
            await workspace.Owner.GetAsync($"{hook.Path}/deliveries?limit=1&cursor={page.Value("nextCursor")}")
        ).ShouldBe(200);
        next.Items.ShouldHaveSingleItem().GetProperty("id").GetString().ShouldNotBe(page.Value("items[0].id"));
        next["nextCursor"].ValueKind.ShouldBe(JsonValueKind.Null);
        (await workspace.Owner.GetAsync($"{hook.Path}/deliveries?status=lost")).ShouldBeInvalid("status");
    }

    [Theory, AllStores]
    public async Task A_webhook_that_is_off_gets_nothing_and_one_that_is_deleted_neither(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var off = await Hook.AddAsync(workspace);
        await using var deleted = await Hook.AddAsync(workspace);
        (await workspace.Owner.PatchAsync(off.Path, new { enabled = false })).ShouldBe(200);
        await workspace.StartedAsync();
        (await workspace.Owner.DeleteAsync(deleted.Path)).ShouldBe(204);

        await off.NothingMoreAsync();

        deleted.Receiver.Arrivals.ShouldBeEmpty();
        (await off.DeliveriesAsync()).ShouldBeEmpty();
        (
            await workspace.Server.TamperAsync(
                "update webhook_message set status = status where webhook_id = @Id",
                new { deleted.Id }
            )
        ).ShouldBe(0);
    }

    [Theory, AllStores]
    public async Task After_a_rotation_both_secrets_sign_for_a_day(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(workspace);
        var rotated = (await workspace.Owner.PostAsync($"{hook.Path}/rotate-secret", new { })).ShouldBe(
            200,
            new { secretNumber = 2 }
        );
        rotated.Value("secret").ShouldNotBe(hook.Secret);
        (await workspace.Owner.PostAsync($"{hook.Path}/test", new { })).ShouldBe(202);
        var during = (await hook.ArrivedAsync(1))[0];
        workspace.Server.Clock.Advance(TimeSpan.FromHours(24));
        (await workspace.Owner.PostAsync($"{hook.Path}/test", new { })).ShouldBe(202);
        var after = (await hook.ArrivedAsync(2))[1];

        during.Signature.Split(' ').Length.ShouldBe(2);
        during.IsSignedWith(hook.Secret).ShouldBeTrue();
        during.IsSignedWith(rotated.Value("secret")).ShouldBeTrue();
        after.IsSignedWith(hook.Secret).ShouldBeFalse();
        after.IsSignedWith(rotated.Value("secret")).ShouldBeTrue();
    }
}
