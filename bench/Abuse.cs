using System.Diagnostics;
using System.Globalization;

namespace Examlet.Bench;

/// <summary>What one hostile client does to everybody else: 64 honest students save at a steady pace, alone and then
/// beside each attack, with the product's own limits. Their p99 and the server's memory tell. Everything is bounded in
/// number and time, and stays on this machine.
/// </summary>
internal sealed class Abuse(
    ExamletProcess server,
    Attacks attacks,
    List<Student> honest,
    Figures figures,
    TimeSpan length
)
{
    private const int Honest = 64;
    private const double MaxRatio = 3;
    private const double MaxMemory = 1024; // MiB: what a small machine can give the server.
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    // until the process has compiled what it uses most
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(20);

    /// <param name="postgreSql">Makes a database of PostgreSQL.</param>
    /// <param name="rounds">How often each attack is made.</param>
    /// <param name="seconds">How long the honest save, alone and beside each attack.</param>
    /// <param name="only">A part of the names of the attacks to make; all when it is empty.</param>
    public static async Task RunAsync(Func<Task<string>> postgreSql, int rounds, int seconds, string only)
    {
        var figures = new Figures("abuse");
        foreach (var isPostgreSql in new[] { false, true })
        {
            await using var server = await ExamletProcess.StartAsync(
                isPostgreSql ? await postgreSql() : null,
                limits: true
            );
            var students = await Classroom.SeatAsync(server, Honest);
            await using var attacks = await Attacks.PrepareAsync(server, students[0].ExamId);
            attacks.All.RemoveAll(attack => !attack.Name.Contains(only, StringComparison.Ordinal));
            var abuse = new Abuse(server, attacks, students, figures, TimeSpan.FromSeconds(seconds));
            await attacks.WarmUpAsync();
            await abuse.SaveAsync(WarmUp);
            for (var round = 1; round <= rounds; round++)
            {
                await abuse.RoundAsync();
            }
        }

        await figures.WriteAsync();
    }

    private async Task RoundAsync()
    {
        foreach (var (name, attack) in attacks.All)
        {
            var row = $"{server.Store}, {name}";
            var (alone, _) = await SaveAsync(length);
            using var stop = new CancellationTokenSource();
            var attacking = attack(stop.Token);
            var highest = HighestMemoryAsync(stop.Token);
            var (beside, failed) = await SaveAsync(length);
            await stop.CancelAsync();
            var memory = await highest;
            var tally = await attacking;
            figures.Add(row, "p99 alone ms", alone.Quantile(0.99));
            figures.Add(row, "p99 ms", beside.Quantile(0.99));
            figures.Add(row, "ratio", beside.Quantile(0.99) / alone.Quantile(0.99));
            figures.Add(row, "longest ms", beside.Quantile(1));
            figures.Add(row, "saves", beside.Count);
            figures.Add(row, "saves that failed", failed);
            figures.Add(row, "memory MiB", memory / 1048576.0);
            figures.Add(row, "requests of the attack", tally.Sum(status => status.Value));
            var answers = tally.OrderBy(status => status.Key).Select(status => $"{status.Key} × {status.Value}");
            figures.Note($"{row}: answered {string.Join(", ", answers)}");
            Judge(row, beside.Quantile(0.99) / alone.Quantile(0.99), memory / 1048576.0);
            await Task.Delay(Quiet);
        }
    }

    private void Judge(string row, double ratio, double memory)
    {
        if (ratio > MaxRatio || memory > MaxMemory)
        {
            figures.Note(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row}: PAST THE GOAL of {MaxRatio} times the p99 and {MaxMemory} MiB"
                )
            );
        }
    }

    /// <summary>Lets the honest save at their pace. What is not acknowledged within a minute counts as failed, and as a
    /// minute.</summary>
    private async Task<(Latencies Latencies, int Failed)> SaveAsync(TimeSpan time)
    {
        var latencies = new Latencies();
        var failed = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            honest.Select(
                (student, i) =>
                    Task.Run(async () =>
                    {
                        await Task.Delay(Between * (i / (double)honest.Count));
                        using var client = await RawClient.OpenAsync(server.Address, student.Secret);
                        while (clock.Elapsed < time)
                        {
                            var (path, body) = student.NextSave();
                            var began = Stopwatch.GetTimestamp();
                            try
                            {
                                if (await client.SendAsync("PUT", path, body).WaitAsync(Patience) is not (200 or 204))
                                {
                                    Interlocked.Increment(ref failed);
                                }
                            }
                            catch (Exception fault) when (fault is TimeoutException or IOException)
                            {
                                Interlocked.Increment(ref failed);
                                latencies.Add(Patience);
                                return;
                            }

                            var took = Stopwatch.GetElapsedTime(began);
                            latencies.Add(took);
                            await Task.Delay(took < Between ? Between - took : TimeSpan.Zero);
                        }
                    })
            )
        );
        return (latencies, failed);
    }

    private async Task<long> HighestMemoryAsync(CancellationToken cancellation)
    {
        var highest = server.Memory;
        while (!cancellation.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), CancellationToken.None);
            highest = Math.Max(highest, server.Memory);
        }

        return highest;
    }
}
