namespace Examlet.Tests.EmbedSessions;

public sealed class EmbedPageTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task The_page_carries_what_the_first_screen_shows(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync(
            settings: new { timeLimit = 30 },
            embed: new { theme = new { primaryColor = "#4f46e5", locale = "nl" } }
        );

        var page = await sitting.Student.PageAsync();

        page.ShouldBe(200).MediaType.ShouldBe("text/html");
        var data = Page.Data(page).ToString();
        data.ShouldContain("Midterm Exam - Algebra");
        data.ShouldContain("#4f46e5");
        data.ShouldContain("not_started");
        data.ShouldContain("30");
        page.Text.ShouldContain("lang=\"nl\"");
    }

    [Theory, AllStores]
    public async Task The_page_is_kept_nowhere_and_tells_nobody_its_address(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();

        var page = await sitting.Student.PageAsync();

        page.Header("Cache-Control").ShouldNotBeNull().ShouldContain("no-store");
        page.Header("Referrer-Policy").ShouldBe("no-referrer");
        page.Header("X-Content-Type-Options").ShouldBe("nosniff");
        page.Header("X-Frame-Options").ShouldBeNull();
        page.Header("Set-Cookie").ShouldBeNull();
    }

    [Theory, AllStores]
    public async Task The_policy_of_the_page_lets_no_inline_script_run_and_nothing_foreign_load(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();

        var page = await sitting.Student.PageAsync();

        var policy = Page.Policy(page);
        policy["default-src"].ShouldHaveSingleItem().ShouldBeOneOf("'none'", "'self'");
        policy["script-src"].ShouldBe(["'self'"]);
        policy["connect-src"].ShouldBe(["'self'"]);
        policy["base-uri"].ShouldBe(["'none'"]);
        policy["form-action"].ShouldBe(["'none'"]);
        page.Header("Content-Security-Policy").ShouldNotBeNull().ShouldNotContain("unsafe-eval");
        Page.Policy(page)["require-trusted-types-for"].ShouldBe(["'script'"]);
        Page.Policy(page)["trusted-types"].ShouldBe(["examlet", "examlet-read", "default"]);
        Page.Scripts(page)
            .ShouldAllBe(s =>
                s.Attributes.Contains("application/json", StringComparison.Ordinal)
                || (s.Text.Length == 0 && s.Attributes.Contains("src=", StringComparison.Ordinal))
            );
    }

    [Theory, AllStores]
    public async Task The_page_may_be_framed_by_the_allowed_origin_only(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync(embed: new { allowedOrigin = "https://app.example.com" });

        Page.Policy(await sitting.Student.PageAsync())["frame-ancestors"].ShouldBe(["https://app.example.com"]);
    }

    [Theory, AllStores]
    public async Task Without_an_allowed_origin_any_page_may_frame_it(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();

        var policy = Page.Policy(await sitting.Student.PageAsync());

        (policy.TryGetValue("frame-ancestors", out var ancestors) ? ancestors : ["*"]).ShouldContain("*");
    }

    [Theory, AllStores]
    public async Task Everything_the_page_loads_comes_from_this_server(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();
        var page = await sitting.Student.PageAsync();

        var loads = Page.Loads(page);

        loads.ShouldNotBeEmpty();
        foreach (var address in loads.Select(a => new Uri(sitting.Embed.Url, a)))
        {
            address
                .GetLeftPart(UriPartial.Authority)
                .ShouldBe(workspace.Server.Address.GetLeftPart(UriPartial.Authority));
            (await workspace.Server.Stranger.GetAsync(address.AbsolutePath)).ShouldBe(200);
        }
    }

    [Theory]
    [AllStores("</script><script>alert(1)</script>")]
    [AllStores("<!--<script>")]
    [AllStores("]]><img src=x onerror=alert(1)>")]
    [AllStores("\" onload=\"alert(1)")]
    [AllStores("' & < > \u2028 \u2029")]
    public async Task Markup_in_the_name_of_the_exam_stays_text(Store store, string name)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var student = await workspace.UserAsync();
        var exam = await workspace.ExamAsync(participants: [student], more: new { name });
        var embed = await workspace.EmbedAsync(exam.Id, student);

        var page = await workspace.Student(embed).PageAsync();

        Page.Texts(page).ShouldContain(name);
        page.Text.ShouldNotContain("<script>alert");
        page.Text.ShouldNotContain("<img src=x");
        page.Text.ShouldNotContain("<!--<script>");
        page.Text.ShouldNotContain("\" onload=\"");
    }

    [Theory, AllStores]
    public async Task The_page_has_no_questions_and_no_answers_in_it(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("A title that is a question", "a key")]);
        (await sitting.Student.SaveAsync(sitting.Question, "words of an answer")).ShouldBe(200);

        var page = await sitting.Student.PageAsync();

        page.ShouldBe(200).Text.ShouldNotContain("A title that is a question");
        page.Text.ShouldNotContain("a key");
        page.Text.ShouldNotContain("words of an answer");
        page.Text.ShouldNotContain(sitting.Question);
    }

    [Theory, AllStores]
    public async Task The_page_may_use_nothing_of_the_device_but_the_microphone_that_a_question_may_ask_for(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();

        var policy = (await sitting.Student.PageAsync()).ShouldBe(200).Header("Permissions-Policy")!;

        policy
            .Split(", ")
            .ShouldBe(["camera=()", "geolocation=()", "payment=()", "usb=()", "display-capture=()"], ignoreOrder: true);
    }

    [Theory, AllStores]
    public async Task Loading_the_page_changes_nothing(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();
        var before = await sitting.ReadEmbedAsync();

        (await sitting.Student.PageAsync()).ShouldBe(200);
        (await sitting.Student.PageAsync()).ShouldBe(200);

        (await sitting.ReadEmbedAsync()).Text.ShouldBe(before.Text);
        (await workspace.Owner.GetAsync($"/exams/{sitting.Exam.Id}/sessions"))["items"].GetArrayLength().ShouldBe(0);
    }

    [Theory, AllStores]
    public async Task Loading_the_page_takes_the_session_from_nobody(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();

        (await sitting.OtherDevice.PageAsync()).ShouldBe(200);

        (await sitting.Student.SaveAsync(sitting.Question, "still mine")).ShouldBe(200);
    }

    [
        Theory,
        AllStores("unknown"),
        AllStores("0"),
        AllStores("..%2F..%2Fme"),
        AllStores("%00"),
        AllStores("<script>alert(1)</script>")
    ]
    public async Task A_page_that_never_was_is_404(Store store, string secret)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var page = await workspace.Server.Stranger.GetAsync($"/embeds/{secret}");

        page.Status.ShouldBeOneOf(400, 404);
        page.Text.ShouldNotContain("<script>alert");
    }

    [
        Theory,
        AllStores("en", "This link does not open an exam"),
        AllStores("nl-BE,en;q=0.5", "Deze link opent geen toets"),
        AllStores("xx", "This link does not open an exam")
    ]
    public async Task A_page_that_never_was_says_so_in_a_language_of_the_browser_and_looks_like_the_others(
        Store store,
        string language,
        string title
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var page = await workspace.Server.Stranger.SendAsync(
            HttpMethod.Get,
            "/embeds/unknown",
            body: null,
            ("Accept-Language", language)
        );

        page.ShouldBe(404);
        page.Text.ShouldContain($"<main class=\"sheet\"><h1>{title}</h1>");
        Page.Loads(page).ShouldContain(address => address.EndsWith(".css", StringComparison.Ordinal));
    }

    [
        Theory,
        AllStores("en-GB", "en", "en-GB"),
        AllStores("nl-BE", "nl", "nl-BE"),
        AllStores("nl", "nl", null),
        AllStores("de-AT", "en", null)
    ]
    public async Task The_page_knows_the_region_of_its_language(
        Store store,
        string given,
        string locale,
        string? region
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync(embed: new { theme = new { locale = given } });

        Page.Data(await sitting.Student.PageAsync()).ShouldHave(new { locale, region });
    }

    [
        Theory,
        AllStores(0, false, "first"),
        AllStores(5, false, "later"),
        AllStores(5, true, "first"),
        AllStores(-1, true, null)
    ]
    public async Task The_page_knows_where_HTML_stands_that_is_more_than_plain(
        Store store,
        int place,
        bool isShuffled,
        string? expected
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var questions = Enumerable
            .Range(0, 7)
            .Select(at =>
                at == place
                    ? Ask.One("Which?", ["<p dir=\"rtl\">1</p>", "2"], "2")
                    : Ask.Line("Less: 1 &lt; 2 <b>?</b>", "yes")
            )
            .ToArray();
        var sitting = await workspace.SitAsync(questions, new { shuffleQuestions = isShuffled });

        Page.Data(await sitting.Student.PageAsync())
            .GetProperty("exam")
            .ShouldHave(new { markup = expected, isEmpty = false });
    }

    [
        Theory,
        AllStores(0, false, "first"),
        AllStores(5, false, "later"),
        AllStores(5, true, "first"),
        AllStores(-1, true, null)
    ]
    public async Task The_page_knows_where_mathematics_stands(Store store, int place, bool isShuffled, string? expected)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var questions = Enumerable
            .Range(0, 7)
            .Select(at =>
                at == place
                    ? Ask.One("Half?", ["<inline-math>\\frac12</inline-math>", "1"], "1")
                    : Ask.Line("Capital?", "Paris")
            )
            .ToArray();
        var sitting = await workspace.SitAsync(questions, new { shuffleQuestions = isShuffled });

        Page.Data(await sitting.Student.PageAsync())
            .GetProperty("exam")
            .ShouldHave(new { mathematics = expected, isEmpty = false });
    }
}
