namespace Examlet.Bench;

/// <summary>Open pages with their event streams that do nothing: what each costs in memory, and all of them in
/// processor time.</summary>
internal static class Pages
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(Func<Task<string>> postgreSql, int pages, int seconds)
    {
        var figures = new Figures("pages");
        foreach (var isPostgreSql in new[] { false, true })
        {
            await using var server = await ExamletProcess.StartAsync(isPostgreSql ? await postgreSql() : null);
            var students = await Classroom.SeatAsync(server, pages);
            await Task.Delay(Settling);
            var (before, idle) = (server.Memory, await CpuAsync(server, seconds));
            var clients = new RawClient[pages];
            using var stop = new CancellationTokenSource();
            await Classroom.ForEachAsync(
                pages,
                async i =>
                {
                    clients[i] = await RawClient.OpenAsync(server.Address, students[i].Secret);
                    if (
                        await clients[i].ListenAsync($"/embed-api/events?epoch={students[i].Epoch}")
                        is var status
                            and not 200
                    )
                    {
                        throw new InvalidOperationException($"A stream was refused with {status}.");
                    }

                    _ = clients[i]
                        .DrainAsync(stop.Token)
                        .ContinueWith(done => _ = done.Exception, TaskScheduler.Default);
                }
            );
            await Task.Delay(Settling);
            var row = $"{server.Store}, {pages} pages";
            figures.Add(row, "open", await server.MetricAsync("examlet_pages_open"));
            figures.Add(row, "KB a page", (server.Memory - before) / 1024.0 / pages);
            figures.Add(row, "CPU % of a core without pages", idle);
            figures.Add(row, "CPU % of a core", await CpuAsync(server, seconds));
            await stop.CancelAsync();
            Array.ForEach(clients, client => client.Dispose());
        }

        await figures.WriteAsync();
    }

    private static async Task<double> CpuAsync(ExamletProcess server, int seconds)
    {
        var before = server.Cpu;
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        return (server.Cpu - before).TotalSeconds / seconds * 100;
    }
}
