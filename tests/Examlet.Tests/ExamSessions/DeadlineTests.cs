using System.Globalization;
using CsCheck;
using Examlet.ExamSessions;

namespace Examlet.Tests.ExamSessions;

public sealed class DeadlineTests
{
    private static readonly Gen<TimeSpan> Minutes = Gen.Int[0, 600_000]
        .Select(seconds => TimeSpan.FromMilliseconds(seconds * 137L));

    private static readonly Gen<Deadline> Any = Gen.Select(
            Minutes.Nullable(),
            Gen.Double[0.5, 4],
            Minutes,
            Minutes,
            Minutes.Nullable()
        )
        .Select(
            (limit, multiplier, extra, paused, closes) =>
                new Deadline
                {
                    StartedAt = Given.Start,
                    TimeLimit = limit,
                    TimeMultiplier = multiplier,
                    ExtraTime = extra,
                    PausedTime = paused,
                    ClosesAt = closes is { } after ? Given.Start + after : null,
                }
        );

    /// <summary>All in minutes after the start; -1 is not set.</summary>
    [Theory]
    [InlineData(60, 1, 0, 0, -1, 60)]
    [InlineData(60, 1.25, 0, 0, -1, 75)]
    [InlineData(60, 1, 10, 0, -1, 70)]
    [InlineData(60, 1.5, 10, 0, -1, 100)]
    [InlineData(60, 1, 0, 5, -1, 65)]
    [InlineData(60, 1.5, 10, 5, -1, 105)]
    [InlineData(60, 1, 0, 0, 30, 30)]
    [InlineData(60, 1, 0, 0, 60, 60)]
    [InlineData(60, 1, 0, 0, 90, 60)]
    [InlineData(60, 1.5, 0, 0, 75, 75)]
    [InlineData(60, 1.5, 10, 0, 75, 85)]
    [InlineData(60, 1, 0, 20, 70, 70)]
    [InlineData(0.5, 1, 0, 0, -1, 0.5)]
    [InlineData(-1, 1, 0, 0, 45, 45)]
    [InlineData(-1, 2, 10, 0, 45, 55)]
    [InlineData(-1, 2, 10, 5, 45, 55)]
    public void The_deadline_is(
        double limit,
        double multiplier,
        double extra,
        double paused,
        double closes,
        double expected
    )
    {
        var deadline = new Deadline
        {
            StartedAt = Given.Start,
            TimeLimit = limit < 0 ? null : TimeSpan.FromMinutes(limit),
            TimeMultiplier = multiplier,
            ExtraTime = TimeSpan.FromMinutes(extra),
            PausedTime = TimeSpan.FromMinutes(paused),
            ClosesAt = closes < 0 ? null : Given.Start.AddMinutes(closes),
        };

        deadline.At.ShouldBe(Given.Start.AddMinutes(expected));
    }

