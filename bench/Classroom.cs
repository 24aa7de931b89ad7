using System.Globalization;
using System.Text.Json;

namespace Examlet.Bench;

/// <summary>Students with an exam, made over the REST API as a school's backend would.</summary>
internal static class Classroom
{
    private const int AtOnce = 32;
    private const int Questions = 10;
    private const int Few = 1000;

    /// <summary>Students who have an embed URL and did not start.</summary>
    public static async Task<List<Student>> InviteAsync(ExamletProcess server, int count, object? settings = null)
    {
        var users = new string[count];
        var run = Guid.NewGuid().ToString("N")[..8];
        await ForEachAsync(count, async i => users[i] = (
                    await server.PostAsync(
                        "/users",
                        new
                        {
                            email = $"s{i}-{run}@school.example",
                            name = $"Student {i:0000}",
                            role = "student",
                        }
                    )
                ).GetProperty("id").GetString()!);
        var students = new List<Student>(count);
        // An exam for so many at once: permissions of one request are bounded.
        foreach (var some in users.Chunk(Few))
        {
            var exam = await server.PostAsync(
                "/exams",
                new
                {
                    name = "Exam",
                    settings = settings ?? new { },
                    questions = Enumerable
                        .Range(0, Questions)
                        .Select(i => new { type = "multi-line-text", title = $"Question {i}" }),
                    permissions = some.Select(actor => new { actor, role = "participant" }),
                }
            );
            var examId = exam.GetProperty("id").GetString()!;
            var questionIds = exam.GetProperty("questions")
                .EnumerateArray()
                .Select(q => q.GetProperty("id").GetString()!)
                .ToList();
            var invited = new Student[some.Length];
            await ForEachAsync(
                some.Length,
                async i =>
                {
                    var embed = await server.PostAsync(
                        "/embed-sessions",
                        new
                        {
                            flow = "take-exam",
                            actor = some[i],
                            presets = new { examId },
                        }
                    );
                    invited[i] = new Student(
                        new Uri(embed.GetProperty("embedUrl").GetString()!).Segments[^1],
                        examId,
                        questionIds
                    );
                }
            );
            students.AddRange(invited);
        }

        return students;
    }

    /// <summary>Students in the middle of their exam.</summary>
    public static async Task<List<Student>> SeatAsync(ExamletProcess server, int count, object? settings = null)
    {
        var students = await InviteAsync(server, count, settings);
        await ForEachAsync(
            count,
            async i =>
            {
                var state = await server.SendAsync(HttpMethod.Post, "/embed-api/start", students[i].Secret, new { });
                students[i].Epoch = state.GetProperty("epoch").GetInt64();
            }
        );
        return students;
    }

    public static Task ForEachAsync(int count, Func<int, Task> act) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (i, _) => await act(i)
        );
}

/// <summary>A student as the load plays them.</summary>
internal sealed class Student(string secret, string examId, IReadOnlyList<string> questionIds)
{
    private static readonly string Text =
        string.Concat(Enumerable.Range(0, 30).Select(i => $"word {i:00}, ")) + "the end.";
    private long _revision;

    public string Secret => secret;
    public string ExamId => examId;
    public long Epoch { get; set; } = 1;

    /// <summary>The path and body of the next save: about 300 bytes of answer, another question each time.</summary>
    public (string Path, string Body) NextSave()
    {
        var revision = ++_revision;
        var value = JsonSerializer.Serialize($"{revision} {Text}");
        return (
            $"/embed-api/answers/{questionIds[(int)(revision % questionIds.Count)]}",
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"epoch":{{Epoch}},"revision":{{revision}},"value":{{value}},"completed":true}"""
            )
        );
    }
}
