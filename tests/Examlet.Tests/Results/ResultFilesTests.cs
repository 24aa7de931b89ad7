using Examlet.Questions;

namespace Examlet.Tests.Results;

/// <summary>The results of an exam as CSV and as a spreadsheet.</summary>
public sealed class ResultFilesTests(ExamletServers servers)
{
    private const string Formula = "=HYPERLINK(\"http://evil.example\";\"x\")";
    private static readonly string[] BeginFormulas =
    [
        Formula,
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠x",
    ];

    [Theory, AllStores]
    public async Task Each_session_is_a_row_with_answers_and_points(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(
            [
                Ask.Intro("<p>Hello</p>"),
                Ask.Line("Capital, please", "Paris"),
                Ask.Many("Primes?", ["2", "3", "4"], ["2", "3"]),
                new { type = "essay", title = "Tell" },
            ],
            user: new { name = "Zoë", email = "zoe@school.example" }
        );
        await SaveAsync(sitting, 1, "Paris");
        await SaveAsync(sitting, 2, new[] { "2", "4" });
        await SaveAsync(sitting, 3, "<h2>Title</h2><p>One &amp; <strong>two</strong></p><ul><li>three</li></ul>");
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        await sitting.ScoredAsync();

        var rows = await CsvAsync(sitting);

        rows.Count.ShouldBe(1);
        rows[0]["Exam session"].ShouldBe(sitting.Student.SessionId);
        rows[0]["User"].ShouldBe(sitting.StudentId);
        rows[0]["Name"].ShouldBe("Zoë");
        rows[0]["E-mail"].ShouldBe("zoe@school.example");
        rows[0]["Status"].ShouldBe("completed");
        rows[0]["Completion reason"].ShouldBe("submitted");
        rows[0]["Points"].ShouldBe("1");
        rows[0]["Points possible"].ShouldBe("3");
        rows[0]["Needs grading"].ShouldBe("yes");
        rows[0]["Answered"].ShouldBe("3");
        rows[0]["1 Capital, please"].ShouldBe("Paris");
        rows[0]["1 points"].ShouldBe("1");
        rows[0]["2 Primes?"].ShouldBe("2 | 4");
        rows[0]["2 points"].ShouldBe("0");
        rows[0]["3 Tell"].ShouldBe("Title\nOne & two\nthree");
        rows[0]["3 points"].ShouldBe("");
    }

    [Theory, AllStores]
    public async Task A_text_that_a_spreadsheet_would_run_is_marked_as_text(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await AnsweredAsync(workspace);

        var row = (await CsvAsync(sitting)).ShouldHaveSingleItem();

        row["Name"].ShouldBe("'" + Formula);
        foreach (var (text, i) in BeginFormulas.Select((text, i) => (text, i)))
        {
            var cell = row[$"{i + 1} {Formula}"];
            cell.ShouldStartWith("'");
            cell.Replace("'", "", StringComparison.Ordinal).ShouldBe(text.Replace("'", "", StringComparison.Ordinal));
        }
    }

    [Theory, AllStores]
    public async Task Raw_texts_stand_as_they_were_sent(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await AnsweredAsync(workspace);

        var row = (await CsvAsync(sitting, "?raw=true")).ShouldHaveSingleItem();

        row["Name"].ShouldBe(Formula);
        BeginFormulas.Select((_, i) => row[$"{i + 1} {Formula}"]).ShouldBe(BeginFormulas);
    }

    [Theory, AllStores]
    public async Task A_spreadsheet_holds_texts_and_numbers_and_no_formula(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await AnsweredAsync(workspace);
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        await sitting.ScoredAsync();

        var reply = (await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}/results.xlsx")).ShouldBe(200);

        reply.MediaType.ShouldBe("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        var sheet = new SheetOf(reply.Bytes);
        sheet.Faults.ShouldBeEmpty();
        sheet.HasFormula.ShouldBeFalse();
        var row = sheet.Students.ShouldHaveSingleItem();
        row["Name"].ShouldBe(Formula);
        row["Answered"].ShouldBe((double)BeginFormulas.Length);
        row[$"2 {Formula}"].ShouldBe(BeginFormulas[1]);
    }

    [Theory, AllStores]
    public async Task A_spreadsheet_takes_what_xml_does_not_and_says_where_it_cut_a_long_text(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Text("Odd"), Ask.Text("Long")]);
        await SaveAsync(sitting, 0, "a\u0001b\u000Bc 😀 \uFFFF _x0041_");
        await SaveAsync(sitting, 1, string.Concat(Enumerable.Repeat("😀", 20_000)));

