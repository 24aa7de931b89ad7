using System.Net;
using Examlet.Webhooks;

namespace Examlet.Tests.Webhooks;

/// <summary>A webhook reaches the internet and nothing behind the operator's own door, unless the operator allows
/// it.</summary>
public sealed class WebhookTargetTests(ExamletServers servers)
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.170")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("203.0.113.7")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::7f00:1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("::ffff:0:7f00:1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::a00:1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("3fff::1")]
    [InlineData("5f00::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void An_address_of_a_private_network_or_a_detour_to_one_is_not_public(string address) =>
        PublicAddress.Is(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700::1111")]
    [InlineData("2a00:1450:4001::8a")]
    [InlineData("2001:4860:4860::8888")]
    public void An_address_on_the_internet_is_public(string address) =>
        PublicAddress.Is(IPAddress.Parse(address)).ShouldBeTrue();

    [Theory, AllStores]
    public async Task Where_the_operator_does_not_allow_it_such_addresses_are_refused_by_their_field(Store store)
    {
        await using var server = await servers.StartAsync(store, "AllowPrivateWebhooks=false");
        var workspace = await server.WorkspaceAsync();
        foreach (
            var host in (string[])
                [
                    "localhost",
                    "a.localhost",
                    "LOCALHOST.",
                    "127.0.0.1",
                    "127.1",
                    "0x7f000001",
                    "2130706433",
                    "0177.0.0.1",
                    "10.0.0.1",
                    "169.254.169.254",
                    "[::1]",
                    "[::]",
                    "[::ffff:127.0.0.1]",
                    "[64:ff9b::7f00:1]",
                    "[fd00:ec2::254]",
                    "app.example.com／x",
                    "app.example.com；x",
                ]
        )
        {
            (await workspace.Owner.PostAsync("/webhooks", new { url = $"https://{host}/hook" })).ShouldBeInvalid("url");
        }

        (await workspace.Owner.PostAsync("/webhooks", new { url = "http://app.example.com/hook" })).ShouldBeInvalid(
            "url"
        );
        (await workspace.Owner.PostAsync("/webhooks", new { url = "https://app.example.com/hook" })).ShouldBe(201);
    }

    [Theory, AllStores]
    public async Task What_got_past_the_check_of_the_field_is_refused_when_the_connection_is_made(Store store)
    {
        await using var server = await servers.StartAsync(store, "AllowPrivateWebhooks=false");
        var workspace = await server.WorkspaceAsync();
        await using var receiver = await Receiver.StartAsync();
        var port = new Uri(receiver.Url).Port;
        foreach (var host in (string[])["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "0.0.0.0", "169.254.169.254"])
        {
            var created = (
                await workspace.Owner.PostAsync("/webhooks", new { url = "https://app.example.com/hook" })
            ).ShouldBe(201);
            await using var hook = new Hook(workspace, receiver, created);
            (
                await server.TamperAsync(
                    "update webhook set url = @url where id = @Id",
                    new { url = $"http://{host}:{port}/hook", hook.Id }
                )
            ).ShouldBe(1);
            (await workspace.Owner.PostAsync($"{hook.Path}/test", new { })).ShouldBe(202);

            (await hook.TriedAsync(1)).ShouldHave(new { status = "pending", lastError = "private-address" });
        }

        receiver.Arrivals.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_that_leads_to_a_private_address_is_refused_whatever_else_it_leads_to_that_is_private()
    {
        await using var server = await servers.StartAsync(Store.Sqlite);
        await using var receiver = await Receiver.StartAsync();

        (await SendAsync(server, receiver, allowPrivate: false, IPAddress.Loopback)).ShouldBe(
            new DeliveryResult(null, "private-address")
        );
        (
            await SendAsync(
                server,
                receiver,
                allowPrivate: false,
                IPAddress.Parse("10.0.0.1"),
                IPAddress.Parse("169.254.169.254"),
                IPAddress.Parse("::ffff:127.0.0.1")
            )
        ).ShouldBe(new DeliveryResult(null, "private-address"));
        (await SendAsync(server, receiver, allowPrivate: false)).ShouldBe(
            new DeliveryResult(null, "name-not-resolved")
        );
        receiver.Arrivals.ShouldBeEmpty();
        (await SendAsync(server, receiver, allowPrivate: true, IPAddress.Loopback)).ShouldBe(
            new DeliveryResult(204, null)
        );
    }

    [Fact]
    public async Task A_name_is_asked_once_and_the_connection_goes_to_the_address_that_was_checked()
    {
        await using var server = await servers.StartAsync(Store.Sqlite);
        await using var receiver = await Receiver.StartAsync();
        var asked = 0;
        var connector = new WebhookConnector(
            allowPrivate: true,
            (_, _) => Task.FromResult(Interlocked.Increment(ref asked) == 1 ? new[] { IPAddress.Loopback } : [])
        );

        (await SendAsync(server, receiver, connector)).IsDelivered.ShouldBeTrue();

        asked.ShouldBe(1);
        receiver.Arrivals.ShouldHaveSingleItem().Headers["Host"].ShouldStartWith("rebind.example");
    }

    private static Task<DeliveryResult> SendAsync(
        ExamletServer server,
        Receiver receiver,
        bool allowPrivate,
        params IPAddress[] addresses
    ) => SendAsync(server, receiver, new WebhookConnector(allowPrivate, (_, _) => Task.FromResult(addresses)));

    private static async Task<DeliveryResult> SendAsync(
        ExamletServer server,
        Receiver receiver,
        WebhookConnector connector
    )
    {
        using var sender = new WebhookSender(server.Service<WebhookSecrets>(), connector, server.Clock);
        var message = new ClaimedDelivery
        {
            Id = "message_1",
            WebhookId = "webhook_1",
            Claim = "",
            Url = $"http://rebind.example:{new Uri(receiver.Url).Port}/hook",
            Body = "{}",
            SecretNumber = 1,
        };
        return await sender.SendAsync(message, TestContext.Current.CancellationToken);
    }
}
