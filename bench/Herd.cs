using System.Text.Json;

namespace Examlet.Bench;

/// <summary>A whole school at one moment: opening the page cold and starting within some seconds, and handing in all in
/// one second.</summary>
internal static class Herd
{
    public static async Task RunAsync(Func<Task<string>> postgreSql, int students, int seconds, int rounds)
    {
        var figures = new Figures("herd");
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var isPostgreSql in new[] { false, true })
            {
                Console.WriteLine($"round {round} of {rounds}");
                await using var server = await ExamletProcess.StartAsync(isPostgreSql ? await postgreSql() : null);
                var invited = await Classroom.InviteAsync(server, students);
                await MeasureAsync(
                    figures,
                    $"{server.Store}, {students} open and start in {seconds} s",
                    invited,
                    TimeSpan.FromSeconds(seconds),
                    server,
                    StartAsync
                );
                await MeasureAsync(
                    figures,
                    $"{server.Store}, {students} hand in in 1 s",
                    invited,
                    TimeSpan.FromSeconds(1),
                    server,
                    HandInAsync
                );
            }
        }

        await figures.WriteAsync();
    }

    private static async Task MeasureAsync(
        Figures figures,
        string row,
        List<Student> students,
        TimeSpan within,
        ExamletProcess server,
        Func<Student, RawClient, Task<int>> act
    )
    {
        var (result, refused) = await Load.OnceAsync(
            students,
            within,
            async student =>
            {
                using var client = await RawClient.OpenAsync(server.Address, student.Secret);
                return await act(student, client);
            }
        );
        figures.Add(row, "median ms", result.Latencies.Quantile(0.5));
        figures.Add(row, "p99 ms", result.Latencies.Quantile(0.99));
        figures.Add(row, "longest ms", result.Latencies.Quantile(1));
        figures.Add(row, "not answered 200", refused);
    }

    /// <summary>What a browser asks for: the page (script and style come from its cache or a CDN in front), then the
    /// start.</summary>
    private static async Task<int> StartAsync(Student student, RawClient client)
    {
        var page = await client.SendAsync("GET", $"/embeds/{student.Secret}", json: null);
        return page == 200 ? await client.SendAsync("POST", "/embed-api/start", "{}") : page;
    }

    private static Task<int> HandInAsync(Student student, RawClient client) =>
        client.SendAsync(
            "POST",
            "/embed-api/hand-in",
            JsonSerializer.Serialize(
                new
                {
                    epoch = student.Epoch,
                    answers = Array.Empty<object>(),
                    revisions = new { },
                }
            )
        );
}
