using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Examlet.Grading;

namespace Examlet.Tests.EveryOperation;

/// <summary>A workspace with one of everything that an operation can name, and a request to each operation that does
/// what the operation is for.</summary>
public sealed class Stage
{
    private static readonly string[] AfterCompletion =
    [
        "GET /embed-api/result",
        "GET /embed-api/receipt",
        "GET /exams/{id}/sessions/{sessionId}/receipts",
        "POST /exams/{id}/sessions/{sessionId}/retained/{retainedId}/accept",
        "PUT /exams/{id}/sessions/{sessionId}/grades/{questionId}",
        "DELETE /exams/{id}/sessions/{sessionId}/grades/{questionId}",
        "PUT /exams/{id}/questions/{questionId}/grades",
        "DELETE /exams/{id}/grade-batches/{batchId}",
        "PUT /staff-api/grades/{name}/{questionId}",
        "DELETE /staff-api/grades/{name}/{questionId}",
        "PUT /staff-api/questions/{questionId}/grades",
        "DELETE /staff-api/batches/{batchId}",
        "GET /staff-api/files/{fileId}",
        "GET /staff-api/results/{name}",
    ];

    private const string AppendToFile = "PATCH /embed-api/files/{fileId}";
    private static readonly byte[] Chunk = "two"u8.ToArray();

    private readonly Workspace _workspace;
    private readonly Sitting _sitting;
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Wire> _flows = new(StringComparer.Ordinal);
    private string _monitorSecret = "";
    private byte[] _outboxKey = [];

    private Stage(Workspace workspace, Sitting sitting)
    {
        _workspace = workspace;
        _sitting = sitting;
    }

    public Sitting Sitting => _sitting;

    public string MonitorSecret => _monitorSecret;

    /// <summary>The ID of every thing there is, by what it is.</summary>
    public IReadOnlyDictionary<string, string> Ids => _ids;

    /// <summary>Sets everything up. A student sits an exam, has saved, uploaded a file, and had an answer kept
    /// aside.</summary>
    public static async Task<Stage> SetAsync(Workspace workspace)
    {
        var sitting = await workspace.SitAsync(
            [Ask.Line("What is the capital of France?", "Paris"), Ask.File("Hand in a file.", ["*/*"])],
            new { timeLimit = 60, showScore = true }
        );
        var stage = new Stage(workspace, sitting);
        await stage.FillAsync();
        return stage;
    }

    /// <summary>Brings about what the operation needs beyond what is always there.</summary>
    public async Task<Stage> ReadyForAsync(Operation operation)
    {
        if (AfterCompletion.Contains(operation.Name))
        {
            (await _sitting.Student.HandInAsync()).ShouldBe(200);
            await _sitting.ScoredAsync();
            if (operation.PathParameters.Contains("batchId"))
            {
                _ids["batch"] = await BatchAsync();
            }
        }
        else if (operation.Name == "DELETE /exams/{id}")
        {
            _ids["exam"] = (await _workspace.ExamAsync()).Id;
        }
        else if (operation.Name == AppendToFile)
        {
            _ids["file"] = (await _sitting.Student.AnnounceAsync(_ids["upload"], "second.txt", Chunk.Length))
                .ShouldBe(201)
                .Value("id");
        }

        return this;
    }

    /// <summary>The caller with that secret or key at the operation's door; null is nobody.</summary>
    public Wire Caller(string? credential) =>
        new RestClient(_workspace.Server, credential is null ? null : $"Bearer {credential}");

    /// <summary>The holder of the embed secret or of the monitor link, or the owner of the workspace.</summary>
    public Wire Holder(Operation operation) =>
        operation.Path.StartsWith("/staff-api", StringComparison.Ordinal)
            ? _flows[FlowOf(operation)]
            : operation.Door switch
            {
                "embedSecret" => _sitting.Student,
                "monitorSecret" => Caller(_monitorSecret),
                _ => _workspace.Owner,
            };

    /// <summary>The staff flow whose page calls an operation.</summary>
    private static string FlowOf(Operation operation) =>
        operation.Path.Split('/')[2] is "results" or "results.csv" or "statistics" ? "view-results" : "grade-exam";

