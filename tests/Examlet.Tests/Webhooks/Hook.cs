using System.Text.Json;

namespace Examlet.Tests.Webhooks;

/// <summary>A webhook of a workspace, its receiver, and the waiting for what the server sends by itself.</summary>
public sealed class Hook(Workspace workspace, Receiver receiver, Reply created) : IAsyncDisposable
{
    private const int Ticks = 120;

    public Workspace Workspace => workspace;
    public Receiver Receiver => receiver;
    public Reply Created => created;
    public string Id => created.Value("id");
    public string Secret => created.Value("secret");
    public string Path => $"/webhooks/{Id}";
    public ExamletServer Server => workspace.Server;

    public static async Task<Hook> AddAsync(Workspace workspace, object? more = null)
    {
        var receiver = await Receiver.StartAsync();
        var created = await workspace.Owner.PostAsync("/webhooks", Body.With(new { url = receiver.Url }, more));
        return new Hook(workspace, receiver, created.ShouldBe(201));
    }

    /// <summary>Lets seconds pass, one after the other, until that many messages have arrived.</summary>
    public async Task<IReadOnlyList<Arrival>> ArrivedAsync(int count)
    {
        await PassAsync(() => Task.FromResult(receiver.Arrivals.Count >= count));
        receiver.Arrivals.Count.ShouldBe(count, string.Join('\n', receiver.Arrivals.Select(a => a.Body)));
        return receiver.Arrivals;
    }

    /// <summary>Lets seconds pass until every message has that status.</summary>
    public async Task<IReadOnlyList<JsonElement>> SettledAsync(string status)
    {
        await PassAsync(async () => (await DeliveriesAsync()).All(d => d.GetProperty("status").GetString() == status));
        var deliveries = await DeliveriesAsync();
        deliveries.ShouldAllBe(d => d.GetProperty("status").GetString() == status);
        return deliveries;
    }

    /// <summary>Lets seconds pass until the only message was tried that often and the outcome is written down.</summary>
    public async Task<JsonElement> TriedAsync(int attempts)
    {
        await PassAsync(async () => IsWritten((await DeliveriesAsync())[0]));
        var delivery = (await DeliveriesAsync())[0];
        delivery.GetProperty("attempts").GetInt32().ShouldBe(attempts, delivery.GetRawText());
        return delivery;

        bool IsWritten(JsonElement one) => one.GetProperty("attempts").GetInt32() >= attempts && (one.GetProperty("lastError").ValueKind == JsonValueKind.String || one.GetProperty("status").GetString() == "delivered")
            && (one.GetProperty("nextAttemptAt").ValueKind == JsonValueKind.Null || one.GetProperty("nextAttemptAt").GetDateTimeOffset() != _lease);
    }

    private DateTimeOffset? _lease;

    public async Task<IReadOnlyList<JsonElement>> DeliveriesAsync() => (await workspace.Owner.GetAsync($"{Path}/deliveries?limit=100")).ShouldBe(200).Items;

    /// <summary>Lets a few seconds pass in which nothing more must arrive.</summary>
    public async Task NothingMoreAsync(int seconds = 4)
    {
        var before = receiver.Arrivals.Count;
        for (var i = 0; i < seconds; i++)
        {
            Server.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        receiver.Arrivals.Count.ShouldBe(before, string.Join('\n', receiver.Arrivals.Select(a => a.Body)));
    }

    public ValueTask DisposeAsync() => receiver.DisposeAsync();

    private async Task PassAsync(Func<Task<bool>> done)
    {
        for (var i = 0; i < Ticks && !await done(); i++)
        {
            Server.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(40));
        }
    }
}
