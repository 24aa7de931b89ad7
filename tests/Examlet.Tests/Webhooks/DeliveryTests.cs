using System.Text.Json;

namespace Examlet.Tests.Webhooks;

/// <summary>A message arrives at least once, under one ID and in order, whatever the receiver does in the
/// meantime.</summary>
public sealed class DeliveryTests(ExamletServers servers)
{
    [Theory]
    [AllStores(500)]
    [AllStores(404)]
    [AllStores(302)]
    [AllStores(304)]
    public async Task What_is_not_answered_2xx_is_sent_again_under_the_same_ID_until_it_is(Store store, int status)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(workspace);
        await using var elsewhere = await Receiver.StartAsync();
        hook.Receiver.Answer = (_, http) =>
        {
            http.Response.Headers.Location = elsewhere.Url;
            return Receiver.Say(http, hook.Receiver.Arrivals.Count < 3 ? status : 200);
        };
        (await workspace.Owner.PostAsync($"{hook.Path}/test", new { })).ShouldBe(202);

        var failed = await hook.TriedAsync(1);
        var delivered = await hook.TriedAsync(3);

        failed.ShouldHave(
            new
            {
                status = "pending",
                attempts = 1,
                lastStatus = status,
                lastError = status is 302 or 304 ? "redirect" : "status",
            }
        );
        delivered.ShouldHave(
            new
            {
                status = "delivered",
                attempts = 3,
                lastStatus = 200,
            }
        );
        delivered.GetProperty("lastError").ValueKind.ShouldBe(JsonValueKind.Null);
        hook.Receiver.Arrivals.Select(a => a.Id)
            .Distinct(StringComparer.Ordinal)
            .ShouldBe([delivered.GetProperty("id").GetString()!]);
        hook.Receiver.Arrivals.Select(a => a.Body).Distinct(StringComparer.Ordinal).ShouldHaveSingleItem();
        hook.Receiver.Arrivals.ShouldAllBe(a => a.IsSignedWith(hook.Secret));
        elsewhere.Arrivals.ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task A_receiver_that_is_down_gets_it_when_it_is_back(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(workspace);
        var url = hook.Receiver.Url;
        await hook.Receiver.DisposeAsync();
        (await workspace.Owner.PostAsync($"{hook.Path}/test", new { })).ShouldBe(202);
        (await hook.TriedAsync(1)).ShouldHave(new { status = "pending", lastError = "connection-failed" });

        await using var back = await Receiver.StartAsync(new Uri(url).GetLeftPart(UriPartial.Authority));

        (await hook.TriedAsync(2)).ShouldHave(new { status = "delivered" });
        back.Arrivals.ShouldHaveSingleItem().IsSignedWith(hook.Secret).ShouldBeTrue();
    }