    /// <summary>A new user of that role in the workspace, or a teacher with that role on the exam.</summary>
    public async Task<Wire> CallerWithAsync(string role)
    {
        if (Callers.OfWorkspace.Contains(role))
        {
            return await _workspace.ClientAsync(role);
        }

        var client = await _workspace.ClientAsync(role == "participant student" ? "student" : "teacher");
        if (role != "none")
        {
            await _workspace.Owner.PostAsync(
                $"/permissions/{_ids["exam"]}",
                new
                {
                    actor = client.UserId,
                    role = role.Replace("exam owner", "owner", StringComparison.Ordinal).Split(' ')[0],
                }
            );
        }

        return client;
    }

    /// <summary>The address of the operation. <paramref name="id"/> says which ID to put for what the parameter names;
    /// without it, those of this stage.</summary>
    public string PathOf(Operation operation, Func<string, string>? id = null)
    {
        var path = operation.Path;
        foreach (var name in operation.PathParameters)
        {
            var kind = KindOf(operation, name);
            path = path.Replace(
                $"{{{name}}}",
                Uri.EscapeDataString((id ?? (k => _ids[k]))(kind)),
                StringComparison.Ordinal
            );
        }

        return path;
    }

    /// <summary>Sends the operation with everything of this stage but what the test says.</summary>
    public Task<Reply> SendAsync(Operation operation, Wire caller, string? path = null, object? body = null) =>
        operation.Name == AppendToFile
            ? caller.SendAsync(
                HttpMethod.Patch,
                path ?? PathOf(operation),
                new ByteArrayContent(Chunk) { Headers = { ContentType = new("application/octet-stream") } },
                ("Upload-Offset", "0"),
                ("Upload-Checksum", $"sha-256 {Convert.ToBase64String(SHA256.HashData(Chunk))}")
            )
            : caller.SendAsync(new HttpMethod(operation.Method), path ?? PathOf(operation), body ?? BodyOf(operation));

    /// <summary>What a parameter of the path names: a key of <see cref="Ids"/>.</summary>
    public static string KindOf(Operation operation, string parameter) =>
        parameter switch
        {
            "examId" => "exam",
            "sessionId" => "session",
            "fileId" => "file",
            "retainedId" => "retained",
            "name" => "session",
            "batchId" => "batch",
            "rescoreId" => "rescore",
            "linkId" => "monitor",
            "deliveryId" => "delivery",
            "actor" => "user",
            "questionId" => "question",
            _ => operation.Path.Split('/')[
                operation.Path.StartsWith("/embed-api", StringComparison.Ordinal) ? 2 : 1
            ] switch
            {
                "users" => "user",
                "exams" => "exam",
                "embed-sessions" => "embed",
                "webhooks" => "webhook",
                "announcements" => "announcement",
                var other => throw new InvalidOperationException(
                    $"What does {{{parameter}}} of {operation.Name} name? Say it here ({other})."
                ),
            },
        };

    /// <summary>A body with which the operation succeeds; null when it takes none.</summary>
    /// <exception cref="KeyNotFoundException">The operation is new: add a body for it.</exception>
    public JsonObject? BodyOf(Operation operation) =>
        operation.HasBody ? Body.Of(Bodies[operation.Name](this))
        : operation.Method is "POST" or "PUT" or "PATCH" ? []
        : null;

