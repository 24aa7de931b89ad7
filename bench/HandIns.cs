using System.Diagnostics;

namespace Examlet.Bench;

/// <summary>Saves at a steady rate, first alone, then while many students hand in within the given time. Each exam has
/// ten questions that are scored by their condition; answers of half of them are texts that few students share.
/// </summary>
internal sealed class HandIns(ExamletProcess server, int students, int seconds, int rate)
{
    private const int Savers = 100;
    private const int Questions = 10;
    private const int AtOnce = 32;
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    public async Task RunAsync()
    {
        var sittings = await PrepareAsync(students + Savers);
        var savers = sittings[..Savers];
        await SaveAsync(savers, TimeSpan.FromSeconds(5)); // warms up
        var alone = await SaveAsync(savers, TimeSpan.FromSeconds(seconds));
        var during = SaveAsync(savers, TimeSpan.FromSeconds(seconds));
        var handIns = await HandInAsync(sittings[Savers..]);
        var beside = await during;
        var scored = await ScoredAsync(sittings[Savers].ExamId);
        Console.WriteLine($"saves alone:              {alone}");
        Console.WriteLine($"saves beside hand-ins:    {beside}");
        Console.WriteLine($"hand-ins:                 {handIns} in {seconds} s");
        Console.WriteLine($"all scored after:         {scored.TotalSeconds:F1} s more");
        Console.WriteLine(
            $"ratio beside to alone:    median {beside.Quantile(0.5) / alone.Quantile(0.5):F2}, p99 "
                + $"{beside.Quantile(0.99) / alone.Quantile(0.99):F2}"
        );
    }

    private async Task<List<Sitting>> PrepareAsync(int count)
    {
        Console.WriteLine($"preparing {count} students …");
        var users = new string[count];
        await ForEachAsync(
            count,
            async i =>
                users[i] = (await server.PostAsync("/users", new { email = $"s{i}@school.example", role = "student" }))
                    .GetProperty("id")
                    .GetString()!
        );
        var exam = await server.PostAsync(
            "/exams",
            new
            {
                name = "Exam",
                questions = Enumerable.Range(0, Questions).Select(Question),
                permissions = users.Select(actor => new { actor, role = "participant" }),
            }
        );
        var examId = exam.GetProperty("id").GetString()!;
        var questionIds = exam.GetProperty("questions")
            .EnumerateArray()
            .Select(q => q.GetProperty("id").GetString()!)
            .ToList();
        var sittings = new Sitting[count];
        await ForEachAsync(
            count,
            async i =>
            {
                var embed = await server.PostAsync(
                    "/embed-sessions",
                    new
                    {
                        flow = "take-exam",
                        actor = users[i],
                        presets = new { examId },
                    }
                );
                var secret = new Uri(embed.GetProperty("embedUrl").GetString()!).Segments[^1];
                var state = await server.SendAsync(HttpMethod.Post, "/embed-api/start", secret, new { });
                var epoch = state.GetProperty("epoch").GetInt64();
                var answers = questionIds.Select(
                    (questionId, q) =>
                        new
                        {
                            questionId,
                            revision = 1,
                            value = AnswerOf(q, i),
                            completed = true,
                        }
                );
                await server.SendAsync(HttpMethod.Post, "/embed-api/answers", secret, new { epoch, answers });
                sittings[i] = new Sitting(secret, epoch, examId, questionIds[^1]);
            }
        );
        return [.. sittings];
    }

    private static object Question(int i) =>
        (i % 5) switch
        {
            0 => new
            {
                type = "single-line-text",
                title = $"Question {i}",
                settings = new { correctAnswer = "Paris" },
            },
            1 => new
            {
                type = "multiple-choice-single-answer",
                title = $"Question {i}",
                settings = (object)new { options = new[] { "a", "b", "c" }, correctAnswer = "b" },
            },
            2 => new
            {
                type = "sequence",
                title = $"Question {i}",
                settings = new { options = new[] { "one", "two", "three", "four" } },
            },
            3 => new
            {
                type = "fill-in-blank",
                title = $"Question {i}",
                settings = new { text = "A ___ and a ___", correctAnswer = new[] { "cat", "dog" } },
            },
            _ => new
            {
                type = "matching",
                title = $"Question {i}",
                settings = new
                {
                    left = new[] { "a", "b" },
                    right = new[] { "1", "2" },
                    correctAnswer = new[] { "a = 1", "b = 2" },
                },
            },
        };

