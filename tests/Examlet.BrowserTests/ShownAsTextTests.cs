using System.Text.Json.Nodes;

namespace Examlet.BrowserTests;

/// <summary>What anybody can send is shown as text, on every page there is. The corpus is in <c>Corpus/markup.txt</c>;
/// each line calls <c>__sentinel</c> or asks for something from elsewhere if it is taken for markup.
/// </summary>
public sealed class ShownAsTextTests(Chromium chromium)
{
    private static readonly string[] Corpus = File.ReadAllLines(
        Path.Combine(AppContext.BaseDirectory, "Corpus", "markup.txt")
    );
    private static readonly string All = string.Join(' ', Corpus);

    [Fact]
    public async Task A_student_s_page_from_the_start_to_the_result()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sentinel = await Sentinel.InAsync(context, school);
        var sitting = await school.SitAsync(Exam());
        var player = await Player.InHostAsync(context, sitting);
        await Assertions.Expect(player.Text("Corpus: <img").First).ToBeVisibleAsync();
        using (var student = new Api(school.Server, sitting.Secret))
        {
            var state = await student.PostAsync("/embed-api/start", new JsonObject());
            await AnswerAsync(student, state, sitting);
        }

        await school.Api.PostAsync(
            $"/exams/{sitting.ExamId}/sessions/actions",
            new JsonObject
            {
                ["action"] = "announce",
                ["sessions"] = "all",
                ["message"] = Corpus[0],
                ["reason"] = All[..1000],
            }
        );
        await player.Page.ReloadAsync();
        await player.Button("Resume").Or(player.Button("Next")).First.WaitForAsync();

        await Assertions.Expect(player.Locator(".notice.strong")).ToContainTextAsync(Corpus[0]);
        await player.Button("I have read this").ClickAsync();
        foreach (var line in Corpus)
        {
            var title = player.Locator("h1, h2").Filter(new() { HasText = Visible(line) });
            await NextUntilAsync(player, title);
            await Assertions.Expect(player.Role(AriaRole.Textbox).First).ToHaveValueAsync(line);
        }

        await NextUntilAsync(player, player.Locator("h1, h2", "An essay"));
        await Assertions.Expect(player.Locator("[contenteditable=true]")).ToBeVisibleAsync();
        await NextUntilAsync(player, player.Locator("h1, h2", "A file"));
        await Assertions.Expect(player.Text("onerror=__sentinel('img')").First).ToBeVisibleAsync();
        var second = await Player.AloneAsync(context, sitting);
        await Assertions.Expect(second.Button("Next").Or(second.Button("Review answers")).First).ToBeVisibleAsync();
        await second.HandInAsync();
        await Assertions.Expect(second.Locator(".results")).ToBeVisibleAsync();
        foreach (var line in Corpus)
        {
            await Assertions.Expect(second.Locator(".results").GetByText(Visible(line)).First).ToBeVisibleAsync();
        }