    private static readonly Dictionary<string, Func<Stage, object>> Bodies = new(StringComparer.Ordinal)
    {
        ["POST /users"] = _ => new
        {
            email = "somebody@school.example",
            name = "Some Body",
            role = "student",
            timeMultiplier = 1.5,
            metadata = new { },
        },
        ["PATCH /users/{id}"] = _ => new { name = "Renamed", metadata = new { } },
        ["PATCH /me"] = _ => new { name = "Renamed", metadata = new { } },
        ["POST /exams"] = stage => new
        {
            name = "E",
            questions = new[] { Ask.Line("Q", "A") },
            permissions = new[] { new { actor = stage.Ids["user"], role = "participant" } },
            settings = new { },
        },
        ["PATCH /exams/{id}"] = stage => new
        {
            name = "E",
            questions = new[] { Body.With(Ask.Line("Q", "A"), new { id = stage.Ids["question"] }) },
            settings = new { },
        },
        ["POST /permissions/{examId}"] = stage => new { actor = stage.Ids["user"], role = "participant" },
        ["POST /embed-sessions"] = stage => Workspace.EmbedBody(stage.Ids["exam"], stage.Ids["user"]),
        ["PUT /exams/{id}/sessions/{sessionId}/grades/{questionId}"] = _ => Graded,
        ["PUT /staff-api/grades/{name}/{questionId}"] = _ => Graded,
        ["PUT /exams/{id}/questions/{questionId}/grades"] = _ => GradedAtOnce,
        ["PUT /staff-api/questions/{questionId}/grades"] = _ => GradedAtOnce,
        ["POST /exams/{id}/rescore"] = stage => new
        {
            questionId = stage.Ids["question"],
            settings = new { correctAnswer = "Paris" },
            scoring = new { points = 1 },
            reason = "a fire drill",
        },
        ["POST /staff-api/open"] = _ => new { browser = "the-browser-of-one-teacher" },
        ["POST /staff-api/done"] = _ => new { },
        ["POST /staff-api/grading/lift"] = stage => new { paper = stage.Ids["paper"], reason = "a fire drill" },
        ["PATCH /exams/{id}/sessions/{sessionId}"] = _ => new { extraTime = 5, reason = "a fire drill" },
        ["POST /exams/{id}/sessions/{sessionId}/rescue"] = stage =>
            RescueFiles.Encrypt(
                stage._outboxKey,
                stage.Ids["session"],
                new
                {
                    questionId = stage.Ids["question"],
                    epoch = 1,
                    revision = 9,
                    value = "offline",
                    completed = true,
                    writtenAt = "2026-03-02T08:00:00.000Z",
                }
            ),
        ["POST /exams/{id}/results/release"] = Released,
        ["POST /exams/{id}/results/withdraw"] = Released,
        ["POST /exams/{id}/sessions/actions"] = stage => new
        {
            action = "extend",
            sessions = new[] { stage.Ids["session"] },
            minutes = 5,
            reason = "a fire drill",
        },
        ["POST /monitor-api/actions"] = stage => new
        {
            action = "extend",
            sessions = new[] { stage.Ids["session"] },
            minutes = 5,
            reason = "a fire drill",
        },
        ["POST /test/clock"] = _ => new { advance = 1 },
        ["POST /webhooks"] = _ => new { url = "http://127.0.0.1:9/" },
        ["PATCH /webhooks/{id}"] = _ => new { description = "Changed" },
        ["PUT /embed-api/state"] = stage => new
        {
            epoch = stage.Sitting.Student.Epoch,
            revision = 1,
            questionId = stage.Ids["question"],
            flags = new[] { stage.Ids["question"] },
        },
        ["POST /embed-api/hand-in"] = stage => new
        {
            epoch = stage.Sitting.Student.Epoch,
            answers = new[] { stage.Save(7) },
            revisions = new Dictionary<string, long>(StringComparer.Ordinal) { [stage.Ids["question"]] = 7 },
        },
        ["PUT /embed-api/answers/{questionId}"] = stage =>
            Body.With(Body.Without(stage.Save(7), "questionId"), new { epoch = stage.Sitting.Student.Epoch }),
        ["POST /embed-api/answers"] = stage => new
        {
            epoch = stage.Sitting.Student.Epoch,
            answers = new[] { stage.Save(7) },
        },
        ["POST /embed-api/faults"] = stage => new
        {
            questionId = stage.Ids["question"],
            type = "matching",
            name = "TypeError",
            message = "x is not a function",
            at = "main.js:1:2",
        },
        ["PUT /embed-api/presence"] = stage => new { epoch = stage.Sitting.Student.Epoch, unsent = 0 },
        ["POST /embed-api/files"] = stage => new
        {
            epoch = stage.Sitting.Student.Epoch,
            questionId = stage.Ids["upload"],
            name = "second.txt",
            size = 3,
            type = "text/plain",
        },
    };