    private static object AnswerOf(int question, int student) =>
        (question % 5) switch
        {
            0 => $"Answer {student}",
            1 => student % 2 == 0 ? "a" : "b",
            2 => student % 2 == 0 ? ["one", "two", "three", "four"] : new[] { "two", "one", "three", "four" },
            3 => new[] { "cat", $"dog {student}" },
            _ => new[] { "a = 1", student % 3 == 0 ? "b = 2" : "b = 1" },
        };

    /// <summary>Saves at the given rate, whatever the answers take: what waits is not left out of the figure.</summary>
    private async Task<Latencies> SaveAsync(List<Sitting> savers, TimeSpan length)
    {
        var latencies = new Latencies();
        var running = new List<Task>();
        var began = _clock.Elapsed;
        for (var i = 0; _clock.Elapsed - began < length; i++)
        {
            var due = began + TimeSpan.FromSeconds(i / (double)rate);
            if (due > _clock.Elapsed)
            {
                await Task.Delay(due - _clock.Elapsed);
            }

            running.Add(SaveAsync(savers[i % savers.Count], due, latencies));
        }

        await Task.WhenAll(running);
        return latencies;
    }

    private async Task SaveAsync(Sitting sitting, TimeSpan due, Latencies latencies)
    {
        var body = new
        {
            epoch = sitting.Epoch,
            revision = sitting.NextRevision(),
            value = new[] { "a = 1", "b = 2" },
            completed = true,
            context = new string('x', 250),
        };
        await server.SendAsync(HttpMethod.Put, $"/embed-api/answers/{sitting.QuestionId}", sitting.Secret, body);
        latencies.Add(_clock.Elapsed - due);
    }

    private async Task<Latencies> HandInAsync(List<Sitting> sittings)
    {
        var latencies = new Latencies();
        var running = new List<Task>();
        var began = _clock.Elapsed;
        for (var i = 0; i < sittings.Count; i++)
        {
            var due = began + TimeSpan.FromSeconds(seconds * (i / (double)sittings.Count));
            if (due > _clock.Elapsed)
            {
                await Task.Delay(due - _clock.Elapsed);
            }

            running.Add(HandInAsync(sittings[i], due, latencies));
        }

        await Task.WhenAll(running);
        return latencies;
    }

    private async Task HandInAsync(Sitting sitting, TimeSpan due, Latencies latencies)
    {
        await server.SendAsync(HttpMethod.Post, "/embed-api/hand-in", sitting.Secret, new { epoch = sitting.Epoch });
        latencies.Add(_clock.Elapsed - due);
    }

    /// <summary>How long it takes until the last session that was handed in has its score.</summary>
    private async Task<TimeSpan> ScoredAsync(string examId)
    {
        var since = _clock.Elapsed;
        for (string? cursor = null; ; )
        {
            var page = await server.GetAsync(
                $"/exams/{examId}/sessions?limit=100{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}"
            );
            cursor = page.GetProperty("nextCursor").GetString();
            if (cursor is null)
            {
                return _clock.Elapsed - since;
            }
        }
    }

    private static Task ForEachAsync(int count, Func<int, Task> act) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (i, _) => await act(i)
        );

    private sealed class Sitting(string secret, long epoch, string examId, string questionId)
    {
        private long _revision = 1;

        public string Secret => secret;
        public long Epoch => epoch;
        public string ExamId => examId;
        public string QuestionId => questionId;

        public long NextRevision() => Interlocked.Increment(ref _revision);
    }
}
