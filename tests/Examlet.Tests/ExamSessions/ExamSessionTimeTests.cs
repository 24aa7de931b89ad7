using CsCheck;
using Examlet.EmbedSessions;
using Examlet.ExamSessions;

namespace Examlet.Tests.ExamSessions;

/// <summary>What follows from the stored facts and the present, to the millisecond.</summary>
public sealed class ExamSessionTimeTests
{
    private static readonly ExamSession Session = Given.Session();
    private static readonly DateTimeOffset End = Session.DeadlineAt!.Value;
    private static readonly ExamSession HandedIn = Session with
    {
        CompletedAt = Given.Start.AddMinutes(5),
        CompletionReason = Completion.Submitted,
    };

    [Theory]
    [InlineData(-3_600_000, "in_progress")]
    [InlineData(-1, "in_progress")]
    [InlineData(0, "completed")]
    [InlineData(1, "completed")]
    [InlineData(86_400_000, "completed")]
    public void At_so_many_milliseconds_after_the_deadline_the_status_is(long milliseconds, string status) =>
        Session.StatusAt(End.AddMilliseconds(milliseconds)).ShouldBe(status);

    [Theory]
    [InlineData(-30_001, false)]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void At_so_many_milliseconds_after_the_grace_it_is_final(long milliseconds, bool final) =>
        Session.IsFinalAt(End.AddSeconds(30).AddMilliseconds(milliseconds)).ShouldBe(final);

    [Fact]
    public void It_was_completed_at_the_deadline_whenever_one_looks() =>
        Gen.Long[0, 1_000_000_000]
            .Sample(later =>
                Session.CompletionAt(End.AddMilliseconds(later)) == new Completion(End, Completion.TimeLimit)
            );

    [Fact]
    public void A_session_without_a_deadline_goes_on() =>
        (Session with { TimeLimit = null, DeadlineAt = null }).StatusAt(End.AddYears(1)).ShouldBe("in_progress");

    [Fact]
    public void A_session_without_a_deadline_is_never_past_the_grace() =>
        (Session with { TimeLimit = null, DeadlineAt = null }).IsFinalAt(End.AddYears(1)).ShouldBeFalse();

    [Fact]
    public void A_session_that_closing_cut_says_so() =>
        (Session with { ClosesAt = Given.Start.AddMinutes(30), DeadlineAt = Given.Start.AddMinutes(30) })
            .CompletionAt(End)!
            .Reason.ShouldBe(Completion.Closed);

    [Fact]
    public void A_hand_in_is_final_at_once() => HandedIn.IsFinalAt(HandedIn.CompletedAt!.Value).ShouldBeTrue();

    [Fact]
    public void A_hand_in_keeps_its_time_and_reason_after_the_deadline() =>
        HandedIn
            .CompletionAt(End.AddHours(1))
            .ShouldBe(new Completion(Given.Start.AddMinutes(5), Completion.Submitted));

    [Theory]
    [InlineData(Completion.Submitted, "student")]
    [InlineData(Completion.TimeLimit, "time")]
    [InlineData(Completion.Closed, "time")]
    [InlineData("staff", "staff")]
    public void The_event_says_who_ended_it(string reason, string by) => new Completion(End, reason).By.ShouldBe(by);

    [Fact]
    public void A_changed_deadline_is_never_before_now() =>
        Gen.Select(Gen.Int[0, 600], Gen.Double[0.1, 4], Gen.Int[0, 100_000])
            .Sample(
                (extra, multiplier, seconds) =>
                {
                    var now = Given.Start.AddSeconds(seconds);
                    return Session.WithTime(TimeSpan.FromMinutes(extra), multiplier, now).DeadlineAt >= now;
                }
            );

    [Fact]
    public void A_changed_deadline_is_what_the_formula_says_when_that_lies_ahead() =>
        Session
            .WithTime(TimeSpan.FromMinutes(10), 1.5, Given.Start.AddMinutes(20))
            .DeadlineAt.ShouldBe(Given.Start.AddMinutes(100));

    [Fact]
    public void A_deadline_moved_into_the_past_becomes_now() =>
        Session
            .WithTime(TimeSpan.Zero, 0.5, Given.Start.AddMinutes(40))
            .DeadlineAt.ShouldBe(Given.Start.AddMinutes(40));

    [Fact]
    public void A_session_without_a_deadline_gets_none_by_extra_time() =>
        (Session with { TimeLimit = null, DeadlineAt = null })
            .WithTime(TimeSpan.FromMinutes(10), 2, Given.Start)
            .DeadlineAt.ShouldBeNull();

    [Fact]
    public void Changed_time_is_kept_in_the_facts() =>
        Session
            .WithTime(TimeSpan.FromMinutes(10), 1.5, Given.Start)
            .ShouldSatisfyAllConditions(
                s => s.ExtraTime.ShouldBe(TimeSpan.FromMinutes(10)),
                s => s.TimeMultiplier.ShouldBe(1.5)
            );

    [Fact]
    public void A_completed_session_of_no_first_answer_is_completed_not_pending() =>
        Given.Embed().StatusAt(End, Session).ShouldBe("completed");

    [Fact]
    public void Access_ends_with_the_embed_sessions_lifetime_and_not_before() =>
        new[] { -1, 0, 1 }
            .Select(ms => Entry().EndAt(Given.Start.Add(EmbedSession.Lifetime).AddMilliseconds(ms)))
            .ShouldBe([AccessEnd.None, AccessEnd.Expired, AccessEnd.Expired]);

    [Fact]
    public void A_deleted_embed_session_is_revoked() =>
        (Entry() with { Embed = Given.Embed() with { DeletedAt = Given.Start } })
            .EndAt(Given.Start)
            .ShouldBe(AccessEnd.Revoked);

    [Fact]
    public void A_student_who_lost_the_permission_is_revoked() =>
        (Entry() with { MayTake = false }).EndAt(Given.Start).ShouldBe(AccessEnd.Revoked);

    [Fact]
    public void A_voided_attempt_is_revoked() =>
        (Entry() with { Session = Session with { VoidedAt = Given.Start } })
            .EndAt(Given.Start)
            .ShouldBe(AccessEnd.Revoked);

    [Fact]
    public void Revoked_goes_before_expired() =>
        (Entry() with { MayTake = false }).EndAt(Given.Start.AddYears(1)).ShouldBe(AccessEnd.Revoked);

    private static SessionEntry Entry() => new(Given.Embed(), MayTake: true, Session);
}