        var reply = (await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}/results.xlsx")).ShouldBe(200);

        var sheet = new SheetOf(reply.Bytes);
        sheet.Faults.ShouldBeEmpty();
        var row = sheet.Students.ShouldHaveSingleItem();
        row["1 Odd"].ShouldBe("a\u0001b\u000Bc 😀 \uFFFF _x0041_");
        var cut = (string)row["2 Long"]!;
        cut.Length.ShouldBeInRange(32_000, 32_767);
        cut.ShouldEndWith("😀 […]");
        (await CsvAsync(sitting))[0]["2 Long"].Length.ShouldBe(40_000);
    }

    [Theory, AllStores]
    public async Task A_spreadsheet_that_would_be_too_wide_is_refused_and_the_csv_file_is_not(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync([.. Enumerable.Range(0, 8_200).Select(_ => Ask.Text("?"))]);

        (await workspace.Owner.GetAsync($"/exams/{exam.Id}/results.xlsx"))
            .ShouldBeProblem(409, "too-many-columns")
            .Value("detail")
            .ShouldContain("results.csv");
        (await workspace.Owner.GetAsync($"/exams/{exam.Id}/results.csv")).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task Sessions_on_an_earlier_version_keep_the_questions_that_are_gone(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("Then")]);
        await SaveAsync(sitting, 0, "before");
        (
            await sitting.Owner.PatchAsync($"/exams/{sitting.Exam.Id}", new { questions = new[] { Ask.Line("Now") } })
        ).ShouldBe(200);

        var row = (await CsvAsync(sitting)).ShouldHaveSingleItem();

        row["1 Now"].ShouldBe("");
        row["2 Then"].ShouldBe("before");
    }

    [Theory, AllStores]
    public async Task All_sessions_are_there_and_voided_ones_are_not(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var students = new List<string>();
        for (var i = 0; i < 203; i++)
        {
            students.Add(await workspace.UserAsync());
        }

        var exam = await workspace.ExamAsync(participants: [.. students]);
        var sessions = new List<string>();
        foreach (var student in students)
        {
            var taking = workspace.Student(await workspace.EmbedAsync(exam.Id, student));
            (await taking.StartAsync()).ShouldBe(200);
            sessions.Add(taking.SessionId);
        }

        (await workspace.Owner.DeleteAsync($"/exams/{exam.Id}/sessions/{sessions[1]}")).ShouldBe(204);

        var rows = Rows(await workspace.Owner.GetAsync($"/exams/{exam.Id}/results.csv"));

        rows.Where(row => row["Status"] != "not_started")
            .Select(row => row["Exam session"])
            .ShouldBe(sessions.Where((_, i) => i != 1), ignoreOrder: true);
    }

    [Theory, AllStores]
    public async Task Every_text_of_the_csv_file_is_quoted_and_every_number_is_not(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("Sum", "x;=1+1")], user: new { name = "Zoë" });
        await SaveAsync(sitting, 0, "x;=1+1");
        (await sitting.Student.HandInAsync()).ShouldBe(200);
        await sitting.ScoredAsync();

        var line = (await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}/results.csv")).Text.Split("\r\n")[1];

        line.ShouldStartWith("\"Zoë\",\"");
        line.ShouldEndWith(",\"x;'=1+1\",1");
    }

    [Theory]
    [AllStores("points")]
    [AllStores("Points")]
    [AllStores("1 points")]
    [AllStores("points (answer)")]
    [AllStores("\u200bpo\u00adints")]
    [AllStores("ｐｏｉｎｔｓ")]
    [AllStores("Sum\nof the points")]
    [AllStores("كم النقاط؟ 👨‍👩‍👧‍👦")]
    public async Task Any_title_of_a_question_makes_a_header_of_its_own(Store store, string title)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([
            Ask.Text(title),
            Ask.Text(title),
            Ask.Text("Name"),
            Ask.Text("E-mail"),
        ]);
        await SaveAsync(sitting, 0, "words");

        var sheet = await SheetAsync(sitting.Owner, sitting.Exam.Id);

        sheet.Faults.ShouldBeEmpty();
        sheet.Rows[0].Select(header => TypedText.Normalize($"{header}", foldsCase: true)).ShouldBeUnique();
        sheet.Students.ShouldHaveSingleItem().Values.ShouldContain("words");
        (await CsvAsync(sitting)).ShouldHaveSingleItem().Values.ShouldContain("words");
    }

    [Theory, AllStores]
    public async Task A_spreadsheet_can_be_read_by_a_teacher(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync([Ask.Line("Capital", "Paris"), Ask.Line("River", "Seine")]);
        foreach (
            var (name, capital, river) in new[]
            {
                ("Anna", "Paris", "Seine"),
                ("Bert", "Paris", "Rhine"),
                ("Cleo", "Rome", "Po"),
            }
        )
        {
            var id = await workspace.UserAsync(more: new { name });
            (
                await workspace.Owner.PostAsync($"/permissions/{exam.Id}", new { actor = id, role = "participant" })
            ).Status.ShouldBeInRange(200, 201);
            var student = workspace.Student(await workspace.EmbedAsync(exam.Id, id));
            (await student.StartAsync()).ShouldBe(200);
            (await student.SaveAsync(exam.Questions[0], capital)).ShouldBe(200);
            (await student.SaveAsync(exam.Questions[1], river)).ShouldBe(200);
            (await student.HandInAsync()).ShouldBe(200);
            await Eventually.BecomesAsync(
                () => workspace.Owner.GetAsync($"/exams/{exam.Id}/sessions/{student.SessionId}"),
                reply => reply["score"].ValueKind == System.Text.Json.JsonValueKind.Object
            );
        }

        var sheet = await SheetAsync(workspace.Owner, exam.Id);

        sheet.Faults.ShouldBeEmpty();
        sheet.Rows[0].Take(2).ShouldBe(["Name", "E-mail"]);
        sheet
            .Rows[1]
            .TakeLast(4)
            .ShouldBe([exam.Questions[0], exam.Questions[0], exam.Questions[1], exam.Questions[1]]);
        sheet.Students.Select(row => row["Name"]).ShouldBe(["Anna", "Bert", "Cleo"], ignoreOrder: true);
        sheet.Below("Sum")["Points"].ShouldBe(3d);
        sheet.Below("Sum")["1 points"].ShouldBe(2d);
        sheet.Below("Average")["Points"].ShouldBe(1d);
        sheet.Below("Average")["2 points"].ShouldBe(0.3333);
        sheet.FrozenRows.ShouldBe(2);
        sheet.Filter.ShouldBe("A2:S5");
        sheet.Widths.Count.ShouldBe(sheet.Rows[0].Count);
    }

    [Theory, AllStores]
    public async Task Who_has_not_begun_has_a_row_and_of_an_exam_that_nobody_has_begun_the_headers_are_there(
        Store store
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var waiting = await workspace.UserAsync(more: new { name = "Waiting" });
        var exam = await workspace.ExamAsync([Ask.Line("Capital", "Paris")], participants: [waiting]);
        var empty = await workspace.ExamAsync([Ask.Line("Capital", "Paris")]);

        var sheet = await SheetAsync(workspace.Owner, exam.Id);
        var none = await SheetAsync(workspace.Owner, empty.Id);

        sheet.Faults.Concat(none.Faults).ShouldBeEmpty();
        sheet.Students.ShouldHaveSingleItem()["Status"].ShouldBe("not_started");
        sheet.Students[0]["User"].ShouldBe(waiting);
        Rows(await workspace.Owner.GetAsync($"/exams/{exam.Id}/results.csv"))
            .ShouldHaveSingleItem()["Name"]
            .ShouldBe("Waiting");
        none.Rows[0].ShouldContain("1 Capital");
        none.Students.ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task Whoever_has_begun_is_there_once_and_whose_attempt_is_void_waits_again(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Text("Words")]);
        (await CsvAsync(sitting)).ShouldHaveSingleItem()["Status"].ShouldBe("in_progress");

        (await sitting.Owner.DeleteAsync($"/exams/{sitting.Exam.Id}/sessions/{sitting.Student.SessionId}")).ShouldBe(
            204
        );

        (await CsvAsync(sitting)).ShouldHaveSingleItem()["Status"].ShouldBe("not_started");
    }

    [Theory, AllStores]
    public async Task A_file_is_its_name_and_the_address_that_the_server_made(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("Homework")]);
        var file = await sitting.Student.UploadAsync(sitting.Question, "a.png", Files.Sample.Png);
        await SaveAsync(sitting, 0, new[] { file.Value("id"), "a.png" });

        (await CsvAsync(sitting)).ShouldHaveSingleItem()["1 Homework"].ShouldBe($"a.png ({file.Value("url")})");
    }

    private static async Task<SheetOf> SheetAsync(RestClient client, string examId) =>
        new((await client.GetAsync($"/exams/{examId}/results.xlsx")).ShouldBe(200).Bytes);

    [Theory, AllStores]
    public async Task The_file_has_a_name_and_is_never_shown_in_a_browser(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var exam = await workspace.ExamAsync();

        foreach (var kind in (string[])["csv", "xlsx"])
        {
            var reply = (await workspace.Owner.GetAsync($"/exams/{exam.Id}/results.{kind}")).ShouldBe(200);
            reply.Disposition!.DispositionType.ShouldBe("attachment");
            reply.Disposition.FileName.ShouldBe($"results-{exam.Id}.{kind}");
            reply.Header("X-Content-Type-Options").ShouldBe("nosniff");
        }
    }

    /// <summary>A student whose name and answers, to questions with such titles, are formulas.</summary>
    private static async Task<Sitting> AnsweredAsync(Workspace workspace)
    {
        var sitting = await workspace.StartedAsync(
            [.. BeginFormulas.Select(_ => Ask.Text(Formula))],
            user: new { name = Formula }
        );
        for (var i = 0; i < BeginFormulas.Length; i++)
        {
            await SaveAsync(sitting, i, BeginFormulas[i]);
        }

        return sitting;
    }

    private static async Task SaveAsync(Sitting sitting, int question, object answer) =>
        (await sitting.Student.SaveAsync(sitting.Exam.Questions[question], answer)).ShouldBe(200);

    private static async Task<IReadOnlyList<Dictionary<string, string>>> CsvAsync(Sitting sitting, string query = "") =>
        Rows(await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}/results.csv{query}"));

    private static List<Dictionary<string, string>> Rows(Reply reply)
    {
        reply.ShouldBe(200).MediaType.ShouldBe("text/csv");
        reply
            .Bytes.AsSpan(0, 3)
            .ToArray()
            .ShouldBe([0xEF, 0xBB, 0xBF], "spreadsheets know UTF-8 by its byte order mark");
        var records = Csv(reply.Text[1..]);
        records.ShouldAllBe(record => record.Count == records[0].Count);
        return
        [
            .. records
                .Skip(1)
                .Select(record =>
                    records[0].Zip(record).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal)
                ),
        ];
    }

    /// <summary>Reads RFC 4180, by its grammar.</summary>
    private static List<List<string>> Csv(string text)
    {
        var records = new List<List<string>>();
        var (record, field, at) = (new List<string>(), new System.Text.StringBuilder(), 0);
        while (at < text.Length)
        {
            if (text[at] == '"')
            {
                for (at++; text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"'); at++)
                {
                    field.Append(text[at]);
                    at += text[at] == '"' ? 1 : 0;
                }

                at++;
            }
            else if (text[at] is ',' or '\r')
            {
                record.Add(field.ToString());
                field.Clear();
                if (text[at] == '\r')
                {
                    text[at + 1].ShouldBe('\n');
                    records.Add(record);
                    record = [];
                    at++;
                }

                at++;
            }
            else
            {
                field.Append(text[at++]);
            }
        }

        return records;
    }
}