        sentinel.ShouldHaveSeenNothing();
    }

    [Fact]
    public async Task A_teacher_s_monitor_with_its_dialogs()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync(1366, 3000);
        var sentinel = await Sentinel.InAsync(context, school);
        var exam = Exam();
        exam["name"] = All[..500];
        var sitting = await school.SitAsync(exam);
        for (var i = 0; i < Corpus.Length; i++)
        {
            var user = await school.Api.PostAsync(
                "/users",
                new JsonObject
                {
                    ["email"] = $"\"<b>{i}</b>\"@example.com",
                    ["name"] = Corpus[i],
                    ["role"] = "student",
                }
            );
            await school.Api.PostAsync(
                $"/permissions/{sitting.ExamId}",
                new JsonObject { ["actor"] = (string)user["id"]!, ["role"] = "participant" }
            );
        }

        var link = await school.Api.PostAsync($"/exams/{sitting.ExamId}/monitor-link", new JsonObject());
        var page = await context.NewPageAsync();
        await page.GotoAsync((string)link["url"]!);
        foreach (var line in Corpus)
        {
            await Assertions
                .Expect(page.Locator("[data-key]").Filter(new() { HasText = Visible(line) }).First)
                .ToBeAttachedAsync();
        }

        await page.Locator("[data-key] input").First.ClickAsync();
        foreach (var action in (string[])["Give time", "Pause", "Announce", "Hand in", "Reopen"])
        {
            var button = page.GetByRole(AriaRole.Button, new() { Name = action });
            if (await button.CountAsync() > 0 && await button.First.IsEnabledAsync())
            {
                await button.First.ClickAsync();
                await page.Keyboard.PressAsync("Escape");
            }
        }

        sentinel.ShouldHaveSeenNothing();
    }

    [Fact]
    public async Task The_pages_of_the_documentation()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sentinel = await Sentinel.InAsync(context, school);
        var page = await context.NewPageAsync();

        await page.GotoAsync(
            $"{school.Server}docs?{Uri.EscapeDataString(All[..300])}#{Uri.EscapeDataString(Corpus[0])}"
        );

        await Assertions.Expect(page.GetByText("Embed sessions").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
        // The page's library asks whether it may make code from text. The policy refuses, and it goes on without.
        sentinel.Seen.Where(line => line != "refused: script-src eval ").ShouldBeEmpty();
    }

    [Fact]
    public async Task The_sentinel_would_have_seen_it()
    {
        await using var school = await School.OpenAsync();
        await using var context = await chromium.NewContextAsync();
        var sentinel = await Sentinel.InAsync(context, school);
        var page = await context.NewPageAsync();
        await page.SetContentAsync($"<meta charset=utf-8>{Corpus[0]}");
        await Eventually.ShouldBeAsync(
            () => Task.FromResult(sentinel.Seen.Any(line => line.StartsWith("ran: img", StringComparison.Ordinal))),
            expected: true
        );

        await page.GotoAsync($"{school.Server}health/live");
        await page.EvaluateAsync("html => { document.body.innerHTML = html; }", Corpus[0]);

        await Eventually.ShouldBeAsync(
            () => Task.FromResult(sentinel.Seen.Any(line => line.StartsWith("refused: ", StringComparison.Ordinal))),
            expected: true
        );
    }

    /// <summary>A question for each line, in its title, its description, its options and its answer; a question for a
    /// rich answer and one for a file.</summary>
    private static JsonObject Exam()
    {
        var questions = new JsonArray(
            new JsonObject
            {
                ["type"] = "exam-intro",
                ["title"] = $"Welcome {Corpus[1]}",
                ["description"] = All,
            }
        );
        foreach (var line in Corpus)
        {
            questions.Add(
                new JsonObject
                {
                    ["type"] = "single-line-text",
                    ["title"] = line,
                    ["description"] = line,
                    ["settings"] = new JsonObject { ["correctAnswer"] = line },
                    ["metadata"] = new JsonObject { ["a"] = line },
                }
            );
        }

        questions.Add(
            new JsonObject
            {
                ["type"] = "multiple-choice-single-answer",
                ["title"] = "Options",
                ["settings"] = new JsonObject
                {
                    ["options"] = new JsonArray([.. Corpus.Select((line, at) => (JsonNode)$"{at} {line}")]),
                    ["correctAnswer"] = $"0 {Corpus[0]}",
                },
            }
        );
        questions.Add(
            new JsonObject
            {
                ["type"] = "fill-in-blank",
                ["title"] = "Blanks",
                ["settings"] = new JsonObject { ["text"] = $"___ {All}", ["correctAnswer"] = new JsonArray(All) },
            }
        );
        questions.Add(
            new JsonObject
            {
                ["type"] = "matching",
                ["title"] = "Pairs",
                ["settings"] = new JsonObject
                {
                    ["left"] = new JsonArray($"1 {Corpus[0]}", $"2 {Corpus[1]}"),
                    ["right"] = new JsonArray($"3 {Corpus[2]}", $"4 {Corpus[3]}"),
                    ["correctAnswer"] = new JsonArray(
                        $"1 {Corpus[0]} = 3 {Corpus[2]}",
                        $"2 {Corpus[1]} = 4 {Corpus[3]}"
                    ),
                },
            }
        );
        questions.Add(new JsonObject { ["type"] = "essay", ["title"] = "An essay" });
        questions.Add(
            new JsonObject
            {
                ["type"] = "upload-file",
                ["title"] = "A file",
                ["settings"] = new JsonObject { ["acceptFileTypes"] = new JsonArray("*/*") },
            }
        );
        return new JsonObject
        {
            ["name"] = $"Corpus: {All}"[..500],
            ["subject"] = All[..500],
            ["context"] = All,
            ["questions"] = questions,
            ["settings"] = new JsonObject { ["showScore"] = true },
            ["metadata"] = new JsonObject { ["a"] = All },
        };
    }

    /// <summary>Answers everything as another client of the student API would, with the corpus.</summary>
    private static async Task AnswerAsync(Api student, JsonNode state, Sitting sitting)
    {
        var epoch = (long)state["epoch"]!;
        var answers = Corpus
            .Select(line => Save(sitting.QuestionId(line), line))
            .Append(Save(sitting.QuestionId("An essay"), All))
            .ToArray();
        await student.PostAsync(
            "/embed-api/answers",
            new JsonObject { ["epoch"] = epoch, ["answers"] = new JsonArray(answers) }
        );
        var file = await student.PostAsync(
            "/embed-api/files",
            new JsonObject
            {
                ["epoch"] = epoch,
                ["questionId"] = sitting.QuestionId("A file"),
                ["name"] = Corpus[0],
                ["size"] = 3,
                ["type"] = "text/html",
            }
        );
        await student.PostAsync(
            "/embed-api/answers",
            new JsonObject
            {
                ["epoch"] = epoch,
                ["answers"] = new JsonArray(
                    Save(sitting.QuestionId("A file"), new JsonArray((string)file["url"]!, Corpus[0]))
                ),
            }
        );

        static JsonNode Save(string question, JsonNode value) =>
            new JsonObject
            {
                ["questionId"] = question,
                ["revision"] = 1,
                ["value"] = value,
                ["completed"] = true,
                ["context"] = new JsonObject { ["a"] = All },
            };
    }

    private static async Task NextUntilAsync(Player player, ILocator wanted)
    {
        for (var i = 0; i < 6 && await wanted.CountAsync() == 0; i++)
        {
            var before = (await player.Locator("h1, h2").AllTextContentsAsync())[^1];
            await player.Button("Next").ClickAsync();
            await Assertions.Expect(player.Locator("h1, h2").Last).Not.ToHaveTextAsync(before);
        }

        await Assertions.Expect(wanted.First).ToBeVisibleAsync();
    }

    /// <summary>As a locator compares it: spaces are one space.</summary>
    private static string Visible(string line) => line.Trim();
}
