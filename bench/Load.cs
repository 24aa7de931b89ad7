using System.Diagnostics;

namespace Examlet.Bench;

/// <summary>Students who do the same thing again and again, each waiting for the answer before the next
/// request.</summary>
internal static class Load
{
    /// <summary>Lets every student save for so long. Returns how long each save took; throws when one was not
    /// acknowledged.</summary>
    public static async Task<LoadResult> SaveAsync(
        IReadOnlyList<Uri> nodes,
        IReadOnlyList<Student> students,
        TimeSpan length
    )
    {
        var latencies = new Latencies();
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            students.Select(
                (student, i) =>
                    Task.Run(async () =>
                    {
                        using var client = await RawClient.OpenAsync(nodes[i % nodes.Count], student.Secret);
                        while (clock.Elapsed < length)
                        {
                            var (path, body) = student.NextSave();
                            var began = Stopwatch.GetTimestamp();
                            var status = await client.SendAsync("PUT", path, body);
                            latencies.Add(Stopwatch.GetElapsedTime(began));
                            if (status is not (200 or 204))
                            {
                                throw new InvalidOperationException($"A save was answered {status}.");
                            }
                        }
                    })
            )
        );
        return new LoadResult(latencies, clock.Elapsed);
    }

    /// <summary>Lets every student do one thing, their beginnings spread evenly over <paramref name="within"/>. Latency
    /// counts from the moment it was due.</summary>
    public static async Task<(LoadResult Result, int Refused)> OnceAsync(
        IReadOnlyList<Student> students,
        TimeSpan within,
        Func<Student, Task<int>> act
    )
    {
        var latencies = new Latencies();
        var refused = 0;
        var clock = Stopwatch.StartNew();
        var running = new List<Task>(students.Count);
        for (var i = 0; i < students.Count; i++)
        {
            var due = within * (i / (double)students.Count);
            if (due - clock.Elapsed is var early && early > TimeSpan.FromMilliseconds(1))
            {
                await Task.Delay(early);
            }

            running.Add(ActAsync(students[i], due));
        }

        await Task.WhenAll(running);
        return (new LoadResult(latencies, clock.Elapsed), refused);

        async Task ActAsync(Student student, TimeSpan due)
        {
            var status = await act(student);
            latencies.Add(clock.Elapsed - due);
            if (status != 200)
            {
                Interlocked.Increment(ref refused);
            }
        }
    }
}

/// <summary>What a load did.</summary>
internal sealed record LoadResult(Latencies Latencies, TimeSpan Took)
{
    public double PerSecond => Latencies.Count / Took.TotalSeconds;
}
