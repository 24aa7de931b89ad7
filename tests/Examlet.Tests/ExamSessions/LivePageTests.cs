using Examlet.EmbedSessions;
using Examlet.ExamSessions;
using Examlet.Live;

namespace Examlet.Tests.ExamSessions;

/// <summary>What an open page is told as the state changes, once each.</summary>
public sealed class LivePageTests
{
    private static readonly SessionEntry Entry = new(Given.Embed(), MayTake: true, Given.Session());
    private readonly LivePage _page = new(epoch: 1);

    [Fact]
    public void A_new_page_hears_the_deadline() => Names(Entry).ShouldBe([LivePage.DeadlineChanged]);

    [Fact]
    public void The_same_deadline_is_not_told_twice()
    {
        Names(Entry);

        Names(Entry).ShouldBeEmpty();
    }

    [Fact]
    public void A_changed_deadline_is_told()
    {
        Names(Entry);

        Names(Entry with { Session = Given.Session() with { DeadlineAt = Given.Start.AddHours(2) } })
            .ShouldBe([LivePage.DeadlineChanged]);
    }

    [Fact]
    public void The_same_deadline_is_told_with_the_present_when_a_sandbox_has_moved_on()
    {
        Names(Entry);
        var later = Given.Start.AddMinutes(30);

        _page
            .Tell(LiveFacts.Of(Entry), later, TimeSpan.FromMinutes(30))
            .ShouldHaveSingleItem()
            .Data["serverNow"]
            .ShouldBe(later);
        _page.Tell(LiveFacts.Of(Entry), later, TimeSpan.FromMinutes(30)).ShouldBeEmpty();
    }

    [Fact]
    public void A_deadline_taken_away_is_told_as_null()
    {
        Names(Entry);

        _page
            .Tell(LiveFacts.Of(Entry with { Session = Given.Session() with { DeadlineAt = null } }), Given.Start)
            .ShouldHaveSingleItem()
            .Data["deadline"]
            .ShouldBeNull();
    }

    [Fact]
    public void Before_the_start_there_is_nothing_to_tell() => Names(Entry with { Session = null }).ShouldBeEmpty();

    [Fact]
    public void A_take_over_is_told() =>
        Names(Entry with { Session = Given.Session() with { Epoch = 2 } }).ShouldBe([LivePage.Superseded]);

    [Fact]
    public void Completion_is_told_with_its_reason() =>
        _page
            .Tell(LiveFacts.Of(Entry), Given.Start.AddHours(1))
            .ShouldHaveSingleItem()
            .Data["completionReason"]
            .ShouldBe(Completion.TimeLimit);

    [Fact]
    public void Completion_goes_before_a_take_over() =>
        Names(Entry with { Session = Given.Session() with { Epoch = 2 } }, Given.Start.AddHours(1))
            .ShouldBe([LivePage.Completed]);

    [Fact]
    public void Revocation_goes_before_completion() =>
        Names(Entry with { MayTake = false }, Given.Start.AddHours(1)).ShouldBe([LivePage.Revoked]);

    [Fact]
    public void A_page_whose_embed_session_is_gone_is_revoked() => Names(null).ShouldBe([LivePage.Revoked]);

    [Fact]
    public void An_expired_embed_session_is_revoked() =>
        Names(Entry, Given.Start.AddDays(7)).ShouldBe([LivePage.Revoked]);

    [Fact]
    public void After_the_deadline_message_more_may_come()
    {
        Names(Entry);

        _page.IsOver.ShouldBeFalse();
    }

    [Fact]
    public void After_completion_nothing_more_comes()
    {
        Names(Entry, Given.Start.AddHours(1));

        _page.IsOver.ShouldBeTrue();
    }

    private List<string> Names(SessionEntry? entry, DateTimeOffset? now = null) =>
        [.. _page.Tell(LiveFacts.Of(entry), now ?? Given.Start).Select(message => message.Name)];
}
