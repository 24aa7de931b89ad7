using Examlet.Http;
using Examlet.Pipeline;
using Microsoft.Extensions.Time.Testing;

namespace Examlet.Tests.Http;

public sealed class TurnsTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task Who_comes_when_all_turns_are_taken_waits_until_one_is_over()
    {
        var turns = new Turns(1, _clock);
        var first = await turns.TakeAsync(Limits.TurnTime, CancellationToken.None);
        var second = turns.TakeAsync(Limits.TurnTime, CancellationToken.None).AsTask();
        second.IsCompleted.ShouldBeFalse();

        first!.Dispose();

        (await second).ShouldNotBeNull().Dispose();
        turns.AreFree.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_has_waited_for_long_gets_no_turn()
    {
        var turns = new Turns(1, _clock);
        using var first = await turns.TakeAsync(Limits.TurnTime, CancellationToken.None);
        var second = turns.TakeAsync(Limits.TurnTime, CancellationToken.None).AsTask();

        _clock.Advance(Limits.TurnTime);

        (await second).ShouldBeNull();
    }

    [Fact]
    public async Task Who_hands_in_waits_however_long()
    {
        var turns = new Turns(1, _clock);
        var first = await turns.TakeAsync(patience: null, CancellationToken.None);
        var second = turns.TakeAsync(patience: null, CancellationToken.None).AsTask();
        _clock.Advance(TimeSpan.FromHours(1));
        second.IsCompleted.ShouldBeFalse();

        first!.Dispose();

        (await second).ShouldNotBeNull().Dispose();
    }
}
