using System.Text.Json;

namespace Examlet.Tests.Fixture;

/// <summary>A workspace of one test's own, with a line for everything that most tests need.</summary>
public sealed class Workspace(ExamletServer server, string ownerId, string ownerKey) : IAsyncDisposable
{
    private int _people;

    public ExamletServer Server => server;
    public required string Id { get; init; }
    public string OwnerKey => ownerKey;

    /// <summary>Calls the REST API as the owner.</summary>
    public RestClient Owner { get; } = new(server, $"Bearer {ownerKey}", ownerId);

    /// <summary>Gives the server back.</summary>
    internal Action? Returned { get; set; }

    /// <summary>Creates a user and returns their ID.</summary>
    public async Task<string> UserAsync(string role = "student", object? more = null)
    {
        var number = Interlocked.Increment(ref _people);
        var reply = await Owner.PostAsync(
            "/users",
            Body.With(
                new
                {
                    email = $"{role}-{number}@school.example",
                    name = $"{role} {number}",
                    role,
                },
                more
            )
        );
        return reply.ShouldBe(201).Value("id");
    }

    /// <summary>Creates a user with a key and returns a client that uses it.</summary>
    public async Task<RestClient> ClientAsync(string role)
    {
        var user = role == "owner" ? ownerId : await UserAsync(role);
        return await ClientOfAsync(user);
    }

    /// <summary>A client with a new key of an existing user.</summary>
    public async Task<RestClient> ClientOfAsync(string userId) =>
        new(server, $"Bearer {await server.KeyAsync(userId)}", userId);

    /// <summary>Creates an exam that <paramref name="participants"/> may take.</summary>
    public async Task<SampleExam> ExamAsync(
        object[]? questions = null,
        object? settings = null,
        string[]? participants = null,
        object? more = null
    )
    {
        var permissions = (participants ?? []).Select(actor => new { actor, role = "participant" });
        var body = new
        {
            name = "Midterm Exam - Algebra",
            questions = questions ?? [Ask.Line("What is the capital of France?", "Paris")],
            permissions,
            settings = settings ?? new { },
        };
        return SampleExam.Of((await Owner.PostAsync("/exams", Body.With(body, more))).ShouldBe(201));
    }

    /// <summary>Creates an embed session and keeps its secret out of the logs' allowed words.</summary>
    public async Task<Embed> EmbedAsync(string examId, string actor, object? more = null) =>
        EmbedOf(await Owner.PostAsync("/embed-sessions", EmbedBody(examId, actor, more)));

    /// <summary>The embed session that a reply shows.</summary>
    public Embed EmbedOf(Reply reply)
    {
        var embed = new Embed(reply.ShouldBe(201).Value("id"), new Uri(reply.Value("embedUrl")), reply);
        server.Log.MustNotTell(embed.Secret);
        return embed;
    }

    public static object EmbedBody(string examId, string actor, object? more = null) =>
        Body.With(
            new
            {
                flow = "take-exam",
                actor,
                presets = new { examId },
            },
            more
        );

    /// <summary>The student who opened the embed.</summary>
    public StudentClient Student(Embed embed) => new(server, embed.Secret);

    /// <summary>Everything up to the closed page: a student, an exam that the student may take, an embed
    /// session.</summary>
    public async Task<Sitting> SitAsync(
        object[]? questions = null,
        object? settings = null,
        object? user = null,
        object? embed = null
    )
    {
        var student = await UserAsync("student", user);
        var exam = await ExamAsync(questions, settings, [student]);
        var made = await EmbedAsync(exam.Id, student, embed);
        return new Sitting(this, exam, student, made, Student(made));
    }

    /// <summary>A student who has pressed start.</summary>
    public async Task<Sitting> StartedAsync(
        object[]? questions = null,
        object? settings = null,
        object? user = null,
        object? embed = null
    )
    {
        var sitting = await SitAsync(questions, settings, user, embed);
        (await sitting.Student.StartAsync()).ShouldBe(200);
        return sitting;
    }

    public ValueTask DisposeAsync()
    {
        Returned?.Invoke();
        Returned = null;
        return ValueTask.CompletedTask;
    }
}

/// <summary>An exam that was created.</summary>
public sealed record SampleExam(string Id, IReadOnlyList<string> Questions, JsonElement Body)
{
    public static SampleExam Of(Reply reply) =>
        new(
            reply.Value("id"),
            [.. reply["questions"].EnumerateArray().Select(q => q.GetProperty("id").GetString()!)],
            reply.Json
        );
}

/// <summary>An embed session that was created.</summary>
public sealed record Embed(string Id, Uri Url, Reply Created)
{
    public string Secret => Url.Segments[^1];
}

/// <summary>A student, the exam before them, and the page that is open.</summary>
public sealed record Sitting(Workspace Workspace, SampleExam Exam, string StudentId, Embed Embed, StudentClient Student)
{
    public RestClient Owner => Workspace.Owner;
    public ExamletServer Server => Workspace.Server;

    /// <summary>The ID of the first question.</summary>
    public string Question => Exam.Questions[0];

    /// <summary>The path of the exam session in the REST API.</summary>
    public string Path => $"/exams/{Exam.Id}/sessions/{Student.SessionId}";

    /// <summary>The exam session as a teacher sees it.</summary>
    public async Task<Reply> ReadAsync() => (await Owner.GetAsync(Path)).ShouldBe(200);

    /// <summary>The exam session once its score has been worked out, which happens off the request.</summary>
    public Task<Reply> ScoredAsync() =>
        Eventually.BecomesAsync(ReadAsync, reply => reply["score"].ValueKind == JsonValueKind.Object);

    /// <summary>The embed session as the host sees it.</summary>
    public async Task<Reply> ReadEmbedAsync() => (await Owner.GetAsync($"/embed-sessions/{Embed.Id}")).ShouldBe(200);

    public Task<Embed> EmbedAgainAsync(object? more = null) => Workspace.EmbedAsync(Exam.Id, StudentId, more);

    /// <summary>The same student on another device.</summary>
    public StudentClient OtherDevice => Workspace.Student(Embed);
}
