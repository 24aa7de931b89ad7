using System.Diagnostics;

namespace Examlet.Bench;

/// <summary>From nothing to the first acknowledged answer, and the memory of a server that has nothing to do: as
/// published for any machine, and compiled ahead for this one.</summary>
internal static class Start
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(int rounds)
    {
        var figures = new Figures("start");
        var folder = Directory.CreateTempSubdirectory("examlet-publish-").FullName;
        try
        {
            var builds = new (string Name, string Program)[]
            {
                ("portable", await PublishAsync(folder, "portable")),
                ("ReadyToRun", await PublishAsync(folder, "ready", "-r", "linux-x64")),
            };
            for (var round = 1; round <= rounds; round++)
            {
                foreach (var (name, program) in builds)
                {
                    var clock = Stopwatch.StartNew();
                    await using var server = await ExamletProcess.StartAsync(store: null, program);
                    figures.Add(name, "ms to ready", clock.Elapsed.TotalMilliseconds);
                    var student = (await Classroom.SeatAsync(server, 1))[0];
                    using var client = await RawClient.OpenAsync(server.Address, student.Secret);
                    var (path, body) = student.NextSave();
                    if (await client.SendAsync("PUT", path, body) != 200)
                    {
                        throw new InvalidOperationException("The first save was refused.");
                    }

                    figures.Add(name, "ms to the first answer", clock.Elapsed.TotalMilliseconds);
                    await Task.Delay(Idle);
                    figures.Add(name, "idle MB", server.Memory / 1048576.0);
                }
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        await figures.WriteAsync();
    }

    private static async Task<string> PublishAsync(string folder, string name, params string[] more)
    {
        var output = Path.Combine(folder, name);
        using var publish = Process.Start(
            "dotnet",
            [
                "publish",
                Path.Combine(Machine.Repository, "src/Examlet"),
                "-c",
                "Release",
                "-o",
                output,
                "-v",
                "q",
                .. more,
            ]
        );
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0
            ? Path.Combine(output, "Examlet.dll")
            : throw new InvalidOperationException("The program was not published.");
    }
}
