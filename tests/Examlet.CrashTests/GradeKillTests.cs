using System.Text.Json;

namespace Examlet.CrashTests;

/// <summary>The server is killed at random moments while people grade.</summary>
public sealed class GradeKillTests
{
    private const int Sessions = 12;
    private const int MaxPoints = 1000;

    [Fact]
    public async Task No_acknowledged_grade_is_lost_when_the_server_is_killed_on_sqlite()
    {
        var folder = Directory.CreateTempSubdirectory("examlet-crash-").FullName;
        try
        {
            await KillWhileGradingAsync(Path.Combine(folder, "examlet.db"), Setting.Number("EXAMLET_KILLS", 20) / 2);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task No_acknowledged_grade_is_lost_when_the_server_is_killed_on_postgresql()
    {
        await using var cluster = await PostgreSqlCluster.StartAsync();
        await KillWhileGradingAsync(await cluster.AddDatabaseAsync(), Setting.Number("EXAMLET_KILLS", 20) / 4);
    }

    private static async Task KillWhileGradingAsync(string database, int kills)
    {
        var chance = new Chance(Chance.Seed);
        await using var server = new ServerProcess(database);
        await server.StartAsync();
        using var caller = new Caller(server.Address);
        var (examId, questionId, sessions) = await HandedInAsync(caller);
        using var stop = new CancellationTokenSource();
        var acknowledged = new long[sessions.Count];
        var graders = sessions.Select((session, i) => GradeAsync(i, session)).ToList();

        for (var kill = 1; kill <= kills; kill++)
        {
            var enough = acknowledged.Sum() + chance.Between(1, 60);
            while (acknowledged.Sum() < enough)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1)); // The graders do not wait for anybody.
                graders.ShouldNotContain(grader => grader.IsFaulted);
            }

            await server.KillAsync();
            await server.StartAsync();
        }

        await stop.CancelAsync();
        await Task.WhenAll(graders);
        for (var i = 0; i < sessions.Count; i++)
        {
            var session = (await caller.AskAsync($"/exams/{examId}/sessions/{sessions[i]}")).Json;
            session.GetProperty("score").GetProperty("points").GetInt64().ShouldBe(acknowledged[i]);
        }

        Console.WriteLine($"{kills} kills, {acknowledged.Sum()} acknowledged grades, seed {Chance.Seed}");
        caller.Faults.Take(5).ShouldBeEmpty($"seed {Chance.Seed}; the server said {server.Said}");

        // Points rise by one with each grade: what is acknowledged says how many there were, and so which revision.
        async Task GradeAsync(int at, string session)
        {
            while (!stop.IsCancellationRequested && acknowledged[at] < MaxPoints)
            {
                var points = acknowledged[at] + 1;
                var answered = await caller.SendAsync(
                    HttpMethod.Put,
                    $"/exams/{examId}/sessions/{session}/grades/{questionId}",
                    ServerProcess.Key,
                    new
                    {
                        points,
                        comment = $"<p>Grade {points}</p>",
                        revision = points - 1,
                    }
                );
                answered.Status.ShouldBe(200, answered.Text);
                var grade = answered.Json.GetProperty("grade");
                grade.GetProperty("points").GetInt64().ShouldBe(points);
                grade.GetProperty("revision").GetInt64().ShouldBe(points);
                Interlocked.Exchange(ref acknowledged[at], points);
            }
        }
    }

    /// <summary>Sessions of one open question, handed in.</summary>
    private static async Task<(string ExamId, string QuestionId, IReadOnlyList<string> Sessions)> HandedInAsync(
        Caller caller
    )
    {
        var exam = (
            await caller.PostAsync(
                "/exams",
                new
                {
                    name = "An exam",
                    questions = new[]
                    {
                        new
                        {
                            type = "multi-line-text",
                            title = "Why?",
                            scoring = new { points = MaxPoints },
                        },
                    },
                }
            )
        ).Json;
        var (examId, questionId) = (IdOf(exam), IdOf(exam.GetProperty("questions")[0]));
        var sessions = new List<string>();
        for (var i = 0; i < Sessions; i++)
        {
            var (ledger, _) = await Student.PrepareAsync(caller, examId, $"graded-{i}@school.example");
            var epoch = await Student.HoldAsync(caller, ledger, "start");
            var handedIn = await caller.SendAsync(
                HttpMethod.Post,
                "/embed-api/hand-in",
                ledger.Secret,
                new
                {
                    epoch,
                    answers = new[]
                    {
                        new
                        {
                            questionId,
                            revision = 1,
                            value = $"Because {i}",
                            completed = true,
                        },
                    },
                }
            );
            handedIn.Status.ShouldBe(200, handedIn.Text);
            sessions.Add(ledger.SessionId);
        }

        return (examId, questionId, sessions);
    }

    private static string IdOf(JsonElement json) => json.GetProperty("id").GetString()!;
}
