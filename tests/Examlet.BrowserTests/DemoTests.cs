using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Examlet.BrowserTests;

/// <summary>The demo, run as a newcomer runs it.</summary>
public sealed partial class DemoTests(Chromium chromium)
{
    [Fact]
    public async Task It_prints_one_link_to_a_school_page_with_the_exam_its_messages_and_the_teacher_s_view()
    {
        using var demo = Start();
        try
        {
            var link = await LinkAsync(demo);
            await using var context = await chromium.NewContextAsync();
            await context.GrantPermissionsAsync(["clipboard-write"]);
            var page = await context.NewPageAsync();
            await page.GotoAsync(link);
            var exam = page.FrameLocator("#exam");
            await exam.GetByRole(AriaRole.Button, new() { Name = "Start", Exact = true }).ClickAsync();
            await exam.GetByRole(AriaRole.Button, new() { Name = "Next", Exact = true }).ClickAsync();
            await Assertions.Expect(exam.GetByRole(AriaRole.Radio).First).ToBeVisibleAsync();
            await Assertions.Expect(exam.Locator(".notice")).ToHaveCountAsync(0);

            await exam.GetByRole(AriaRole.Radio).First.CheckAsync();

            await Assertions.Expect(page.Locator("#messages")).ToContainTextAsync("Question answered");
            for (var i = 0; i < 20 && await exam.GetByRole(AriaRole.Textbox).CountAsync() == 0; i++)
            {
                await exam.GetByRole(AriaRole.Button, new() { Name = "Next", Exact = true }).ClickAsync();
            }

            const string Markup = "<img src=x onerror=document.title='run'>";
            await exam.GetByRole(AriaRole.Textbox).First.FillAsync(Markup);
            await Assertions.Expect(page.Locator("#answers")).ToContainTextAsync(Markup);
            (await page.TitleAsync()).ShouldNotBe("run");
            await Assertions.Expect(page.Locator("#facts")).ToContainTextAsync(" of 18");
            await Assertions.Expect(page.Locator("#answers")).ToContainTextAsync("A line");

            await HandInAsync(exam);
            // The result is what the student came for; the receipt stands folded below it.
            await exam.Locator(".receipt > summary").ClickAsync();
            await exam.GetByRole(AriaRole.Button, new() { Name = "Copy code", Exact = true }).ClickAsync();
            await Assertions.Expect(exam.Locator(".receipt [role=status]")).ToHaveTextAsync("Copied");
        }
        finally
        {
            demo.Kill();
        }
    }

    private static async Task HandInAsync(IFrameLocator exam)
    {
        var next = exam.GetByRole(AriaRole.Button, new() { Name = "Next", Exact = true });
        for (var i = 0; i < 20 && await next.IsVisibleAsync(); i++)
        {
            await next.ClickAsync();
        }

        foreach (var name in new[] { "Review answers", "Hand in", "Hand in now" })
        {
            await exam.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).ClickAsync();
        }
    }

    private static Process Start() =>
        Process.Start(
            new ProcessStartInfo(
                "dotnet",
                [Path.Combine(AppContext.BaseDirectory, "Examlet.dll"), "demo", "--port", "0"]
            )
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            }
        )!;

    private static async Task<string> LinkAsync(Process demo)
    {
        while (await demo.StandardOutput.ReadLineAsync() is { } line)
        {
            if (Link().Match(line) is { Success: true } match)
            {
                return match.Value;
            }
        }

        throw new InvalidOperationException("The demo ended without printing a link.");
    }

    [GeneratedRegex("http://localhost:[0-9]+/", RegexOptions.None, 1000)]
    private static partial Regex Link();
}
