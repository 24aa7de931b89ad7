using System.Globalization;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Settings;
using Microsoft.Extensions.Options;

namespace Examlet.Tests.Access;

/// <summary>What one exam session may store in all: past it files are refused and saves slowed, and a hand-in is taken
/// with everything.</summary>
public sealed class SessionVolumeTests(ExamletServers servers)
{
    private const int Answer = 250_000;

    [Theory, AllStores]
    public async Task Past_the_volume_each_question_is_saved_once_in_ten_seconds(Store store)
    {
        await using var server = await servers.StartAsync(store, "SessionVolumeLimit=1");
        var sitting = await UsedUpAsync(await server.WorkspaceAsync());
        (await sitting.Student.SaveAsync(sitting.Question, "one more")).ShouldBe(200);

        var slowed = (await sitting.Student.SaveAsync(sitting.Question, "too soon")).ShouldBeProblem(
            429,
            "volume-used-up"
        );

        int.Parse(slowed.Header("Retry-After")!, CultureInfo.InvariantCulture)
            .ShouldBe((int)Limits.SlowedSaveTime.TotalSeconds);
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], "another question")).ShouldBe(200);
        server.Clock.Advance(Limits.SlowedSaveTime);
        (await sitting.Student.SaveAsync(sitting.Question, "in time")).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task Past_the_volume_the_entries_of_a_batch_are_slowed_one_by_one(Store store)
    {
        await using var server = await servers.StartAsync(store, "SessionVolumeLimit=1");
        var sitting = await UsedUpAsync(await server.WorkspaceAsync());
        (await sitting.Student.SaveAsync(sitting.Question, "one more", revision: 50)).ShouldBe(200);

        var reply = await sitting.Student.SaveAllAsync(
            sitting
                .Exam.Questions.Take(2)
                .Select(id =>
                    (object)
                        new
                        {
                            questionId = id,
                            revision = 60,
                            value = "b",
                            completed = true,
                        }
                )
        );

        reply.ShouldBe(200);
        reply["results[0].status"].GetInt32().ShouldBe(429);
        reply["results[1].applied"].GetBoolean().ShouldBeTrue();
    }

    [Theory, AllStores]
    public async Task Past_the_volume_no_file_is_taken(Store store)
    {
        await using var server = await servers.StartAsync(store, "SessionVolumeLimit=1");
        var sitting = await UsedUpAsync(await server.WorkspaceAsync());

        (await sitting.Student.AnnounceAsync(sitting.Exam.Questions[^1], "notes.txt", 10)).ShouldBeProblem(
            413,
            "volume-used-up"
        );
    }

    [Theory, AllStores]
    public async Task Files_count_for_the_volume(Store store)
    {
        await using var server = await servers.StartAsync(store, "SessionVolumeLimit=1");
        var sitting = await (await server.WorkspaceAsync()).StartedAsync([
            Ask.Text("An essay."),
            Ask.File("Hand in a file.", ["*/*"]),
        ]);
        (await sitting.Student.AnnounceAsync(sitting.Exam.Questions[1], "half.txt", 600 << 10)).ShouldBe(201);

        (await sitting.Student.AnnounceAsync(sitting.Exam.Questions[1], "another half.txt", 600 << 10)).ShouldBeProblem(
            413,
            "volume-used-up"
        );
    }

    [Theory, AllStores]
    public async Task A_node_that_starts_anew_learns_that_the_volume_is_used_up(Store store)
    {
        await using var server = await servers.StartAsync(store, "SessionVolumeLimit=1");
        var sitting = await UsedUpAsync(await server.WorkspaceAsync());
        await server.RestartAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "the first one tells")).ShouldBe(200);

        (await sitting.Student.SaveAsync(sitting.Question, "may be taken")).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Question, "too soon")).ShouldBeProblem(429, "volume-used-up");
    }

    [Theory, AllStores]
    public async Task Past_the_volume_a_hand_in_is_taken_with_the_newest_of_every_question(Store store)
    {
        await using var server = await servers.StartAsync(store, "SessionVolumeLimit=1", "StudentVolumeLimit=1");
        var sitting = await UsedUpAsync(await server.WorkspaceAsync());
        var newest = sitting
            .Exam.Questions.Take(3)
            .Select(id => new
            {
                questionId = id,
                revision = 90,
                value = $"newest of {id}",
                completed = true,
            })
            .ToList();

        (
            await sitting.Student.HandInAsync(
                new
                {
                    answers = newest,
                    revisions = newest.ToDictionary(
                        answer => answer.questionId,
                        answer => answer.revision,
                        StringComparer.Ordinal
                    ),
                }
            )
        ).ShouldBe(200);

        var read = await sitting.ReadAsync();
        read["answers"]
            .EnumerateArray()
            .Select(answer => answer.GetProperty("value").GetString())
            .ShouldBe(newest.Select(answer => answer.value));
    }

    [Theory, AllStores]
    public async Task Past_the_volume_a_hand_in_that_leaves_the_exam_open_stores_nothing(Store store)
    {
        await using var server = await servers.StartAsync(store, "SessionVolumeLimit=1");
        var sitting = await UsedUpAsync(await server.WorkspaceAsync());
        var before = await VersionsAsync(sitting);
        var answers = new[]
        {
            new
            {
                questionId = sitting.Question,
                revision = 90,
                value = new string('y', Answer),
                completed = true,
            },
        };

        var reply = await sitting.Student.HandInAsync(
            new
            {
                answers,
                revisions = new Dictionary<string, int>(StringComparer.Ordinal) { [sitting.Exam.Questions[1]] = 99 },
            }
        );

        reply.ShouldBeProblem(409, "answers-missing");
        (await VersionsAsync(sitting)).ShouldBe(before);
    }

    [Theory, AllStores]
    public async Task Past_what_may_be_kept_aside_the_first_refused_save_of_each_question_still_is(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var sitting = await (await server.WorkspaceAsync()).StartedAsync([Ask.Text("One."), Ask.Text("Two.")]);
        (await sitting.OtherDevice.OpenAsync()).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Question, "kept aside", revision: 1))["retained"]
            .GetBoolean()
            .ShouldBeTrue();
        await server.TamperAsync(
            "update retained_save set value = @value",
            new { value = new string('x', (int)Limits.RetainedSessionBytes) }
        );

        (await sitting.Student.SaveAsync(sitting.Question, "the second", revision: 2))["retained"]
            .GetBoolean()
            .ShouldBeFalse();
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[1], "the first", revision: 1))["retained"]
            .GetBoolean()
            .ShouldBeTrue();
    }

    /// <summary>Somebody with one secret sends as much as is taken, for an hour.</summary>
    [Theory, AllStores]
    public async Task In_an_hour_one_secret_fills_what_the_page_of_limits_says_and_no_more(Store store)
    {
        await using var server = await servers.StartAsync(store, "StudentVolumeLimit=1", "SessionVolumeLimit=2");
        var sitting = await (await server.WorkspaceAsync()).StartedAsync([
            .. Enumerable.Range(0, 20).Select(i => Ask.Text($"Question {i}")),
        ]);
        var ends = server.Now + TimeSpan.FromHours(1);
        for (var i = 0; server.Now < ends; i++)
        {
            var reply = await sitting.Student.SaveAsync(
                sitting.Exam.Questions[i % 20],
                $"{i}{new string('x', Answer)}",
                revision: i + 1
            );
            if (reply.Status == 429)
            {
                server.Clock.Advance(
                    TimeSpan.FromSeconds(int.Parse(reply.Header("Retry-After")!, CultureInfo.InvariantCulture))
                );
            }
        }

        var stored = await server
            .Service<Examlet.Storage.Database>()
            .ReadAsync(
                reader =>
                    reader.FirstOrDefaultAsync<long>(
                        "select cast(sum(octet_length(value) + 512) as bigint) from answer_version"
                    ),
                CancellationToken.None
            );
        var versionsOfAnHour = server.Service<VolumeLimits>().HourBytes - Limits.RetainedSessionBytes;
        stored.ShouldBeInRange(versionsOfAnHour * 2 / 3, versionsOfAnHour);
    }

    [Fact]
    public void The_page_of_limits_says_what_one_secret_can_fill_in_an_hour()
    {
        var hour = new VolumeLimits(Options.Create(new ExamletOptions())).HourBytes >> 20;

        File.ReadAllText(Repository.PathOf("docs", "limits.md"))
            .ShouldContain(string.Create(CultureInfo.InvariantCulture, $"on each node: {hour:#,0} MiB."));
    }

    /// <summary>A student with five questions and a file to hand in, who has stored a little over a mebibyte.</summary>
    private static async Task<Sitting> UsedUpAsync(Workspace workspace)
    {
        var sitting = await workspace.StartedAsync([
            Ask.Text("One."),
            Ask.Text("Two."),
            Ask.Text("Three."),
            Ask.File("A file.", ["*/*"]),
        ]);
        for (var i = 0; i < 5; i++)
        {
            (await sitting.Student.SaveAsync(sitting.Exam.Questions[2], $"{i}{new string('x', Answer)}")).ShouldBe(200);
            workspace.Server.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        return sitting;
    }

    private static async Task<int> VersionsAsync(Sitting sitting) =>
        (await sitting.Owner.GetAsync($"{sitting.Path}/history?limit=100")).Items.Count;
}
