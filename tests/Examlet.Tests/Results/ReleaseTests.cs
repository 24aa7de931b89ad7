using System.Text.Json;
using Examlet.Tests.Webhooks;

namespace Examlet.Tests.Results;

/// <summary>Results are shown and hidden again by staff, or at a time (contract, scores).</summary>
public sealed class ReleaseTests(ExamletServers servers)
{
    private static readonly string[] Everything = ["score", "points", "answers", "comments", "feedback", "key"];

    [Theory, AllStores]
    public async Task A_result_is_there_once_it_is_released_and_hidden_once_it_is_withdrawn(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        (await ResultAsync(sitting)).ShouldBeProblem(409, "result-not-released");
        (await sitting.ReadAsync()).ShouldBe(200, new { released = false });

        (await DoAsync(sitting, "release")).ShouldBe(200, new { released = 1, skipped = Array.Empty<object>() });
        (await ResultAsync(sitting)).ShouldBe(200);
        (await sitting.ReadAsync()).ShouldBe(200, new { released = true });

        (await DoAsync(sitting, "withdraw")).ShouldBe(200, new { withdrawn = 1, skipped = Array.Empty<object>() });
        (await ResultAsync(sitting)).ShouldBeProblem(409, "result-not-released");
    }

    [Theory, AllStores]
    public async Task Everything_that_can_be_shown_is_shown(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(
            workspace,
            grade: new
            {
                points = 3,
                comment = "<p>Good</p>",
                revision = 0,
            }
        );
        (await GradeAsync(sitting, new { comment = "<p>Well done</p>", revision = 0 }, "overall")).ShouldBe(200);
        (await DoAsync(sitting, "release")).ShouldBe(200, new { released = 1 });

        var result = (await ResultAsync(sitting)).ShouldBe(200);

        result["shown"].EnumerateArray().Select(part => part.GetString()).ShouldBe(Everything);
        result.Json.ShouldHave(
            new
            {
                score = new
                {
                    points = 4,
                    maxPoints = 5,
                    needsGrading = false,
                    label = "good",
                    passed = true,
                },
                comment = "<p>Well done</p>",
                commentText = "Well done",
            }
        );
        Answer(result, sitting.Exam.Questions[0])
            .ShouldHave(
                new
                {
                    value = "Paris",
                    points = 1,
                    maxPoints = 1,
                    correct = true,
                    share = 1,
                    removed = false,
                    comment = (string?)null,
                    feedback = new[] { "<p>Yes <b>indeed</b></p>", "<p>On the Seine</p>" },
                    key = "Paris",
                }
            );
        Answer(result, sitting.Exam.Questions[1])
            .ShouldHave(
                new
                {
                    value = "<p>Because of the river.</p>",
                    valueHtml = "<p>Because of the river.</p>",
                    points = 3,
                    maxPoints = 4,
                    correct = false,
                    share = 0.75,
                    comment = "<p>Good</p>",
                    commentText = "Good",
                    key = (string?)null,
                    modelAnswer = "<p>Rivers carry goods.</p>",
                }
            );
        (await sitting.ReadAsync())["score"].ShouldHave(new { label = "good", passed = true });
    }

    [Theory, AllStores("score"), AllStores("points"), AllStores("answers")]
    [AllStores("comments"), AllStores("feedback"), AllStores("key")]
    public async Task Only_what_the_exam_shows_is_in_it(Store store, string part)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(
            workspace,
            [part],
            new
            {
                points = 3,
                comment = "KOMMENTAR",
                revision = 0,
            }
        );
        (await DoAsync(sitting, "release")).ShouldBe(200, new { released = 1 });

        var result = (await ResultAsync(sitting)).ShouldBe(200);

