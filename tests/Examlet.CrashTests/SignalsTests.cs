using System.Diagnostics;

namespace Examlet.CrashTests;

/// <summary>What is done through one node reaches a page that is open on another.</summary>
public sealed class SignalsTests
{
    private const int Rounds = 3;
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Whatever_ends_or_changes_a_session_on_one_node_reaches_its_page_on_another_within_a_second()
    {
        await using var cluster = await PostgreSqlCluster.StartAsync();
        var database = await cluster.AddDatabaseAsync();
        await using var here = new ServerProcess(database);
        await using var there = new ServerProcess(database);
        await Task.WhenAll(here.StartAsync(), there.StartAsync()); // Together, on an empty database.
        using var caller = new Caller(here.Address);
        var desk = new Desk(caller, there.Address, await Student.MakeExamAsync(caller, questions: 2, timeLimit: 60));

        await desk.MeasureAsync(
            "deadline",
            d =>
                d.ActAsync(
                    new
                    {
                        action = "extend",
                        minutes = 5,
                        reason = "a test",
                    }
                )
        );
        await desk.MeasureAsync(
            "announcement",
            d =>
                d.ActAsync(
                    new
                    {
                        action = "announce",
                        message = "Five minutes left.",
                        reason = "a test",
                    }
                )
        );
        await desk.MeasureAsync("paused", d => d.ActAsync(new { action = "pause", reason = "a test" }));
        await desk.MeasureAsync(
            "resumed",
            d => d.ActAsync(new { action = "resume", reason = "a test" }),
            setUp: d => d.PauseAsync()
        );
        await desk.MeasureAsync("superseded", d => d.StudentAsync("open", new { }));
        await desk.MeasureAsync(
            "completed",
            d => d.ActAsync(new { action = "hand-in", reason = "a test" }),
            "by staff"
        );
        await desk.MeasureAsync("completed", d => d.StudentAsync("hand-in", new { epoch = d.Epoch }), "by the student");
        await desk.MeasureAsync(
            "revoked",
            d => d.DeleteAsync($"/embed-sessions/{d.Ledger.EmbedSessionId}"),
            "embed session deleted"
        );
        await desk.MeasureAsync(
            "revoked",
            d => d.DeleteAsync($"/exams/{d.Ledger.ExamId}/sessions/{d.Ledger.SessionId}"),
            "attempt voided"
        );
        await desk.MeasureAsync(
            "revoked",
            d => d.DeleteAsync($"/permissions/{d.Ledger.ExamId}/{d.Actor}"),
            "permission taken away"
        );
        await desk.MeasureAsync("revoked", d => d.DeleteAsync($"/users/{d.Actor}"), "user deleted");

        Console.WriteLine(
            string.Join(
                '\n',
                desk.Measured.Select(m =>
                    $"{m.What}: {string.Join(", ", m.Took.Select(took => $"{took.TotalMilliseconds:F0} ms"))}"
                )
            )
        );
        // The middle one of some: what a busy machine does to one of them says nothing about the others.
        desk.Measured.Where(m => m.Took[Rounds / 2] > Promised).ShouldBeEmpty();
        caller.Faults.ShouldBeEmpty($"{here.Said}\n{there.Said}");
        (await caller.AskAsync("/users?limit=100"))
            .Json.GetProperty("items")
            .EnumerateArray()
            .Count(user => user.GetProperty("role").GetString() == "owner")
            .ShouldBe(1, "two nodes that started together made one workspace");
    }

    /// <summary>A student whose page is open on another node than the one that everybody calls.</summary>
    private sealed class Desk(Caller caller, Uri there, (string ExamId, IReadOnlyList<string> Questions) exam)
    {
        private readonly List<(string What, IReadOnlyList<TimeSpan> Took)> _measured = [];
        private int _students;
        private OpenPage _page = null!;

        public IReadOnlyList<(string What, IReadOnlyList<TimeSpan> Took)> Measured => _measured;
        public Ledger Ledger { get; private set; } = null!;
        public string Actor { get; private set; } = "";
        public long Epoch { get; private set; }

        /// <summary>Does it in some rounds, each with a student of its own, and notes how long it took from the sending
        /// of <paramref name="act"/> until the page heard, shortest first.</summary>
        public async Task MeasureAsync(
            string name,
            Func<Desk, Task> act,
            string? how = null,
            Func<Desk, Task>? setUp = null
        )
        {
            var took = new List<TimeSpan>();
            for (var round = 0; round < Rounds; round++)
            {
                (Ledger, Actor) = await Student.PrepareAsync(
                    caller,
                    exam.ExamId,
                    $"student-{++_students}@school.example"
                );
                Epoch = await Student.HoldAsync(caller, Ledger, "start");
                await using var page = _page = await OpenPage.OpenAsync(there, Ledger, Epoch);
                await (setUp?.Invoke(this) ?? Task.CompletedTask);
                var heard = page.HearAsync(name);
                var clock = Stopwatch.StartNew();
                await act(this);
                await heard;
                took.Add(clock.Elapsed);
            }

            _measured.Add((how is null ? name : $"{name} ({how})", [.. took.Order()]));
        }

        public async Task ActAsync(object action)
        {
            var body = System.Text.Json.JsonSerializer.SerializeToNode(action)!;
            body["sessions"] = new System.Text.Json.Nodes.JsonArray(Ledger.SessionId);
            var answered = await caller.PostAsync($"/exams/{Ledger.ExamId}/sessions/actions", body);
            answered.Json.GetProperty("results")[0].GetProperty("done").GetBoolean().ShouldBeTrue(answered.Text);
        }

        public async Task StudentAsync(string step, object body) =>
            (await caller.SendAsync(HttpMethod.Post, $"/embed-api/{step}", Ledger.Secret, body)).Status.ShouldBe(200);

        public async Task DeleteAsync(string path) =>
            (await caller.SendAsync(HttpMethod.Delete, path, ServerProcess.Key, body: null)).Status.ShouldBe(204);

        public async Task PauseAsync()
        {
            await ActAsync(new { action = "pause", reason = "a test" });
            await _page.HearAsync("paused");
        }
    }
}
