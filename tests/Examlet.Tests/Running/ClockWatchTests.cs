using Examlet.Time;
using Microsoft.Extensions.DependencyInjection;

namespace Examlet.Tests.Running;

/// <summary>A node whose clock cannot be trusted is not ready and ends no exam.</summary>
public sealed class ClockWatchTests(ExamletServers servers)
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory, AllStores(5), AllStores(-5)]
    public async Task A_clock_that_differs_from_the_databases_is_named_and_no_exam_is_ended_until_they_agree(
        Store store,
        int seconds
    )
    {
        var (server, engine) = await FaultyEngine.ServeAsync(servers, store, "MaxClockSkew=2");
        await using var own = server;
        var sitting = await (await server.WorkspaceAsync()).StartedAsync(settings: new { timeLimit = 1 });
        engine.Clock = () => server.Clock.GetUtcNow().AddSeconds(seconds);
        (await ReadyAsync(server, TimeSpan.FromMinutes(1), 503)).ShouldBeProblem(503, "clock-skew");
        server.Log.With("is 5.0 s").ShouldHaveSingleItem();

        for (var i = 0; i < 40; i++)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        (await SettledAsync(server, sitting)).ShouldBeFalse();
        engine.Clock = () => server.Clock.GetUtcNow();

        (await ReadyAsync(server, TimeSpan.FromMinutes(1), 200)).ShouldBe(200);
        (
            await Eventually.BecomesAsync(
                () =>
                {
                    server.Clock.Advance(TimeSpan.FromSeconds(1));
                    return SettledAsync(server, sitting);
                },
                settled => settled
            )
        ).ShouldBeTrue();
    }

    [Fact]
    public async Task A_node_that_starts_with_a_wrong_clock_is_not_ready_from_the_first_moment()
    {
        // The tests' clock is not that of the machine, which is PostgreSQL's.
        await using var server = await servers.StartAsync(Store.PostgreSql, "MaxClockSkew=2");

        (await server.Stranger.GetAsync("/health/ready")).ShouldBeProblem(503, "clock-skew");
    }

    [Theory, AllStores(1.5), AllStores(-1.5)]
    public async Task A_small_difference_is_none(Store store, double seconds)
    {
        var (server, engine) = await FaultyEngine.ServeAsync(servers, store, "MaxClockSkew=2");
        await using var own = server;
        engine.Clock = () => server.Clock.GetUtcNow().AddSeconds(seconds);

        (await ReadyAsync(server, TimeSpan.FromMinutes(1), 503, tries: 5)).ShouldBe(200);
    }

    [Fact]
    public void A_clock_that_runs_evenly_or_drifts_slowly_has_not_jumped()
    {
        var steadiness = new ClockSteadiness(TimeSpan.FromSeconds(2));

        for (var minute = 0; minute < 100; minute++)
        {
            // Half a second a minute: in sum far more than the limit.
            steadiness
                .Look(Noon.AddMinutes(minute).AddSeconds(minute * 0.5), TimeSpan.FromMinutes(minute))
                .ShouldBe(TimeSpan.Zero);
        }
    }

    [Theory, InlineData(3600), InlineData(-3600), InlineData(2.5)]
    public void A_jump_shows_until_the_clock_has_run_evenly_for_some_looks(double seconds)
    {
        var steadiness = new ClockSteadiness(TimeSpan.FromSeconds(2));
        steadiness.Look(Noon, TimeSpan.Zero);

        for (var look = 1; look <= ClockSteadiness.EvenLooks; look++)
        {
            steadiness
                .Look(Noon.AddMinutes(look).AddSeconds(seconds), TimeSpan.FromMinutes(look))
                .ShouldBe(TimeSpan.FromSeconds(seconds));
        }

        steadiness.Look(Noon.AddMinutes(4).AddSeconds(seconds), TimeSpan.FromMinutes(4)).ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public void A_clock_that_jumps_back_to_where_it_was_is_trusted_at_once()
    {
        var steadiness = new ClockSteadiness(TimeSpan.FromSeconds(2));
        steadiness.Look(Noon, TimeSpan.Zero);
        steadiness.Look(Noon.AddHours(1), TimeSpan.FromMinutes(1)).ShouldBeGreaterThan(TimeSpan.Zero);

        steadiness.Look(Noon.AddMinutes(2), TimeSpan.FromMinutes(2)).ShouldBe(TimeSpan.Zero);
    }

    private static Task<Reply> ReadyAsync(ExamletServer server, TimeSpan step, int status, int tries = 100)
    {
        var left = tries;
        return Eventually.BecomesAsync(
            () =>
            {
                server.Clock.Advance(step);
                return server.Stranger.GetAsync("/health/ready");
            },
            reply => reply.Status == status || --left == 0
        );
    }

    private static Task<bool> SettledAsync(ExamletServer server, Sitting sitting) =>
        server
            .Services.GetRequiredService<global::Examlet.Storage.Database>()
            .ReadAsync(
                async session =>
                    await session.FirstOrDefaultAsync<long?>(
                        "select settled_at from exam_session where id = @id",
                        new { id = sitting.Student.SessionId }
                    )
                        is not null,
                CancellationToken.None
            );
}