    private static object Released(Stage stage) =>
        new { sessions = new[] { stage.Ids["session"] }, includePartial = true };

    private static object Graded =>
        new
        {
            points = 1,
            comment = "Well done",
            revision = 0,
        };

    private static object GradedAtOnce =>
        new { answers = new[] { new { digest = "0123456789abcdef01234567", expect = 1 } }, points = 1 };

    /// <summary>Grades the one answer to the first question as all that say the same; returns the batch.</summary>
    private async Task<string> BatchAsync()
    {
        var path = $"/exams/{_ids["exam"]}";
        var items = (await _sitting.Owner.GetAsync($"{path}/grading?state=all&questionId={_ids["question"]}")).Items;
        var digest = items.ShouldHaveSingleItem().GetProperty("digest").GetString();
        return (
            await _sitting.Owner.PutAsync(
                $"{path}/questions/{_ids["question"]}/grades",
                new
                {
                    answers = new[] { new { digest, expect = 1 } },
                    points = 0,
                    overwrite = true,
                }
            )
        ).ShouldBe(200).Value("batchId");
    }

    private object Save(long revision) =>
        new
        {
            questionId = _ids["question"],
            revision,
            value = "Lyon",
            completed = true,
        };

    private async Task FillAsync()
    {
        var started = (await _sitting.Student.StartAsync()).ShouldBe(200);
        _outboxKey = started["outboxKeys[0]"].GetBytesFromBase64();
        _ids["user"] = _sitting.StudentId;
        _ids["exam"] = _sitting.Exam.Id;
        _ids["embed"] = _sitting.Embed.Id;
        _ids["session"] = _sitting.Student.SessionId;
        _ids["question"] = _sitting.Question;
        _ids["upload"] = _sitting.Exam.Questions[1];
        (await _sitting.Student.SaveAsync(_sitting.Question, "Paris", revision: 1)).ShouldBe(200);
        (await _sitting.Student.SaveAsync(_sitting.Question, "Marseille", revision: 1)).ShouldBeProblem(
            409,
            "revision-conflict"
        );
        _ids["retained"] = (await _sitting.Owner.GetAsync($"{_sitting.Path}/retained"))
            .Items.ShouldHaveSingleItem()
            .GetProperty("id")
            .GetString()!;
        _ids["file"] = (await _sitting.Student.UploadAsync(_ids["upload"], "first.txt", "one"u8.ToArray())).Value("id");
        (
            await _sitting.Owner.PostAsync(
                $"/exams/{_ids["exam"]}/sessions/actions",
                new
                {
                    action = "announce",
                    sessions = "all",
                    message = "Ten minutes more",
                    reason = "a fire drill",
                }
            )
        ).ShouldBe(200);
        _ids["announcement"] = (await _sitting.Student.OpenAsync()).Value("announcements[0].id");
        _ids["webhook"] = (await _sitting.Owner.PostAsync("/webhooks", new { url = "http://127.0.0.1:9/" }))
            .ShouldBe(201)
            .Value("id");
        _ids["delivery"] = (await _sitting.Owner.PostAsync($"/webhooks/{_ids["webhook"]}/test", new { }))
            .ShouldBe(202)
            .Value("id");
        var link = (await _sitting.Owner.PostAsync($"/exams/{_ids["exam"]}/monitor-link", new { })).ShouldBe(201);
        _ids["monitor"] = link.Value("id");
        _monitorSecret = new Uri(link.Value("url")).Segments[^1];
        _ids["batch"] = "batch_000000000000000000001111";
        _ids["rescore"] = (
            await _sitting.Owner.PostAsync(
                $"/exams/{_ids["exam"]}/rescore",
                new
                {
                    questionId = _ids["question"],
                    award = "full",
                    reason = "a fire drill",
                }
            )
        ).ShouldBe(202).Value("id");
        _ids["paper"] = _workspace.Server.Service<GradingNames>().PaperOf(_ids["exam"], _ids["session"]);
        foreach (var flow in (string[])["grade-exam", "view-results"])
        {
            _flows[flow] = await StaffClient.OpenedAsync(_workspace, _ids["exam"], flow);
        }
    }
}
