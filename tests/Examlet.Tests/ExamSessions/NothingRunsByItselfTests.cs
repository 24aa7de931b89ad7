namespace Examlet.Tests.ExamSessions;

/// <summary>What is true of a session is true on every read, though nothing in the server ever sweeps (contract
/// §6).</summary>
public sealed class NothingRunsByItselfTests(ExamletServers servers)
{
    private static readonly object OneMinute = new { timeLimit = 1 };

    [Theory, AllStores]
    public async Task Status_time_score_and_receipt_are_right_on_the_first_read(Store store)
    {
        await using var server = await servers.StartAsync(store, SleepingTimers.In);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync([Ask.Line("Capital?", "Paris")], OneMinute);
        var deadline = server.Now.AddMinutes(1).Iso();
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);

        server.Clock.Advance(TimeSpan.FromDays(1));

        (await sitting.ReadAsync()).Json.ShouldHave(
            new
            {
                status = "completed",
                final = true,
                completionReason = "time_limit",
                completedAt = deadline,
                score = new
                {
                    points = 1,
                    maxPoints = 1,
                    needsGrading = false,
                },
                answers = new[]
                {
                    new
                    {
                        value = "Paris",
                        points = 1,
                        correct = true,
                    },
                },
            }
        );
        (await sitting.ReadEmbedAsync()).Json.ShouldHave(
            new { status = "completed", outputs = new { completionReason = "time_limit" } }
        );
        (await sitting.Student.GetAsync("/embed-api/receipt")).ShouldBe(
            200,
            new
            {
                completedAt = deadline,
                completionReason = "time_limit",
                answers = new[] { new { value = "Paris" } },
            }
        );
    }

    [Theory, AllStores]
    public async Task The_student_who_asks_first_gets_the_receipt_of_the_deadline(Store store)
    {
        await using var server = await servers.StartAsync(store, SleepingTimers.In);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync(settings: OneMinute);
        var deadline = server.Now.AddMinutes(1).Iso();

        server.Clock.Advance(TimeSpan.FromSeconds(60 + 31));

        (await sitting.Student.GetAsync("/embed-api/receipt")).ShouldBe(
            200,
            new { completedAt = deadline, completionReason = "time_limit" }
        );
        (await sitting.Student.OpenAsync()).ShouldBe(
            200,
            new { status = "completed", completion = new { completedAt = deadline } }
        );
    }

    [Theory, AllStores]
    public async Task The_list_of_sessions_is_right_too(Store store)
    {
        await using var server = await servers.StartAsync(store, SleepingTimers.In);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync(settings: OneMinute);
        var deadline = server.Now.AddMinutes(1).Iso();

        server.Clock.Advance(TimeSpan.FromHours(1));

        (await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}/sessions")).ShouldBe(
            200,
            new
            {
                items = new[]
                {
                    new
                    {
                        status = "completed",
                        final = true,
                        completionReason = "time_limit",
                        completedAt = deadline,
                        score = new { points = 0, maxPoints = 1 },
                    },
                },
            }
        );
    }

    [Theory, AllStores]
    public async Task The_host_reads_that_it_was_submitted_at_the_deadline(Store store)
    {
        await using var server = await servers.StartAsync(store, SleepingTimers.In);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync(settings: OneMinute);
        var deadline = server.Now.AddMinutes(1).Iso();

        server.Clock.Advance(TimeSpan.FromHours(1));

        (await EventsAsync(sitting)).ShouldBe(
            200,
            new
            {
                items = new object[]
                {
                    new { seq = 1, name = "exam:started" },
                    new
                    {
                        seq = 2,
                        name = "exam:submitted",
                        at = deadline,
                        data = new { by = "time" },
                    },
                },
            }
        );
    }

    [Theory, AllStores]
    public async Task An_attempt_that_was_over_and_is_then_voided_was_submitted_all_the_same(Store store)
    {
        await using var server = await servers.StartAsync(store, SleepingTimers.In);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync(settings: OneMinute);

        server.Clock.Advance(TimeSpan.FromHours(1));
        (await sitting.Owner.DeleteAsync(sitting.Path)).ShouldBe(204);

        (await EventsAsync(sitting)).ShouldBe(
            200,
            new
            {
                items = new object[]
                {
                    new { name = "exam:started" },
                    new { name = "exam:submitted", data = new { by = "time" } },
                },
            }
        );
    }

    [Theory, AllStores]
    public async Task Saves_keep_to_the_deadline_and_the_grace(Store store)
    {
        await using var server = await servers.StartAsync(store, SleepingTimers.In);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync(settings: OneMinute);

        server.Clock.Advance(TimeSpan.FromSeconds(90));
        (await sitting.Student.SaveAsync(sitting.Question, "in the last moment of the grace")).ShouldBe(200);
        server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await sitting.Student.SaveAsync(sitting.Question, "after it"))
            .ShouldBeProblem(409, "late")["retained"]
            .GetBoolean()
            .ShouldBeTrue();
    }

    private static Task<Reply> EventsAsync(Sitting sitting) =>
        sitting.Owner.GetAsync($"/embed-sessions/{sitting.Embed.Id}/events");
}
