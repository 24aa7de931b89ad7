using System.Text.Json;

namespace Examlet.Tests.Versions;

/// <summary>
/// A school with exams in every state, made through the API, and what the API said of it: the JSON by its path. The
/// server's address stands as <see cref="Address"/>.
/// </summary>
public sealed record KeptSchool(
    DateTimeOffset At,
    string OwnerKey,
    string Receipt,
    KeptSitting GoesOn,
    IReadOnlyDictionary<string, JsonElement> Seen
)
{
    private const string Address = "http://kept.example/";

    /// <summary>Makes it on a server that is new.</summary>
    public static async Task<KeptSchool> OpenAsync(ExamletServer server)
    {
        var workspace = await server.WorkspaceAsync();
        (await workspace.Owner.PostAsync("/webhooks", new { url = "http://127.0.0.1:9/hooks" })).ShouldBe(201);
        var goesOn = await AnswerAsync(await workspace.StartedAsync(Ask.Everything()));
        var paused = await AnswerAsync(await workspace.StartedAsync());
        await ActAsync(paused, new { action = "pause" });
        await ActAsync(paused, new { action = "announce", message = "Ten minutes more" });
        var refused = await AnswerAsync(await workspace.StartedAsync());
        (await refused.Student.SaveAsync(refused.Question, "Lyon", revision: 1)).ShouldBe(409);
        var handedIn = await AnswerAsync(await workspace.StartedAsync([Ask.Line("Capital?"), Ask.File("Hand in")]));
        var file = await handedIn.Student.UploadAsync(handedIn.Exam.Questions[1], "notes.txt", "my notes"u8.ToArray());
        (
            await handedIn.Student.SaveAsync(handedIn.Exam.Questions[1], new[] { file.Value("url"), "notes.txt" })
        ).ShouldBe(200);
        (await handedIn.Student.HandInAsync()).ShouldBe(200);
        var receipt = (await handedIn.Student.GetAsync("/embed-api/receipt")).ShouldBe(200).Value("code");
        var overdue = await AnswerAsync(await workspace.StartedAsync(settings: new { timeLimit = 30 }));
        var voided = await AnswerAsync(await workspace.StartedAsync());
        (await voided.Owner.DeleteAsync(voided.Path)).Status.ShouldBeOneOf(200, 204);
        var invited = await workspace.SitAsync();
        server.Clock.Advance(TimeSpan.FromHours(1));
        foreach (var over in new[] { overdue, handedIn })
        {
            await over.ScoredAsync();
            (await over.Student.GetAsync("/embed-api/receipt")).ShouldBe(200);
        }

        Sitting[] begun = [goesOn, paused, refused, handedIn, overdue];
        string[] paths =
        [
            "/users",
            "/webhooks",
            .. begun.Append(invited).Append(voided).SelectMany(PathsOfExam),
            .. begun.SelectMany(PathsOfSession),
        ];
        var seen = new SortedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            seen[path] = await SeeAsync(workspace.Owner, path);
        }

        return new KeptSchool(
            server.Now,
            workspace.OwnerKey,
            receipt,
            new KeptSitting(goesOn.Embed.Secret, goesOn.Path, goesOn.Exam.Questions[1], goesOn.Exam.Questions[2]),
            seen
        );
    }

    /// <summary>What the API says now.</summary>
    public static async Task<JsonElement> SeeAsync(RestClient owner, string path) =>
        JsonElement.Parse(
            (await owner.GetAsync(path))
                .ShouldBe(200)
                .Text.Replace(owner.Server.Address.ToString(), Address, StringComparison.Ordinal)
        );

    private static IEnumerable<string> PathsOfExam(Sitting sitting) =>
        [
            $"/exams/{sitting.Exam.Id}",
            $"/exams/{sitting.Exam.Id}/audit",
            $"/exams/{sitting.Exam.Id}/sessions",
            $"/exams/{sitting.Exam.Id}/sessions?voided=true",
            $"/embed-sessions/{sitting.Embed.Id}",
        ];

    private static IEnumerable<string> PathsOfSession(Sitting sitting) =>
        [sitting.Path, $"{sitting.Path}/history", $"{sitting.Path}/retained", $"{sitting.Path}/receipts"];

    /// <summary>Answers the first question that can be answered twice, so that it has an earlier version.</summary>
    private static async Task<Sitting> AnswerAsync(Sitting sitting)
    {
        var question = sitting.Exam.Questions[sitting.Exam.Questions.Count > 2 ? 1 : 0];
        foreach (var answer in new[] { "what I wrote first", "what I have so far ✓" })
        {
            (await sitting.Student.SaveAsync(question, answer)).ShouldBe(200);
        }

        return sitting;
    }

    private static async Task ActAsync(Sitting sitting, object act) =>
        (
            await sitting.Owner.PostAsync(
                $"/exams/{sitting.Exam.Id}/sessions/actions",
                Body.With(new { sessions = new[] { sitting.Student.SessionId }, reason = "a fire drill" }, act)
            )
        ).ShouldBe(200);
}

/// <summary>An exam under way: who holds it, where it is seen, a question with an answer and one without.</summary>
public sealed record KeptSitting(string Secret, string Path, string Answered, string Open);
