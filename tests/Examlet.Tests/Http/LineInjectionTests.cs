using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace Examlet.Tests.Http;

/// <summary>Line breaks and escapes that a caller sends make no line of a log and no header of a response.</summary>
public sealed partial class LineInjectionTests(ExamletServers servers)
{
    private const string Break = "a\r\ninfo: forged[0]\u001b[2J\u001b[31m\u0085\u2028forged";

    [Theory, AllStores]
    public async Task A_log_event_is_one_line_and_says_nothing_that_a_caller_made_up(Store store)
    {
        var log = new Messages();
        await using var server = await servers.StartAsync(
            store,
            (builder, _) => builder.Logging.AddProvider(log),
            "Logging:LogLevel:Default=Trace",
            "Logging:LogLevel:Microsoft=Trace",
            "Logging:LogLevel:Microsoft.AspNetCore=Trace",
            "Logging:LogLevel:Examlet=Trace"
        );
        await AttackAsync(server, await server.WorkspaceAsync());

        log.Said.ShouldNotBeEmpty();
        log.Said.Where(message =>
                message.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029')
                || message.Contains("forged", StringComparison.Ordinal)
            )
            .ShouldBeEmpty();
    }

    [Fact]
    public void A_forged_line_would_be_seen()
    {
        var log = new Messages();

        log.CreateLogger("Test").Log(LogLevel.Information, default, Break, exception: null, (text, _) => text);

        log.Said.Count(message => message.Any(char.IsControl)).ShouldBe(1);
    }

    [Theory, AllStores]
    public async Task A_file_name_breaks_out_of_no_header(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync([Ask.File("A file")]);

        foreach (
            var name in (string[])
                [
                    "a\r\nSet-Cookie: x=y",
                    "a\nX: y",
                    "a\"; filename*=UTF-8''evil.html; x=\".txt",
                    "a;b,c.txt",
                    "\u202etxt.exe",
                    "é\u0301😀.txt",
                    "a\u001b[31m.txt",
                    "=?utf-8?q?evil?=",
                    "%0d%0aX: y",
                    "a\tb",
                    "\u007f",
                    "CON",
                ]
        )
        {
            var file = await sitting.Student.AnnounceAsync(sitting.Question, name, 1);
            if (file.Status == 400)
            {
                continue; // a name that is refused does no harm
            }

            var sent = await sitting.Student.SendChunkAsync(file.ShouldBe(201).Value("id"), 0, "x"u8.ToArray());
            if (sent.Status == 400)
            {
                continue; // nor does a file that is refused for its name
            }

            sent.ShouldBe(200);
            using var connection = await RawConnection.OpenAsync(workspace.Server);
            await connection.SendAsync(
                $"GET {sitting.Path}/files/{file.Value("id")} HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                    + $"Bearer {workspace.OwnerKey}\r\nConnection: close\r\n\r\n"
            );

            var reply = (await connection.ReadToEndAsync()).ShouldHaveSingleItem();
            reply.Status.ShouldBe(200);
            reply.Body.ShouldBe("x");
            reply.Headers.Select(header => header.Key).ShouldBeSubsetOf(Expected);
            var disposition = reply.Headers["Content-Disposition"].ShouldHaveSingleItem();
            disposition.ShouldMatch(
                "^attachment; filename=(\"[^\"\\\\]*(\\\\.[^\"\\\\]*)*\"|[^\";, ]+)(; "
                    + "filename\\*=UTF-8''[A-Za-z0-9%!#$&+.^_`|~-]+)?$"
            );
            disposition.ShouldAllBe(c => c >= ' ' && c <= '~');
        }
    }

    [Theory]
    [AllStores("allowedOrigin", "https://school.example\r\nX: y")]
    [AllStores("allowedOrigin", "https://school.example; script-src *")]
    [AllStores("allowedOrigin", "https://school.example *")]
    [AllStores("allowedOrigin", "https://school.example,https://evil.example")]
    [AllStores("allowedOrigin", "https://a.example'unsafe-inline'")]
    [AllStores("returnUrl", "https://school.example/\r\nX: y")]
    public async Task A_text_that_would_stand_in_a_header_or_an_address_is_refused(
        Store store,
        string field,
        string text
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var student = await workspace.UserAsync();
        var exam = await workspace.ExamAsync(participants: [student]);

        (
            await workspace.Owner.PostAsync(
                "/embed-sessions",
                Workspace.EmbedBody(
                    exam.Id,
                    student,
                    new Dictionary<string, string>(StringComparer.Ordinal) { [field] = text }
                )
            )
        ).ShouldBeInvalid(field);
    }

    [Fact]
    public async Task The_console_of_the_program_shows_its_own_lines_only()
    {
        var folder = Directory.CreateTempSubdirectory("examlet-tests-");
        using var process = ExamletProgram.Start(
            Path.Combine(folder.FullName, "examlet.db"),
            ["serve", "--urls", "http://127.0.0.1:0"],
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Logging__LogLevel__Default"] = "Trace" }
        );
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        Uri? address = null;
        while (
            address is null
            && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line
        )
        {
            lines.Add(line);
            address = Listening().Match(line) is { Success: true } match ? new Uri(match.Value) : null;
        }

        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = address };
        foreach (
            var path in (string[])
                [
                    "/users/a%0D%0Ainfo:%20forged%5B0%5D",
                    "/embeds/a%0D%0Aforged",
                    "/%1B%5B31mforged",
                    "/users?email=a%0D%0Aforged",
                ]
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {ExamletProgram.Key}");
            request.Headers.TryAddWithoutValidation("User-Agent", "forged \u001b[31m");
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            ((int)response.StatusCode).ShouldBeLessThan(500);
        }

