using Examlet.EmbedSessions;
using Examlet.Live;

namespace Examlet.Tests.ExamSessions;

/// <summary>A page that works on nothing, before the start and after the hand-in, hears that access has ended, and
/// nothing else: <c>epoch=none</c>.</summary>
public sealed class EndOfAccessTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task A_start_page_hears_at_once_that_its_link_was_deleted(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();
        await using var events = await sitting.Student.ListenAsync("none");
        await events.NextAsync("ping");

        (await sitting.Owner.DeleteAsync($"/embed-sessions/{sitting.Embed.Id}")).ShouldBe(204);

        (await events.NextAsync("revoked")).ShouldHave(new { reason = "deleted" });
    }

    [Theory, AllStores]
    public async Task A_start_page_hears_that_the_permission_was_taken_away(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();
        await using var events = await sitting.Student.ListenAsync("none");
        await events.NextAsync("ping");

        (await sitting.Owner.DeleteAsync($"/permissions/{sitting.Exam.Id}/{sitting.StudentId}")).ShouldBe(204);

        (await events.NextAsync("revoked")).ShouldHave(new { reason = "revoked" });
    }

    [Theory, AllStores]
    public async Task A_closing_page_hears_that_its_link_was_deleted(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        await using var events = await sitting.Student.ListenAsync("none");
        await events.NextAsync("ping");

        (await sitting.Owner.DeleteAsync($"/embed-sessions/{sitting.Embed.Id}")).ShouldBe(204);

        (await events.NextAsync("revoked")).ShouldHave(new { reason = "deleted" });
    }

    [Theory, AllStores]
    public async Task The_page_behind_an_ended_link_says_why(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var deleted = await workspace.SitAsync();
        var expired = await workspace.SitAsync();
        (await deleted.Owner.DeleteAsync($"/embed-sessions/{deleted.Embed.Id}")).ShouldBe(204);
        workspace.Server.Clock.Advance(TimeSpan.FromDays(7));

        (await deleted.Student.PageAsync()).Text.ShouldContain("\"endReason\":\"deleted\"");
        (await expired.Student.PageAsync()).Text.ShouldContain("\"endReason\":\"expired\"");
    }

    [Fact]
    public void Such_a_page_hears_of_no_take_over_and_of_no_completion()
    {
        var page = new LivePage(epoch: null);
        var entry = new SessionEntry(Given.Embed(), MayTake: true, Given.Session() with { Epoch = 5 });

        page.Tell(LiveFacts.Of(entry), Given.Start).ShouldBeEmpty();
        page.Tell(LiveFacts.Of(entry), Given.Start.AddHours(2)).ShouldBeEmpty();
        page.Tell(LiveFacts.Of(entry), Given.Start.AddDays(8))
            .ShouldHaveSingleItem()
            .Data["reason"]
            .ShouldBe("expired");
    }
}
