namespace Examlet.Tests.ExamSessions;

/// <summary>When an exam opens and closes (contract §4, §6).</summary>
public sealed class OpeningTimesTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task Before_it_opens_nobody_starts_and_nobody_sees_a_question(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var opensAt = workspace.Server.Now.AddHours(1);
        var sitting = await workspace.SitAsync([Ask.Line("A secret question")], new { opensAt = opensAt.Iso() });
        workspace.Server.Clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromMilliseconds(1));

        var reply = await sitting.Student.StartAsync();

        reply.ShouldBeProblem(409, "not-open").Text.ShouldNotContain("A secret question");
        (await sitting.Student.OpenAsync())
            .ShouldBe(200, new { status = "not_started" })
            .Text.ShouldNotContain("A secret question");
    }

    [Theory, AllStores]
    public async Task The_moment_it_opens_everybody_starts(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync(settings: new { opensAt = workspace.Server.Now.AddHours(1).Iso() });
        workspace.Server.Clock.Advance(TimeSpan.FromHours(1));

        (await sitting.Student.StartAsync()).ShouldBe(200, new { status = "in_progress" });
    }

    [Theory, AllStores]
    public async Task After_it_closed_nobody_starts(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync(settings: new { closesAt = workspace.Server.Now.AddHours(1).Iso() });
        workspace.Server.Clock.Advance(TimeSpan.FromHours(1));

        (await sitting.Student.StartAsync()).ShouldBeProblem(409, "not-open");
    }

    [Theory, AllStores]
    public async Task No_cut_off_for_everybody_ends_the_exam_of_a_student_with_more_time(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var start = workspace.Server.Now;
        var sitting = await workspace.StartedAsync(
            settings: new { timeLimit = 134, opensAt = start },
            user: new { timeMultiplier = 1.5 }
        );

        workspace.Server.Clock.Advance(TimeSpan.FromHours(3));
        (await sitting.Student.SaveAsync(sitting.Question, "after three hours")).ShouldBe(
            200,
            new { deadline = start.AddMinutes(201).Iso() }
        );
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(20));
        (await sitting.Student.SaveAsync(sitting.Question, "in the last minute")).ShouldBe(200);
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(2));

        (await sitting.ReadAsync()).Json.ShouldHave(
            new
            {
                status = "completed",
                completionReason = "time_limit",
                completedAt = start.AddMinutes(201).Iso(),
                answers = new[] { new { value = "in the last minute" } },
            }
        );
    }

    [Theory, AllStores]
    public async Task Closing_cuts_the_time_limit_short_and_says_so(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var closesAt = workspace.Server.Now.AddMinutes(20);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30, closesAt = closesAt.Iso() });
        (await sitting.ReadAsync()).Json.ShouldHave(new { deadline = closesAt.Iso() });
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(21));

        (await sitting.ReadAsync()).Json.ShouldHave(
            new
            {
                status = "completed",
                completionReason = "closed",
                completedAt = closesAt.Iso(),
            }
        );
        (await sitting.ReadEmbedAsync()).Json.ShouldHave(new { outputs = new { completionReason = "closed" } });
    }

    [Theory, AllStores]
    public async Task An_exam_that_closes_has_a_deadline_without_a_time_limit(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var closesAt = workspace.Server.Now.AddMinutes(20).Iso();

        var sitting = await workspace.SitAsync(settings: new { closesAt });

        (await sitting.Student.StartAsync()).ShouldBe(200, new { deadline = closesAt });
    }

    [Theory, AllStores]
    public async Task Extra_time_counts_past_the_closing(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var closesAt = workspace.Server.Now.AddMinutes(20);
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 30, closesAt = closesAt.Iso() });

        (await workspace.Owner.PatchAsync(sitting.Path, new { extraTime = 5 })).ShouldBe(
            200,
            new { deadline = closesAt.AddMinutes(5).Iso() }
        );
    }
}