    [Theory, AllStores]
    public async Task A_receiver_that_does_not_answer_within_15_seconds_has_not_taken_it(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(workspace);
        var held = new TaskCompletionSource();
        hook.Receiver.Answer = (_, _) => held.Task;
        (await workspace.Owner.PostAsync($"{hook.Path}/test", new { })).ShouldBe(202);
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(1));
        await hook.ReachedAsync(1);

        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(15));
        hook.Receiver.Answer = (_, http) => Receiver.Say(http, 200);
        var timedOut = await hook.TriedAsync(1);
        held.SetResult();

        timedOut.ShouldHave(new { lastError = "timeout" });
        timedOut.GetProperty("lastStatus").ValueKind.ShouldBe(JsonValueKind.Null);
        (await hook.TriedAsync(2)).ShouldHave(new { status = "delivered" });
    }

    [Theory, AllStores]
    public async Task A_receiver_that_never_stops_talking_is_not_listened_to(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(workspace);
        hook.Receiver.Answer = async (_, http) =>
        {
            var piece = new byte[64 << 10];
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(piece, http.RequestAborted);
            }
        };
        (await workspace.Owner.PostAsync($"{hook.Path}/test", new { })).ShouldBe(202);

        (await hook.TriedAsync(1)).ShouldHave(new { status = "delivered", lastStatus = 200 });
    }

    [Theory, AllStores]
    public async Task A_receiver_that_is_gone_turns_the_webhook_off(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(workspace);
        hook.Receiver.Answer = (_, http) => Receiver.Say(http, 410);
        (await workspace.Owner.PostAsync($"{hook.Path}/test", new { })).ShouldBe(202);

        (await hook.TriedAsync(1)).ShouldHave(new { status = "failed", lastStatus = 410 });
        (await workspace.Owner.GetAsync(hook.Path)).ShouldBe(200, new { enabled = false, disabledReason = "gone" });
        (await workspace.Owner.PostAsync($"{hook.Path}/test", new { })).ShouldBeProblem(409, "webhook-disabled");
        await workspace.StartedAsync();
        await hook.NothingMoreAsync();

        hook.Receiver.Answer = (_, http) => Receiver.Say(http, 200);
        var on = (await workspace.Owner.PatchAsync(hook.Path, new { enabled = true })).ShouldBe(
            200,
            new { enabled = true }
        );
        on["disabledReason"].ValueKind.ShouldBe(JsonValueKind.Null);
        var id = (await hook.DeliveriesAsync()).ShouldHaveSingleItem().GetProperty("id").GetString();
        (await workspace.Owner.PostAsync($"{hook.Path}/deliveries/{id}/replay", new { })).ShouldBe(202);
        (await hook.TriedAsync(1)).ShouldHave(new { status = "delivered" });
    }

    [Theory, AllStores]
    public async Task A_message_waits_for_the_one_before_it_of_the_same_session_only(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(
            workspace,
            new { events = new[] { "exam-session.started", "exam-session.completed" } }
        );
        var stuck = await workspace.StartedAsync();
        var refused = 2;
        hook.Receiver.Answer = (arrival, http) =>
            Receiver.Say(
                http,
                arrival.Data.GetProperty("sessionId").GetString() == stuck.Student.SessionId
                && Interlocked.Decrement(ref refused) >= 0
                    ? 500
                    : 200
            );
        (await stuck.Student.HandInAsync()).ShouldBe(200);
        var other = await workspace.StartedAsync();
        (await other.Student.HandInAsync()).ShouldBe(200);

        await hook.SettledAsync("delivered");

        TypesOf(stuck)
            .ShouldBe([
                "exam-session.started",
                "exam-session.started",
                "exam-session.started",
                "exam-session.completed",
            ]);
        TypesOf(other).ShouldBe(["exam-session.started", "exam-session.completed"]);
        hook.Receiver.Arrivals.Select(a => a.Data.GetProperty("sessionId").GetString())
            .ToList()
            .FindLastIndex(id => id == other.Student.SessionId)
            .ShouldBeLessThan(hook.Receiver.Arrivals.Count - 1, "the other session did not wait");

        IEnumerable<string> TypesOf(Sitting sitting) =>
            hook
                .Receiver.Arrivals.Where(a => a.Data.GetProperty("sessionId").GetString() == sitting.Student.SessionId)
                .Select(a => a.Type);
    }

    [Theory, AllStores]
    public async Task A_receiver_that_hangs_holds_up_no_other(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hanging = await Hook.AddAsync(workspace);
        await using var healthy = await Hook.AddAsync(workspace);
        var held = new TaskCompletionSource();
        hanging.Receiver.Answer = (_, _) => held.Task;
        for (var i = 0; i < 20; i++)
        {
            (await workspace.Owner.PostAsync($"{hanging.Path}/test", new { })).ShouldBe(202);
        }

        (await workspace.Owner.PostAsync($"{healthy.Path}/test", new { })).ShouldBe(202);

        await healthy.ArrivedAsync(1);
        hanging.Receiver.Arrivals.Count.ShouldBeLessThanOrEqualTo(8);
        held.SetResult();
    }

    [Theory, AllStores]
    public async Task After_three_days_it_has_failed_stays_visible_and_can_be_replayed(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(workspace);
        hook.Receiver.Answer = (_, http) => Receiver.Say(http, 503);
        var id = (await workspace.Owner.PostAsync($"{hook.Path}/test", new { })).ShouldBe(202).Value("id");
        await hook.TriedAsync(1);
        (
            await workspace.Server.TamperAsync("update webhook_message set attempts = 30 where id = @id", new { id })
        ).ShouldBe(1);
        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(6));

        (await hook.TriedAsync(31)).ShouldHave(
            new
            {
                id,
                status = "failed",
                lastStatus = 503,
            }
        );
        await hook.NothingMoreAsync();
        (await workspace.Owner.GetAsync($"{hook.Path}/deliveries?status=failed"))
            .Items.ShouldHaveSingleItem()
            .ShouldHave(new { id });
        (await workspace.Owner.GetAsync($"{hook.Path}/deliveries?status=pending")).Items.ShouldBeEmpty();

        hook.Receiver.Answer = (_, http) => Receiver.Say(http, 200);
        (await workspace.Owner.PostAsync($"{hook.Path}/deliveries/{id}/replay", new { })).ShouldBe(
            202,
            new
            {
                id,
                status = "pending",
                attempts = 0,
            }
        );

        (await hook.TriedAsync(1)).ShouldHave(new { id, status = "delivered" });
        hook.Receiver.Arrivals.Select(a => a.Id).ShouldAllBe(seen => seen == id);
    }

    [Theory, AllStores]
    public async Task All_messages_since_a_time_are_replayed_in_order_with_their_IDs(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(
            workspace,
            new { events = new[] { "exam-session.started", "exam-session.completed" } }
        );
        await workspace.StartedAsync();
        await hook.ArrivedAsync(1);
        await hook.SettledAsync("delivered");
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        var since = workspace.Server.Now;
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        var first = await hook.ArrivedAsync(3);
        await hook.SettledAsync("delivered");

        (
            await workspace.Owner.PostAsync($"{hook.Path}/deliveries/replay?since={since.Iso()}&status=failed", new { })
        ).ShouldBe(202, new { replayed = 0 });
        (await workspace.Owner.PostAsync($"{hook.Path}/deliveries/replay?since={since.Iso()}", new { })).ShouldBe(
            202,
            new { replayed = 2 }
        );

        var all = await hook.ArrivedAsync(5);
        all.Skip(3).Select(a => a.Id).ShouldBe(first.Skip(1).Select(a => a.Id));
        (await workspace.Owner.PostAsync($"{hook.Path}/deliveries/replay", new { })).ShouldBeInvalid("since");
        (
            await workspace.Owner.PostAsync($"{hook.Path}/deliveries/replay?since={since.Iso()}&status=lost", new { })
        ).ShouldBeInvalid("status");
    }

    [Theory, AllStores]
    public async Task What_was_under_way_when_a_node_ended_is_sent_again_under_the_same_ID(Store store)
    {
        await using var first = await servers.StartAsync(store);
        var database = first.Service<Examlet.Storage.Database>();
        await using var receiver = await Receiver.StartAsync();
        var workspace = await first.WorkspaceAsync();
        var created = (await workspace.Owner.PostAsync("/webhooks", new { url = receiver.Url })).ShouldBe(201);
        await using var hook = new Hook(workspace, receiver, created);
        var id = (await workspace.Owner.PostAsync($"{hook.Path}/test", new { })).Value("id");

        // A node that claims the message, sends it, and ends before it has written that down.
        var claimed = (
            await database.WriteAsync(
                transaction => Examlet.Webhooks.DeliveryStore.ClaimAsync(transaction, [id], first.Clock.GetUtcNow()),
                CancellationToken.None
            )
        ).ShouldHaveSingleItem();
        (
            await first.Service<Examlet.Webhooks.WebhookSender>().SendAsync(claimed, CancellationToken.None)
        ).IsDelivered.ShouldBeTrue();
        await hook.NothingMoreAsync();
        first.Clock.Advance(Examlet.Webhooks.DeliveryStore.Lease);

        (await hook.TriedAsync(2)).ShouldHave(new { id, status = "delivered" });
        receiver.Arrivals.Select(a => a.Id).ShouldBe([id, id]);
    }

    [Fact]
    public async Task Two_nodes_on_one_database_send_each_message_once()
    {
        await using var one = await servers.StartAsync(Store.PostgreSql);
        await using var other = await servers.StartAsync(Store.PostgreSql, $"Database={one.Setting}");
        await using var workspace = await one.WorkspaceAsync();
        await using var hook = await Hook.AddAsync(
            workspace,
            new { events = new[] { "exam-session.started", "exam-session.completed" } }
        );
        hook.Receiver.Answer = async (_, http) =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5));
            await Receiver.Say(http, 200);
        };
        for (var i = 0; i < 25; i++)
        {
            var sitting = await workspace.StartedAsync();
            (await sitting.Student.HandInAsync()).ShouldBe(200);
        }

        for (var i = 0; i < 100 && hook.Receiver.Arrivals.Count < 50; i++)
        {
            other.Clock.Advance(TimeSpan.FromSeconds(1));
            one.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(25), TestContext.Current.CancellationToken);
        }

        await hook.NothingMoreAsync();
        hook.Receiver.Arrivals.Count.ShouldBe(50);
        hook.Receiver.Arrivals.Select(a => a.Id).Distinct(StringComparer.Ordinal).Count().ShouldBe(50);
        foreach (
            var session in hook.Receiver.Arrivals.GroupBy(
                a => a.Data.GetProperty("sessionId").GetString(),
                StringComparer.Ordinal
            )
        )
        {
            session.Select(a => a.Type).ShouldBe(["exam-session.started", "exam-session.completed"]);
        }
    }
}
