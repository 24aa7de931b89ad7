using System.Text.Json;

namespace Examlet.Tests.Room;

/// <summary>Which loss of contact is suggested to be made up for: what ran off the student's clock, and nothing
/// else.</summary>
public sealed class LostContactTests(ExamletServers servers)
{
    private const int AsksPerSecond = 5;

    [Theory, AllStores]
    public async Task Of_an_outage_that_a_pause_ended_the_time_before_the_pause_is_suggested(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 600 });
        await VisitAsync(sitting);
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(10));
        await ActAsync(sitting, "pause");
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(60));

        await VisitAsync(sitting);

        (await SuggestedAsync(sitting)).ShouldNotBeNull().ShouldBeInRange(10, 12);
    }

    [Theory, AllStores]
    public async Task Of_an_outage_longer_than_a_pause_the_pause_is_not_given_twice(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 600 });
        await VisitAsync(sitting);
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(5));
        await ActAsync(sitting, "pause");
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(60));
        await ActAsync(sitting, "resume");
        (await SuggestedAsync(sitting)).ShouldBeNull();
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(5));

        await VisitAsync(sitting);

        (await SuggestedAsync(sitting)).ShouldNotBeNull().ShouldBeInRange(10, 12);
    }

    [Theory, AllStores]
    public async Task The_time_between_the_end_and_a_reopening_is_not_suggested(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 60 });
        await VisitAsync(sitting);
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        workspace.Server.Clock.Advance(TimeSpan.FromHours(2));
        await ActAsync(sitting, "reopen");
        (await sitting.Student.OpenAsync()).ShouldBe(200);

        await VisitAsync(sitting);

        (await SuggestedAsync(sitting)).ShouldBeNull();
    }

    [Theory, AllStores]
    public async Task A_page_that_is_open_while_its_sandbox_moves_on_has_lost_nothing(Store store)
    {
        await using var borrowed = await servers.WorkspaceAsync(store);
        await using var workspace = await borrowed.Server.WorkspaceAsync(isSandbox: true);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 600 });
        await using (var page = await sitting.Student.ListenAsync())
        {
            await page.NextAsync("deadline");
            await BecomesAsync(sitting, row => row.GetProperty("connected").GetBoolean());

            (await workspace.Owner.PostAsync("/test/clock", new { advance = 30 })).ShouldBe(200);
            (await RowAsync(sitting)).ShouldHave(new { connected = true, outage = (object?)null });
            for (var i = 0; i < 25; i++)
            {
                workspace.Server.Clock.Advance(TimeSpan.FromSeconds(1));
                await RowAsync(sitting);
            }

            (await RowAsync(sitting)).ShouldHave(new { connected = true, outage = (object?)null });
        }
    }

    [Theory, AllStores]
    public async Task An_outage_in_a_sandbox_is_as_long_as_its_clock_moved_meanwhile(Store store)
    {
        await using var borrowed = await servers.WorkspaceAsync(store);
        await using var workspace = await borrowed.Server.WorkspaceAsync(isSandbox: true);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 600 });
        await VisitAsync(sitting);
        (await workspace.Owner.PostAsync("/test/clock", new { advance = 30 })).ShouldBe(200);

        await VisitAsync(sitting);

        (await SuggestedAsync(sitting)).ShouldNotBeNull().ShouldBeInRange(30, 32);
    }

    /// <summary>The page of the student is open until the server has seen it, and goes away again.</summary>
    private static async Task VisitAsync(Sitting sitting)
    {
        await using (var page = await sitting.Student.ListenAsync())
        {
            await page.NextAsync(
                (await RowAsync(sitting)).GetProperty("status").GetString() == "paused" ? "paused" : "deadline"
            );
            await BecomesAsync(sitting, row => row.GetProperty("connected").GetBoolean());
        }

        await BecomesAsync(sitting, row => !row.GetProperty("connected").GetBoolean());
    }

    private static async Task ActAsync(Sitting sitting, string action) =>
        (
            await sitting.Owner.PostAsync(
                $"/exams/{sitting.Exam.Id}/sessions/actions",
                new
                {
                    action,
                    sessions = "all",
                    reason = "no network",
                    minutes = action == "reopen" ? 30 : (int?)null,
                }
            )
        ).ShouldBe(200, new { results = new[] { new { done = true } } });

    private static async Task<int?> SuggestedAsync(Sitting sitting) =>
        (await RowAsync(sitting)).GetProperty("outage") is { ValueKind: JsonValueKind.Object } outage
            ? outage.GetProperty("minutes").GetInt32()
            : null;

    /// <summary>The student's row as the monitor shows it now.</summary>
    private static async Task<JsonElement> RowAsync(Sitting sitting)
    {
        var link = (await sitting.Owner.PostAsync($"/exams/{sitting.Exam.Id}/monitor-link", new { })).ShouldBe(201);
        var server = sitting.Workspace.Server;
        var secret = new Uri(link.Value("url")).Segments[^1];
        server.Log.MustNotTell(secret);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "/monitor-api/room"));
        request.Headers.Authorization = new("Bearer", secret);
        await using var room = await LiveEvents.OfAsync(
            await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead),
            _ => { }
        );
        return (await room.NextAsync("room")).Find("rows[0]");
    }

    /// <summary>The clock goes on by a second now and then until the row is as wanted: what the server does each second
    /// has the time to be done.</summary>
    private static async Task BecomesAsync(Sitting sitting, Func<JsonElement, bool> wanted)
    {
        var asked = 0;
        var row = await Eventually.BecomesAsync(
            () =>
            {
                if (asked++ % AsksPerSecond == 0)
                {
                    sitting.Workspace.Server.Clock.Advance(TimeSpan.FromSeconds(1));
                }

                return RowAsync(sitting);
            },
            wanted
        );
        wanted(row).ShouldBeTrue($"{row}");
    }
}