        using (var term = System.Diagnostics.Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        lines.AddRange((await output).Split('\n'));
        lines
            .Where(line => !OwnLine().IsMatch(line) || line.Contains("forged", StringComparison.Ordinal))
            .ShouldBeEmpty();
        (await errors).ShouldBeEmpty();
        folder.Delete(recursive: true);
    }

    private static readonly string[] Expected =
    [
        "Content-Disposition",
        "Content-Length",
        "Content-Security-Policy",
        "Content-Type",
        "Cross-Origin-Resource-Policy",
        "Connection",
        "Date",
        "Cache-Control",
        "Referrer-Policy",
        "X-Content-Type-Options",
        "X-Robots-Tag",
        "Access-Control-Allow-Origin",
        "Access-Control-Expose-Headers",
        "Vary",
    ];

    /// <summary>The line breaks wherever a caller can write: header, path, query, and every text of a body.</summary>
    private static async Task AttackAsync(ExamletServer server, Workspace workspace)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal) { [Break] = Break };
        var student = await workspace.UserAsync("student", new { name = Break, metadata });
        var exam = await workspace.ExamAsync(
            [Ask.Line(Break, Break), Ask.File(Break)],
            participants: [student],
            more: new
            {
                name = Break,
                subject = Break,
                metadata,
            }
        );
        var embed = await workspace.EmbedAsync(exam.Id, student, new { metadata });
        var client = workspace.Student(embed);
        (await client.StartAsync()).ShouldBe(200);
        (await client.SaveAsync(exam.Questions[0], Break, context: metadata)).ShouldBe(200);
        (
            await client.NoteAsync(
                new
                {
                    questionId = exam.Questions[0],
                    flags = new[] { Break },
                    notes = Break,
                },
                1
            )
        ).Status.ShouldBeLessThan(500);
        await client.AnnounceAsync(exam.Questions[1], Break, 1);
        await workspace.Owner.PostAsync(
            $"/exams/{exam.Id}/sessions/actions",
            new
            {
                action = "announce",
                sessions = "all",
                message = Break,
                reason = Break,
            }
        );
        await workspace.Owner.PostAsync("/webhooks", new { url = "http://127.0.0.1:9/forged", description = Break });
        (await client.HandInAsync()).ShouldBe(200);
        await Eventually.BecomesAsync(
            () => workspace.Owner.GetAsync($"/exams/{exam.Id}/sessions/{client.SessionId}"),
            reply => reply["score"].ValueKind == System.Text.Json.JsonValueKind.Object
        );
        foreach (var operation in await OperationCall.AllAsync(workspace))
        {
            foreach (var field in operation.Fields)
            {
                await operation.Caller.SendAsync(
                    operation.Method,
                    operation.Path,
                    new Dictionary<string, string>(StringComparer.Ordinal) { [field] = Break }
                );
            }
        }

        foreach (
            var path in (string[])
                [
                    "/users/{0}",
                    "/exams/{0}",
                    "/nowhere/{0}",
                    "/users?email={0}",
                    "/users?cursor={0}",
                    "/users?{0}={0}",
                    "/receipts/{0}",
                    "/embeds/{0}",
                    "/monitor/{0}",
                    "/assets/{0}",
                ]
        )
        {
            await workspace.Owner.GetAsync(path.Replace("{0}", Uri.EscapeDataString(Break), StringComparison.Ordinal));
        }

        foreach (
            var header in (string[])
                [
                    "User-Agent",
                    "Referer",
                    "Origin",
                    "X-Forwarded-For",
                    "Accept-Language",
                    "Idempotency-Key",
                    "Content-Type",
                    "Authorization",
                    "traceparent",
                    "Upgrade",
                    "Expect",
                ]
        )
        {
            using var connection = await RawConnection.OpenAsync(server);
            await connection.SendAsync(
                $"POST /users HTTP/1.1\r\nHost: localhost\r\n{header}: forged \u001b[31m\u0085 "
                    + $"forged\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{{}}"
            );
            await connection.ReadToEndAsync();
        }

        using var bad = await RawConnection.OpenAsync(server);
        await bad.SendAsync("FORGED\u001b[31m /forged\u001b HTTP/1.1\r\nforged\r\n\r\n");
        await bad.ReadToEndAsync();
    }

    [GeneratedRegex("http://127\\.0\\.0\\.1:[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Listening();

    [GeneratedRegex(
        "^((info|warn|dbug|trce): [A-Za-z.]+\\[[0-9]+\\]|      [ -~]*|)$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex OwnLine();

    /// <summary>What was logged, as text without the exceptions beside it.</summary>
    private sealed class Messages : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _said = new();

        public IReadOnlyList<string> Said => [.. _said];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => _said.Enqueue(formatter(state, exception));

        public void Dispose() { }
    }
}
