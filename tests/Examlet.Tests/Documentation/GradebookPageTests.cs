using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Examlet.Tests.Documentation;

/// <summary>The receiver of <c>docs/gradebook.md</c>, run as it stands there.</summary>
public sealed partial class GradebookPageTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task The_receiver_of_the_page_ends_with_the_right_marks(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var (port, file) = (FreePort(), Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.mjs"));
        var created = (
            await workspace.Owner.PostAsync(
                "/webhooks",
                new
                {
                    url = $"http://127.0.0.1:{port}/",
                    events = new[]
                    {
                        "exam-session.completed",
                        "exam-session.graded",
                        "exam-session.voided",
                        "exam-session.reopened",
                    },
                }
            )
        ).ShouldBe(201);
        await File.WriteAllTextAsync(file, Program(), TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo("node", [file]);
        start.Environment["PORT"] = $"{port}";
        start.Environment["WEBHOOK_SECRET"] = created.Value("secret");
        using var receiver = Process.Start(start)!;
        try
        {
            var sitting = await workspace.StartedAsync(
                [Ask.Line("Capital?", "Paris"), Ask.Text("Why?")],
                user: new { metadata = new { studentNumber = "1234" } }
            );
            await sitting.Student.SaveAsync(sitting.Question, "Paris");
            await sitting.Student.SaveAsync(sitting.Exam.Questions[1], "Because");
            (await sitting.Student.HandInAsync()).ShouldBe(200);
            await BecomesAsync("""[{"student":"1234","mark":null,"of":2}]""");

            (
                await workspace.Owner.PutAsync(
                    $"{sitting.Path}/grades/{sitting.Exam.Questions[1]}",
                    new { points = 0.5, revision = 0 }
                )
            ).ShouldBe(200);
            await BecomesAsync("""[{"student":"1234","mark":1.5,"of":2}]""");

            (await workspace.Owner.DeleteAsync(sitting.Path)).ShouldBe(204);
            await BecomesAsync("[]");
        }
        finally
        {
            receiver.Kill();
            File.Delete(file);
        }

        async Task BecomesAsync(string expected) =>
            (
                await Eventually.BecomesAsync(
                    async () =>
                    {
                        workspace.Server.Clock.Advance(TimeSpan.FromSeconds(1));
                        return await MarksAsync(port);
                    },
                    marks => marks == expected
                )
            ).ShouldBe(expected);
    }

    [Fact]
    public void The_receiver_has_forty_lines() =>
        Program().Trim().Split('\n').Count(line => line.Length > 0).ShouldBeLessThanOrEqualTo(42);

    private static string Program() => Script().Match(MarkdownPage.Of("docs/gradebook.md").Text).Groups["code"].Value;

    /// <summary>The marks without what changes from run to run; empty while the receiver does not listen yet.</summary>
    private static async Task<string> MarksAsync(int port)
    {
        using var http = new HttpClient();
        try
        {
            var marks = JsonElement.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/")));
            return JsonSerializer.Serialize(
                marks
                    .EnumerateArray()
                    .Select(mark => new
                    {
                        student = mark.GetProperty("student"),
                        mark = mark.GetProperty("mark"),
                        of = mark.GetProperty("of"),
                    })
            );
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("```js\n(?<code>.*?)```", RegexOptions.Singleline, 1000)]
    private static partial Regex Script();
}
