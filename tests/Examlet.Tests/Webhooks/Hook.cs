using System.Text.Json;

namespace Examlet.Tests.Webhooks;

/// <summary>A webhook of a workspace, its receiver, and the waiting for what the server sends by itself.</summary>
public sealed class Hook(Workspace workspace, Receiver receiver, Reply created) : IAsyncDisposable
{
    private const int Seconds = 100;
    private const int Polls = 400;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(25);

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

    /// <summary>Lets seconds pass until the oldest message was tried that often, and the outcome is written
    /// down.</summary>
    public async Task<JsonElement> TriedAsync(int attempts)
    {
        await PassAsync(async () =>
            (await DeliveriesAsync())[0] is var oldest
            && oldest.GetProperty("attempts").GetInt32() >= attempts
            && !IsUnderWay(oldest)
        );
        var delivery = (await DeliveriesAsync())[0];
        delivery.GetProperty("attempts").GetInt32().ShouldBe(attempts, delivery.GetRawText());
        return delivery;
    }

    /// <summary>Waits, without time passing, until the receiver has got that many messages.</summary>
    public async Task ReachedAsync(int count)
    {
        for (var i = 0; i < Polls && receiver.Arrivals.Count < count; i++)
        {
            await Task.Delay(Moment);
        }

        receiver.Arrivals.Count.ShouldBe(count);
    }

    public async Task<IReadOnlyList<JsonElement>> DeliveriesAsync() =>
        (await workspace.Owner.GetAsync($"{Path}/deliveries?limit=100")).ShouldBe(200).Items;

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

    /// <summary>A second passes only while nothing is being sent: a machine that is slow must not look like a receiver
    /// that is.</summary>
    private async Task PassAsync(Func<Task<bool>> done)
    {
        for (var (seconds, polls) = (0, 0); seconds < Seconds && polls < Polls && !await done(); polls++)
        {
            if (!(await DeliveriesAsync()).Any(IsUnderWay))
            {
                Server.Clock.Advance(TimeSpan.FromSeconds(1));
                seconds++;
            }

            await Task.Delay(Moment);
        }
    }

    private static bool IsUnderWay(JsonElement delivery) =>
        delivery.GetProperty("status").GetString() == "pending"
        && delivery.GetProperty("nextAttemptAt").ValueKind == JsonValueKind.Null;
}
