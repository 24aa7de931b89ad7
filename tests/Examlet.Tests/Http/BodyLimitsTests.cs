namespace Examlet.Tests.Http;

/// <summary>Bodies: exams 32 MiB, student API 2 MiB, everything else 1 MiB; metadata 16 KiB (contract §2).</summary>
public sealed class BodyLimitsTests(ExamletServers servers)
{
    private const int KiB = 1 << 10;
    private const int MiB = 1 << 20;

    [Theory, AllStores("/users"), AllStores("/embed-sessions")]
    public async Task A_body_over_1_MiB_is_413(Store store, string path)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Owner.PostAsync(
            path,
            new { email = "a@example.com", ignored = new string('x', MiB) }
        );

        reply.ShouldBeProblem(413);
    }

    [Theory, AllStores]
    public async Task A_body_just_under_1_MiB_is_taken(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Owner.PostAsync(
            "/users",
            new { email = "a@example.com", ignored = new string('x', MiB - KiB) }
        );

        reply.ShouldBe(201);
    }

    [Theory, AllStores]
    public async Task An_exam_may_have_many_megabytes(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Owner.PostAsync(
            "/exams",
            new { name = "Large", ignored = new string('x', 31 * MiB) }
        );

        reply.ShouldBe(201);
    }

    [Theory, AllStores]
    public async Task An_exam_over_32_MiB_is_413(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Owner.PostAsync(
            "/exams",
            new { name = "Too large", ignored = new string('x', 32 * MiB) }
        );

        reply.ShouldBeProblem(413);
    }

    [Theory, AllStores]
    public async Task A_student_body_over_2_MiB_is_413(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        var reply = await sitting.Student.PostAsync(
            "/embed-api/answers",
            new
            {
                epoch = sitting.Student.Epoch,
                answers = Array.Empty<object>(),
                ignored = new string('x', 2 * MiB),
            }
        );

        reply.ShouldBeProblem(413);
    }

    [Theory, AllStores]
    public async Task A_body_without_a_length_is_measured_too(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        using var request = new StreamContent(
            new MemoryStream(
                System.Text.Encoding.UTF8.GetBytes(
                    $$"""{ "email": "a@example.com", "ignored": "{{new string('x', MiB)}}" }"""
                )
            )
        );
        request.Headers.ContentType = new("application/json");

        var reply = await workspace.Owner.SendAsync(
            HttpMethod.Post,
            "/users",
            request,
            ("Transfer-Encoding", "chunked")
        );

        reply.ShouldBeProblem(413);
    }

    [Theory, AllStores]
    public async Task Metadata_of_16_KiB_comes_back_as_it_was_sent_on_everything_that_has_it(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var metadata = new
        {
            text = new string('x', (16 * KiB) - 64),
            nested = new object[] { 1, "two", new { three = 3.5, none = (string?)null }, true },
        };
        var student = await workspace.UserAsync("student", new { metadata });
        var exam = await workspace.ExamAsync(
            [Body.With(Ask.Text("Q"), new { metadata })],
            participants: [student],
            more: new { metadata }
        );
        var embed = await workspace.EmbedAsync(exam.Id, student, new { metadata });

        (await workspace.Owner.GetAsync($"/users/{student}"))["metadata"].ShouldBeJson(metadata);
        var read = await workspace.Owner.GetAsync($"/exams/{exam.Id}");
        read["metadata"].ShouldBeJson(metadata);
        read["questions[0].metadata"].ShouldBeJson(metadata);
        (await workspace.Owner.GetAsync($"/embed-sessions/{embed.Id}"))["metadata"].ShouldBeJson(metadata);
    }

    [Theory, AllStores]
    public async Task Metadata_over_16_KiB_is_400_and_named(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var student = await workspace.UserAsync();
        var exam = await workspace.ExamAsync(participants: [student]);
        var metadata = new { text = new string('é', 8 * KiB) };

        (await workspace.Owner.PostAsync("/users", new { email = "a@example.com", metadata })).ShouldBeInvalid(
            "metadata"
        );
        (await workspace.Owner.PostAsync("/exams", new { name = "E", metadata })).ShouldBeInvalid("metadata");
        (
            await workspace.Owner.PostAsync(
                "/exams",
                new { name = "E", questions = new[] { Body.With(Ask.Text("Q"), new { metadata }) } }
            )
        ).ShouldBeInvalid("questions[0].metadata");
        (
            await workspace.Owner.PostAsync("/embed-sessions", Workspace.EmbedBody(exam.Id, student, new { metadata }))
        ).ShouldBeInvalid("metadata");
    }
}
