using Examlet.Http;
using Examlet.Student;

namespace Examlet.Tests.ExamSessions;

/// <summary>Large states are put together slice by slice, in a part of the time: the processor is there for
/// saves.</summary>
public sealed class StateTurnsTests
{
    private static readonly TimeSpan Took = TimeSpan.FromMilliseconds(20);
    private readonly JumpingClock _clock = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task One_slice_is_put_together_at_a_time()
    {
        var turns = new StateTurns(_clock);
        using var first = await turns.TakeAsync(TestContext.Current.CancellationToken);

        turns.TakeAsync(TestContext.Current.CancellationToken).AsTask().IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task The_next_turn_comes_after_a_rest_that_is_longer_than_the_slice_took()
    {
        var turns = new StateTurns(_clock);
        var first = await turns.TakeAsync(TestContext.Current.CancellationToken);
        var second = turns.TakeAsync(TestContext.Current.CancellationToken).AsTask();
        _clock.Advance(Took);
        first.Dispose();

        _clock.Advance((Took * (Limits.StateSlicesPart - 1)) - TimeSpan.FromMilliseconds(1));
        second.IsCompleted.ShouldBeFalse();

        _clock.Advance(TimeSpan.FromMilliseconds(1));
        (await second).ShouldNotBeNull();
    }
}
