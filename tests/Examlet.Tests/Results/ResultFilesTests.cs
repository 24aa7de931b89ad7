using System.IO.Compression;
using System.Xml.Linq;
using MiniExcelLibs;

namespace Examlet.Tests.Results;

/// <summary>The results of an exam as CSV and as a spreadsheet.</summary>
public sealed class ResultFilesTests(ExamletServers servers)
{
    private const string Formula = "=HYPERLINK(\"http://evil.example\";\"x\")";
    private static readonly string[] BeginFormulas = [Formula, "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠x"];

    [Theory, AllStores]
    public async Task Each_session_is_a_row_with_answers_and_points(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync(
            [Ask.Intro("<p>Hello</p>"), Ask.Line("Capital, please", "Paris"), Ask.Many("Primes?", ["2", "3", "4"], ["2", "3"]), new { type = "essay", title = "Tell" }],
            user: new { name = "Zoë", email = "zoe@school.example" });
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
        rows[0]["Points possible"].ShouldBe("2");
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
            row[$"{i + 1} {Formula}"].ShouldBe("'" + text);
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
        var row = MiniExcel.Query(new MemoryStream(reply.Bytes), useHeaderRow: true).Cast<IDictionary<string, object?>>().ShouldHaveSingleItem();
        row["Name"].ShouldBe(Formula);
        row["Answered"].ShouldBe((double)BeginFormulas.Length);
        row[$"2 {Formula}"].ShouldBe(BeginFormulas[1]);
        using var archive = new ZipArchive(new MemoryStream(reply.Bytes));
        foreach (var sheet in archive.Entries.Where(entry => entry.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal)))
        {
            await using var xml = await sheet.OpenAsync(TestContext.Current.CancellationToken);
            (await XDocument.LoadAsync(xml, LoadOptions.None, TestContext.Current.CancellationToken)).Descendants().ShouldAllBe(element => element.Name.LocalName != "f");
        }
    }

    [Theory, AllStores]
    public async Task A_spreadsheet_takes_what_xml_does_not_and_says_where_it_cut_a_long_text(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Text("Odd"), Ask.Text("Long")]);
        await SaveAsync(sitting, 0, "a\u0001b\u000Bc 😀 \uFFFF");
        await SaveAsync(sitting, 1, string.Concat(Enumerable.Repeat("😀", 20_000)));

        var reply = (await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}/results.xlsx")).ShouldBe(200);

        var row = MiniExcel.Query(new MemoryStream(reply.Bytes), useHeaderRow: true).Cast<IDictionary<string, object?>>().ShouldHaveSingleItem();
        ((string)row["1 Odd"]!).ShouldStartWith("a");
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

        (await workspace.Owner.GetAsync($"/exams/{exam.Id}/results.xlsx")).ShouldBeProblem(409, "too-many-columns").Value("detail").ShouldContain("results.csv");
        (await workspace.Owner.GetAsync($"/exams/{exam.Id}/results.csv")).ShouldBe(200);
    }

    [Theory, AllStores]
    public async Task Sessions_on_an_earlier_version_keep_the_questions_that_are_gone(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.Line("Then")]);
        await SaveAsync(sitting, 0, "before");
        (await sitting.Owner.PatchAsync($"/exams/{sitting.Exam.Id}", new { questions = new[] { Ask.Line("Now") } })).ShouldBe(200);

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

        rows.Select(row => row["Exam session"]).ShouldBe(sessions.Where((_, i) => i != 1), ignoreOrder: true);
    }

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
        var sitting = await workspace.StartedAsync([.. BeginFormulas.Select(_ => Ask.Text(Formula))], user: new { name = Formula });
        for (var i = 0; i < BeginFormulas.Length; i++)
        {
            await SaveAsync(sitting, i, BeginFormulas[i]);
        }

        return sitting;
    }

    private static async Task SaveAsync(Sitting sitting, int question, object answer) => (await sitting.Student.SaveAsync(sitting.Exam.Questions[question], answer)).ShouldBe(200);

    private static async Task<IReadOnlyList<Dictionary<string, string>>> CsvAsync(Sitting sitting, string query = "") =>
        Rows(await sitting.Owner.GetAsync($"/exams/{sitting.Exam.Id}/results.csv{query}"));

    private static List<Dictionary<string, string>> Rows(Reply reply)
    {
        reply.ShouldBe(200).MediaType.ShouldBe("text/csv");
        reply.Bytes.AsSpan(0, 3).ToArray().ShouldBe([0xEF, 0xBB, 0xBF], "spreadsheets know UTF-8 by its byte order mark");
        var records = Csv(reply.Text[1..]);
        records.ShouldAllBe(record => record.Count == records[0].Count);
        return [.. records.Skip(1).Select(record => records[0].Zip(record).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal))];
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