    /// <summary>Ends that tests are known to have had wrongly: all were handed in three hours after the opening, so
    /// that students with time and a half (or double time) lost the rest; the clock ran from the time that was planned,
    /// and whoever was let in late lost what they had waited; a pause counted as work; the break of the clock in spring
    /// took an hour.
    /// </summary>
    [Theory]
    [InlineData("2025-03-08T13:00:00Z", 134, 1.5, 0, 0, "2025-03-08T16:21:00Z")]
    [InlineData("2025-03-08T13:00:00Z", 134, 2, 0, 0, "2025-03-08T17:28:00Z")]
    [InlineData("2025-03-08T13:40:00Z", 134, 1, 0, 0, "2025-03-08T15:54:00Z")]
    [InlineData("2025-03-08T13:40:00Z", 134, 1.5, 15, 0, "2025-03-08T17:16:00Z")]
    [InlineData("2025-03-08T13:00:00Z", 134, 1.5, 0, 45, "2025-03-08T17:06:00Z")]
    [InlineData("2025-03-30T01:30:00+01:00", 60, 1, 0, 0, "2025-03-30T03:30:00+02:00")]
    [InlineData("2025-10-26T02:30:00+02:00", 60, 1, 0, 0, "2025-10-26T02:30:00+01:00")]
    public void A_student_gets_all_of_their_time_whenever_it_begins(
        string started,
        double limit,
        double multiplier,
        double extra,
        double paused,
        string expected
    )
    {
        var deadline = new Deadline
        {
            StartedAt = DateTimeOffset.Parse(started, CultureInfo.InvariantCulture),
            TimeLimit = TimeSpan.FromMinutes(limit),
            TimeMultiplier = multiplier,
            ExtraTime = TimeSpan.FromMinutes(extra),
            PausedTime = TimeSpan.FromMinutes(paused),
        };

        deadline.At.ShouldBe(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Without_limit_and_closing_time_there_is_none() =>
        new Deadline { StartedAt = Given.Start, ExtraTime = TimeSpan.FromMinutes(5) }.At.ShouldBeNull();

    [Theory]
    [InlineData(59, true)]
    [InlineData(60, false)]
    [InlineData(61, false)]
    public void Closing_cuts_it_only_when_it_comes_before_the_limit(double closes, bool cut) =>
        new Deadline
        {
            StartedAt = Given.Start,
            TimeLimit = TimeSpan.FromMinutes(60),
            ClosesAt = Given.Start.AddMinutes(closes),
        }.IsCutByClosing.ShouldBe(cut);

    [Fact]
    public void Without_a_limit_closing_is_what_cuts_it() =>
        new Deadline { StartedAt = Given.Start, ClosesAt = Given.Start.AddMinutes(5) }.IsCutByClosing.ShouldBeTrue();

    [Fact]
    public void Without_a_closing_time_nothing_cuts_it() =>
        new Deadline { StartedAt = Given.Start, TimeLimit = TimeSpan.FromMinutes(5) }.IsCutByClosing.ShouldBeFalse();

    [Fact]
    public void It_stands_on_a_whole_millisecond() =>
        new Deadline
        {
            StartedAt = Given.Start,
            TimeLimit = TimeSpan.FromMilliseconds(1000),
            TimeMultiplier = 1.0 / 3,
        }.At.ShouldBe(Given.Start.AddMilliseconds(333));

    [Fact]
    public void It_is_never_before_start_and_multiplied_limit_unless_closing_cuts_it() =>
        Any.Where(d => d.TimeLimit is not null && !d.IsCutByClosing)
            .Sample(d => d.At >= Given.Start + (d.TimeLimit!.Value * d.TimeMultiplier) - TimeSpan.FromMilliseconds(1));

    [Fact]
    public void It_is_never_after_the_closing_time_and_the_extra_time() =>
        Any.Where(d => d.ClosesAt is not null).Sample(d => d.At <= d.ClosesAt!.Value + d.ExtraTime);

    [Fact]
    public void Cut_by_closing_it_is_exactly_the_closing_time_and_the_extra_time() =>
        Any.Where(d => d.IsCutByClosing).Sample(d => d.At == d.ClosesAt!.Value + d.ExtraTime);

    [Fact]
    public void More_extra_time_moves_it_by_just_that_much() =>
        Gen.Select(Any.Where(d => d.At is not null), Minutes)
            .Sample((d, more) => (d with { ExtraTime = d.ExtraTime + more }).At == d.At + more);

    [Fact]
    public void A_larger_multiplier_never_makes_it_earlier() =>
        Gen.Select(Any.Where(d => d.At is not null), Gen.Double[0, 2])
            .Sample((d, more) => (d with { TimeMultiplier = d.TimeMultiplier + more }).At >= d.At);

    [Fact]
    public void A_pause_never_makes_it_earlier() =>
        Gen.Select(Any.Where(d => d.At is not null), Minutes)
            .Sample((d, more) => (d with { PausedTime = d.PausedTime + more }).At >= d.At);
}
