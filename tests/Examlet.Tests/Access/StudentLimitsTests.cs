using System.Net;
using Examlet.Http;
using Examlet.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Examlet.Tests.Access;

/// <summary>What one student may use is counted by what was really used, for the exam session, and never against who
/// tries to hand in.</summary>
public sealed class StudentLimitsTests(ExamletServers servers)
{
    private static readonly string Long = new('x', 200 << 10);

    [Theory, AllStores]
    public async Task Bodies_that_do_not_tell_their_length_count_by_what_was_read(Store store)
    {
        await using var server = await servers.StartAsync(store, "StudentVolumeLimit=1");
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();

        var replies = new List<int>();
        for (var i = 0; i < 8; i++)
        {
            replies.Add(
                (
                    await sitting.Student.PutAsync($"/embed-api/answers/{sitting.Question}", new UntoldBody(Save(i)))
                ).Status
            );
        }

        replies.ShouldBe([200, 200, 200, 200, 200, 200, 429, 429]);
    }

    [Theory, AllStores]
    public async Task Small_bodies_that_do_not_tell_their_length_count_for_no_more_than_they_are(Store store)
    {
        await using var server = await servers.StartAsync(store, "StudentVolumeLimit=1");
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();

        for (var i = 0; i < 50; i++)
        {
            (
                await sitting.Student.PutAsync(
                    $"/embed-api/answers/{sitting.Question}",
                    new UntoldBody(Save(i, "short"))
                )
            ).ShouldBe(200);
        }
    }

    [Theory, AllStores]
    public async Task Bodies_over_HTTP_2_without_a_length_count(Store store)
    {
        await using var server = await servers.StartAsync(
            store,
            "StudentVolumeLimit=1",
            "Kestrel:Endpoints:a:Url=http://127.0.0.1:0",
            "Kestrel:Endpoints:b:Url=http://127.0.0.1:0",
            "Kestrel:Endpoints:b:Protocols=Http2"
        );
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        var second = new Uri(server.Service<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Last());

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 8; i++)
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Put,
                new Uri(second, $"/embed-api/answers/{sitting.Question}")
            )
            {
                Version = HttpVersion.Version20,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
                Content = new UntoldBody(Save(i)),
            };
            request.Headers.Authorization = new("Bearer", sitting.Embed.Secret);
            using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
            statuses.Add(response.StatusCode);
        }

        statuses.Count(status => status == HttpStatusCode.OK).ShouldBe(6);
        statuses[^1].ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Theory, AllStores]
    public async Task Tiny_versions_cost_more_than_their_bytes(Store store)
    {
        await using var server = await servers.StartAsync(store, "StudentVolumeLimit=1");
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        const int MaxVersions = (1 << 20) / Limits.VersionBytes;

        var taken = 0;
        for (var revision = 1; revision <= 2 * MaxVersions; revision += Limits.AnswersAtOnce)
        {
            var some = Enumerable
                .Range(revision, Limits.AnswersAtOnce)
                .Select(r =>
                    (object)
                        new
                        {
                            questionId = sitting.Question,
                            revision = r,
                            value = "y",
                            completed = true,
                        }
                );
            taken += (await sitting.Student.SaveAllAsync(some)).Status == 200 ? Limits.AnswersAtOnce : 0;
        }

        taken.ShouldBeInRange(MaxVersions / 2, MaxVersions + Limits.AnswersAtOnce);
    }

    [Theory, AllStores]
    public async Task Two_embed_sessions_of_one_exam_session_have_one_limit(Store store)
    {
        const int PerMinute = 20;
        await using var server = await servers.StartAsync(store, $"StudentRateLimit={PerMinute}");
        var workspace = await server.WorkspaceAsync();
        var sitting = await workspace.StartedAsync();
        var other = workspace.Student(await sitting.EmbedAgainAsync());
        (await other.OpenAsync()).ShouldBe(200);

        var statuses = new List<int>();
        for (var i = 0; i < PerMinute; i++)
        {
            statuses.Add(
                (
                    await (i % 2 == 0 ? other : sitting.Student).PutAsync(
                        "/embed-api/presence",
                        new { epoch = other.Epoch, unsent = 0 }
                    )
                ).Status
            );
        }

        statuses.Count(status => status != 429).ShouldBe(PerMinute - 2); // the start and the open
    }

    [Theory, AllStores]
    public async Task What_was_answered_503_does_not_count(Store store)
    {
        var (server, engine) = await FaultyEngine.ServeAsync(
            servers,
            store,
            "StudentRateLimit=10",
            "StudentVolumeLimit=1"
        );
        await using var ends = server;
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        engine.Fail(Moment.Commit, () => FaultyEngine.Of(store, StoreFault.Away));
        for (var i = 0; i < 30; i++)
        {
            (await sitting.Student.SaveAsync(sitting.Question, Long, revision: 1)).ShouldBeProblem(503);
        }

        engine.Mend();

        (await sitting.Student.SaveAsync(sitting.Question, Long, revision: 1)).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task What_a_key_was_answered_503_does_not_count(Store store)
    {
        var (server, engine) = await FaultyEngine.ServeAsync(servers, store, "RateLimit=10");
        await using var ends = server;
        var workspace = await server.WorkspaceAsync();
        engine.Fail(Moment.Commit, () => FaultyEngine.Of(store, StoreFault.Away));
        for (var i = 0; i < 30; i++)
        {
            (
                await workspace.Owner.PostAsync("/users", new { email = "a@school.example", role = "student" })
            ).ShouldBeProblem(503);
        }

        engine.Mend();

        (await workspace.Owner.PostAsync("/users", new { email = "a@school.example", role = "student" })).ShouldBe(201);
    }

    [Theory, AllStores]
    public async Task A_hand_in_is_taken_when_every_limit_of_the_minute_is_used_up(Store store)
    {
        await using var server = await servers.StartAsync(store, "StudentRateLimit=10", "StudentVolumeLimit=1");
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        for (var i = 0; i < 20; i++)
        {
            await sitting.Student.SaveAsync(sitting.Question, $"{i}{Long}", revision: i + 1);
        }

        (await sitting.Student.SaveAsync(sitting.Question, "refused", revision: 50)).ShouldBeProblem(429);
        var answers = new[]
        {
            new
            {
                questionId = sitting.Question,
                revision = 51,
                value = Long,
                completed = true,
            },
        };
        (
            await sitting.Student.HandInAsync(
                new
                {
                    answers,
                    revisions = new Dictionary<string, int>(StringComparer.Ordinal) { [sitting.Question] = 51 },
                }
            )
        ).ShouldBe(200);

        (await sitting.ReadAsync()).Value("answers[0].value").ShouldBe(Long);
    }

    [Theory, AllStores]
    public async Task An_exam_is_taken_over_so_often_a_minute_and_no_more(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync();
        for (var i = 1; i < Limits.Opens; i++)
        {
            (await sitting.Student.OpenAsync()).ShouldBe(200);
        }

        (await sitting.Student.OpenAsync()).ShouldBeProblem(429);

        (await sitting.Student.SaveAsync(sitting.Question, "goes on")).ShouldBe(200);
    }

    private static object Save(int revision, string? value = null) =>
        new
        {
            epoch = 1,
            revision = revision + 1,
            value = $"{revision}{value ?? Long}",
            completed = true,
        };
}
