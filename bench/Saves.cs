using System.Diagnostics;
using System.Globalization;

namespace Examlet.Bench;

/// <summary>Durable saves of a 300-byte answer by 64 and 256 students at once, against a bare endpoint of the same web
/// server that parses the JSON and answers 204. The variants take turns in each round, so that what else the machine
/// does falls on all of them. Another build may take turns with this one.
/// </summary>
internal static class Saves
{
    private static readonly int[] AtOnce = [64, 256];

    /// <summary>
    /// How long each server is loaded before it is measured. After 3 s on a slow machine the runtime still compiled
    /// what is called often, which took 45 % of the server's processor time.
    /// </summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(25);

    public static async Task RunAsync(
        Func<Task<string>> postgreSql,
        int rounds,
        int seconds,
        string? before = null,
        string only = ""
    )
    {
        var figures = new Figures("saves");
        await using var bare = await ExamletProcess.StartBareAsync();
        await using var sqlite = await ExamletProcess.StartAsync(store: null);
        var connection = await postgreSql();
        await using var postgres = await ExamletProcess.StartAsync(connection);
        await using var sqliteBefore = before is null ? null : await ExamletProcess.StartAsync(store: null, before);
        await using var postgresBefore = before is null
            ? null
            : await ExamletProcess.StartAsync(await postgreSql(), before);
        await Durability.NoteAsync(figures, sqlite, connection);
        var length = TimeSpan.FromSeconds(seconds);
        var most = AtOnce.Max();
        var classes = new Dictionary<ExamletProcess, List<Student>>
        {
            [bare] = await Classroom.SeatAsync(sqlite, most),
        };
        foreach (var server in new[] { sqlite, sqliteBefore, postgres, postgresBefore }.OfType<ExamletProcess>())
        {
            classes[server] = await Classroom.SeatAsync(server, most);
        }

        foreach (var (server, students) in classes)
        {
            await Load.SaveAsync([server.Address], students, WarmUp);
        }

        for (var round = 1; round <= rounds; round++)
        {
            Console.WriteLine($"round {round} of {rounds}");
            foreach (var students in AtOnce)
            {
                foreach (var (server, all) in classes.Where(pair => IsMeant(pair.Key)))
                {
                    await MeasureAsync(figures, server, all[..students], length);
                }
            }
        }

        foreach (var students in AtOnce)
        {
            foreach (var server in classes.Keys.Where(server => server != bare && IsMeant(server)))
            {
                var ratio =
                    figures.Median(Row(server, students), "per second")
                    / figures.Median(Row(bare, students), "per second");
                figures.Note(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Row(server, students)}: {ratio:0.00} of the bare endpoint"
                    )
                );
            }
        }

        await figures.WriteAsync();

        bool IsMeant(ExamletProcess server) =>
            server == bare || server.Store.Contains(only, StringComparison.OrdinalIgnoreCase);
    }

    private static string Row(ExamletProcess server, int students) => $"{server.Store}, {students} students";

    private static async Task MeasureAsync(
        Figures figures,
        ExamletProcess server,
        IReadOnlyList<Student> students,
        TimeSpan length
    )
    {
        var row = Row(server, students.Count);
        var isExamlet = server.Store != "bare endpoint";
        var (cpu, allocated, batches) = (
            server.Cpu,
            await ReadAsync("dotnet_gc_heap_total_allocated_bytes_total"),
            await ReadAsync("examlet_save_batch_size_count")
        );
        using var stop = new CancellationTokenSource();
        var probing = isExamlet ? ProbeAsync(server, stop.Token) : Task.FromResult(new Latencies());
        var result = await Load.SaveAsync([server.Address], students, length);
        await stop.CancelAsync();
        figures.Add(row, result);
        figures.Add(row, "server CPU µs a save", (server.Cpu - cpu).TotalMicroseconds / result.Latencies.Count);
        if (isExamlet)
        {
            figures.Add(
                row,
                "allocated KB a save",
                (await ReadAsync("dotnet_gc_heap_total_allocated_bytes_total") - allocated)
                    / 1024
                    / result.Latencies.Count
            );
            figures.Add(
                row,
                "saves a transaction",
                result.Latencies.Count / (await ReadAsync("examlet_save_batch_size_count") - batches)
            );
            figures.Add(row, "health probe p99 ms", (await probing).Quantile(0.99));
            figures.Add(row, "memory MB", server.Memory / 1048576.0);
        }

        Task<double> ReadAsync(string name) => isExamlet ? server.MetricAsync(name) : Task.FromResult(0.0);
    }

    /// <summary>Asks twenty times a second whether the process lives, as a load balancer would: a thread that is
    /// blocked anywhere shows here.</summary>
    private static async Task<Latencies> ProbeAsync(ExamletProcess server, CancellationToken cancellation)
    {
        var latencies = new Latencies();
        using var client = await RawClient.OpenAsync(server.Address, secret: null);
        while (!cancellation.IsCancellationRequested)
        {
            var began = Stopwatch.GetTimestamp();
            await client.SendAsync("GET", "/health/live", json: null);
            latencies.Add(Stopwatch.GetElapsedTime(began));
            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }

        return latencies;
    }
}