        Has("score", result["score"].ValueKind == JsonValueKind.Object);
        result["questions"].GetArrayLength().ShouldBe(part == "score" ? 0 : 2);
        if (part != "score")
        {
            var answer = Answer(result, sitting.Exam.Questions[0]);
            Has("points", answer.GetProperty("points").ValueKind == JsonValueKind.Number);
            Has("points", answer.GetProperty("maxPoints").ValueKind == JsonValueKind.Number);
            Has("answers", answer.GetProperty("value").ValueKind == JsonValueKind.String);
            Has("answers", answer.GetProperty("correct").ValueKind == JsonValueKind.True);
            Has("answers", answer.GetProperty("share").ValueKind == JsonValueKind.Number);
            Has("feedback", answer.GetProperty("feedback").GetArrayLength() > 0);
            Has("key", answer.GetProperty("key").ValueKind == JsonValueKind.String);
        }

        Has("comments", result.Text.Contains("KOMMENTAR", StringComparison.Ordinal));
        Has("feedback", result.Text.Contains("indeed", StringComparison.Ordinal));
        Has("key", result.Text.Contains("Rivers carry goods", StringComparison.Ordinal));
        Has("answers", result.Text.Contains("Because of the river", StringComparison.Ordinal));

        void Has(string wanted, bool isThere) => isThere.ShouldBe(wanted == part, $"{wanted} of {part}: {result.Text}");
    }

    [Theory, AllStores]
    public async Task A_score_that_waits_for_a_person_goes_out_only_when_asked_for(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace, ["score"], isGraded: false);
        var open = await SeatAsync(workspace, sitting.Exam);

        var refused = await DoAsync(sitting, "release");

        refused.ShouldBe(200, new { released = 0 });
        refused["skipped"]
            .EnumerateArray()
            .Select(skipped =>
                (skipped.GetProperty("sessionId").GetString(), skipped.GetProperty("reason").GetString())
            )
            .ShouldBe(
                [(sitting.Student.SessionId, "partial"), (open.Student.SessionId, "not-final")],
                ignoreOrder: true
            );
        (await DoAsync(sitting, "release", new { includePartial = true })).ShouldBe(200, new { released = 1 });
        (await ResultAsync(sitting))
            .ShouldBe(200)["score"]
            .ShouldHave(new { needsGrading = true, passed = (bool?)null });
        (await DoAsync(sitting, "withdraw")).ShouldBe(200, new { withdrawn = 1 });
    }

    [Theory, AllStores]
    public async Task Only_the_sessions_that_are_named_are_released(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var first = await HandedInAsync(workspace, ["score"]);
        var second = await SeatAsync(workspace, first.Exam);
        (await second.Student.HandInAsync()).ShouldBe(200);
        var third = await SeatAsync(workspace, first.Exam);
        (await third.Student.HandInAsync()).ShouldBe(200);
        (await workspace.Owner.DeleteAsync(third.Path)).ShouldBe(204);

        var released = await DoAsync(
            first,
            "release",
            new { sessions = new[] { second.Student.SessionId, third.Student.SessionId, "session_none" } }
        );

        released.ShouldBe(200, new { released = 1 });
        released["skipped"]
            .EnumerateArray()
            .Select(skipped => skipped.GetProperty("reason").GetString())
            .ShouldBe(["voided", "not-found"], ignoreOrder: true);
        (await ResultAsync(first)).ShouldBeProblem(409, "result-not-released");
        (await ResultAsync(second)).ShouldBe(200);
        (await DoAsync(first, "release", new { sessions = Array.Empty<string>() })).ShouldBeInvalid("sessions");
    }

    [Theory, AllStores]
    public async Task The_same_again_answers_the_same_and_tells_nobody_again(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace, ["score"]);
        await using var hook = await Hook.AddAsync(
            workspace,
            new { events = new[] { "exam-session.released", "exam-session.withdrawn" } }
        );

        (await DoAsync(sitting, "release")).ShouldBe(200, new { released = 1 });
        (await DoAsync(sitting, "release")).ShouldBe(200, new { released = 1 });
        (await DoAsync(sitting, "withdraw")).ShouldBe(200, new { withdrawn = 1 });
        (await DoAsync(sitting, "withdraw")).ShouldBe(200, new { withdrawn = 1 });

        var arrivals = await hook.ArrivedAsync(2);
        await hook.NothingMoreAsync();
        arrivals.Select(arrival => arrival.Type).ShouldBe(["exam-session.released", "exam-session.withdrawn"]);
        foreach (var arrival in arrivals)
        {
            arrival.Data.ShouldHave(
                new
                {
                    examId = sitting.Exam.Id,
                    sessionId = sitting.Student.SessionId,
                    score = new { points = 4, maxPoints = 5 },
                }
            );
        }

        var audit = (await workspace.Owner.GetAsync($"/exams/{sitting.Exam.Id}/audit")).Items;
        audit.Count.ShouldBe(2);
        audit
            .Single(entry => entry.GetProperty("action").GetString() == "release")
            .ShouldHave(
                new
                {
                    sessionId = sitting.Student.SessionId,
                    userId = workspace.Owner.UserId,
                    data = new { sessions = new[] { sitting.Student.SessionId }, includePartial = false },
                }
            );
    }

    [Theory, AllStores]
    public async Task A_result_with_a_time_is_there_from_then_on_and_webhooks_are_told_once(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var hook = await Hook.AddAsync(workspace, new { events = new[] { "exam-session.released" } });
        var at = workspace.Server.Now.AddMinutes(30);
        var sitting = await HandedInAsync(workspace, ["score"], release: $"{at.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(29));
        (await ResultAsync(sitting)).ShouldBeProblem(409, "result-not-released");
        await hook.NothingMoreAsync();

        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(1));

        (await ResultAsync(sitting)).ShouldBe(200);
        (await hook.ArrivedAsync(1))[0].Data.ShouldHave(new { sessionId = sitting.Student.SessionId });
        (await DoAsync(sitting, "release")).ShouldBe(200, new { released = 1 });
        await hook.NothingMoreAsync(8);
        (await DoAsync(sitting, "withdraw")).ShouldBe(200, new { withdrawn = 1 });
        (await ResultAsync(sitting)).ShouldBeProblem(409, "result-not-released");
    }

    [Theory, AllStores]
    public async Task The_current_setting_of_the_exam_counts(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace, ["score"]);
        (await DoAsync(sitting, "release")).ShouldBe(200, new { released = 1 });

        await SettingsAsync(sitting, new { results = new { release = "manual", show = new[] { "points" } } });
        var result = (await ResultAsync(sitting)).ShouldBe(200);
        result["score"].ValueKind.ShouldBe(JsonValueKind.Null);
        result["questions"].GetArrayLength().ShouldBe(2);

        await SettingsAsync(sitting, new { results = (object?)null, showScore = false });
        (await ResultAsync(sitting)).ShouldBeProblem(404, "no-result");
        (await DoAsync(sitting, "release")).ShouldBeProblem(409, "no-result-rule");
        (await DoAsync(sitting, "release"))["detail"].GetString()!.ShouldContain("settings.results");
    }

    [Theory, AllStores]
    public async Task An_exam_that_showed_nothing_at_the_hand_in_shows_its_result_on_the_same_link_later(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        (await PageAsync(sitting)).ShouldContain("\"showsResult\":false");

        await SettingsAsync(sitting, new { results = new { release = "manual", show = new[] { "score" } } });

        (await PageAsync(sitting)).ShouldContain("\"showsResult\":true");
        (await ResultAsync(sitting)).ShouldBeProblem(409, "result-not-released");
    }

    [Theory, AllStores]
    public async Task Another_workspace_and_a_lower_role_release_nothing(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await using var other = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace, ["score"]);
        var theirs = await HandedInAsync(other, ["score"]);
        var editor = await workspace.ClientAsync("teacher");
        (
            await workspace.Owner.PostAsync(
                $"/permissions/{sitting.Exam.Id}",
                new { actor = editor.UserId, role = "editor" }
            )
        ).ShouldBe(201);

        (await other.Owner.PostAsync($"/exams/{sitting.Exam.Id}/results/release", new { })).ShouldBeProblem(404);
        (await editor.PostAsync($"/exams/{sitting.Exam.Id}/results/release", new { })).ShouldBeProblem(403);
        var foreign = await DoAsync(sitting, "release", new { sessions = new[] { theirs.Student.SessionId } });

        foreign.ShouldBe(200, new { released = 0 });
        foreign["skipped[0]"].ShouldHave(new { reason = "not-found" });
        (await ResultAsync(theirs)).ShouldBeProblem(409, "result-not-released");
    }

    [Theory, AllStores]
    public async Task The_key_and_the_feedback_are_hidden_while_they_can_help_somebody(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        (await DoAsync(sitting, "release")).ShouldBe(200, new { released = 1 });
        (await IsKeyShownAsync(sitting)).ShouldBeTrue();

        var absent = await workspace.UserAsync();
        (
            await workspace.Owner.PostAsync(
                $"/permissions/{sitting.Exam.Id}",
                new { actor = absent, role = "participant" }
            )
        ).ShouldBe(201);
        (await IsKeyShownAsync(sitting)).ShouldBeFalse("somebody has not begun");
        var student = workspace.Student(await workspace.EmbedAsync(sitting.Exam.Id, absent));
        (await student.StartAsync()).ShouldBe(200);
        (await IsKeyShownAsync(sitting)).ShouldBeFalse("somebody writes");
        (await student.HandInAsync()).ShouldBe(200);
        (await IsKeyShownAsync(sitting)).ShouldBeTrue();
    }

    [Theory, AllStores]
    public async Task Once_the_exam_is_closed_nobody_can_begin_and_the_key_is_shown(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        (await DoAsync(sitting, "release")).ShouldBe(200, new { released = 1 });
        var absent = await workspace.UserAsync();
        (
            await workspace.Owner.PostAsync(
                $"/permissions/{sitting.Exam.Id}",
                new { actor = absent, role = "participant" }
            )
        ).ShouldBe(201);
        await SettingsAsync(sitting, new { closesAt = workspace.Server.Now.AddMinutes(10) });
        (await IsKeyShownAsync(sitting)).ShouldBeFalse();

        workspace.Server.Clock.Advance(TimeSpan.FromMinutes(10));

        (await IsKeyShownAsync(sitting)).ShouldBeTrue();
    }

    [Theory, AllStores]
    public async Task Practice_shows_the_key_at_the_hand_in_whoever_still_writes(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace, release: "at-hand-in", more: new { practice = true });
        await SeatAsync(workspace, sitting.Exam);

        (await IsKeyShownAsync(sitting)).ShouldBeTrue();
    }

    [Theory, AllStores]
    public async Task A_session_that_goes_on_after_its_student_saw_the_key_says_so(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        var other = await SeatAsync(workspace, sitting.Exam);
        (await other.Student.HandInAsync()).ShouldBe(200);
        (await DoAsync(sitting, "release", new { includePartial = true })).ShouldBe(200, new { released = 2 });
        (await IsKeyShownAsync(sitting)).ShouldBeTrue();
        (await sitting.ReadAsync()).ShouldBe(200, new { keySeen = false });

        foreach (var reopened in (Sitting[])[other, sitting])
        {
            (
                await workspace.Owner.PostAsync(
                    $"/exams/{sitting.Exam.Id}/sessions/actions",
                    new
                    {
                        action = "reopen",
                        sessions = new[] { reopened.Student.SessionId },
                        minutes = 10,
                        reason = "Again",
                    }
                )
            ).ShouldBe(200);
        }

        (await sitting.ReadAsync()).ShouldBe(200, new { keySeen = true, released = false });
        (await other.ReadAsync()).ShouldBe(200, new { keySeen = false });
    }

    [Theory, AllStores]
    public async Task What_an_author_says_of_an_answer_is_safe_HTML(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await HandedInAsync(workspace);
        (await DoAsync(sitting, "release")).ShouldBe(200);

        var result = (await ResultAsync(sitting)).ShouldBe(200);

        result.Text.ShouldNotContain("<script");
        result.Text.ShouldNotContain("onclick");
        result.Text.ShouldNotContain("correctAnswer");
    }

    private static JsonElement Answer(Reply result, string questionId) => result[$"answers.{questionId}"];

    private static Task<Reply> ResultAsync(Sitting sitting) => sitting.Student.GetAsync("/embed-api/result");

    private static async Task<bool> IsKeyShownAsync(Sitting sitting)
    {
        var result = (await ResultAsync(sitting)).ShouldBe(200);
        var shown = result["shown"].EnumerateArray().Select(part => part.GetString()).ToList();
        shown.Contains("feedback").ShouldBe(shown.Contains("key"));
        result.Text.Contains("Rivers carry goods", StringComparison.Ordinal).ShouldBe(shown.Contains("key"));
        result.Text.Contains("On the Seine", StringComparison.Ordinal).ShouldBe(shown.Contains("key"));
        return shown.Contains("key");
    }

    private static Task<Reply> DoAsync(Sitting sitting, string action, object? body = null) =>
        sitting.Owner.PostAsync($"/exams/{sitting.Exam.Id}/results/{action}", body ?? new { });

    private static async Task SettingsAsync(Sitting sitting, object settings) =>
        (await sitting.Owner.PatchAsync($"/exams/{sitting.Exam.Id}", new { settings })).ShouldBe(200);

    private static async Task<string> PageAsync(Sitting sitting) =>
        (await sitting.Student.GetAsync(sitting.Embed.Url.AbsolutePath)).ShouldBe(200).Text;

    private static Task<Reply> GradeAsync(Sitting sitting, object grade, string? question = null) =>
        sitting.Owner.PutAsync($"{sitting.Path}/grades/{question ?? sitting.Exam.Questions[1]}", grade);

    /// <summary>A line of 1 point that is right, and an essay of 4 points that got 3, handed in; shown once it is
    /// released.</summary>
    private static async Task<Sitting> HandedInAsync(
        Workspace workspace,
        string[]? show = null,
        object? grade = null,
        string release = "manual",
        object? more = null,
        bool isGraded = true
    )
    {
        var sitting = await workspace.StartedAsync(
            [
                Body.With(
                    Ask.Line("Capital?", "Paris"),
                    new
                    {
                        scoring = new
                        {
                            feedback = new
                            {
                                correct = "<p onclick=\"x()\">Yes <b>indeed</b><script>alert(1)</script></p>",
                                incorrect = "<p>No</p>",
                                general = "<p>On the Seine</p>",
                            },
                        },
                    }
                ),
                new
                {
                    type = "essay",
                    title = "Why?",
                    scoring = new { points = 4, modelAnswer = "<p>Rivers carry goods.<script>1</script></p>" },
                },
            ],
            Body.With(
                new
                {
                    results = new { release, show = show ?? Everything },
                    passMark = 80,
                    gradeScale = new[] { new { from = 80, label = "good" }, new { from = 0, label = "poor" } },
                },
                more
            )
        );
        await sitting.Student.SaveAsync(sitting.Question, "Paris");
        await sitting.Student.SaveAsync(sitting.Exam.Questions[1], "<p>Because of the river.</p>");
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        if (isGraded)
        {
            (await GradeAsync(sitting, grade ?? new { points = 3, revision = 0 })).ShouldBe(200);
        }

        return sitting;
    }

    private static Task<Sitting> SeatAsync(Workspace workspace, SampleExam exam) =>
        Grading.GradesTests.SeatAsync(workspace, exam);
}
