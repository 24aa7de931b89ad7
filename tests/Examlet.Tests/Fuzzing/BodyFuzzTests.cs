using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;

namespace Examlet.Tests.Fuzzing;

/// <summary>Valid bodies of every operation that takes JSON, spoilt a little: fields dropped, doubled, swapped,
/// nested, with strange numbers and texts. Whatever comes out is a success or a well-formed problem, never a 5xx: the
/// client that sends it checks each reply.
/// </summary>
public sealed class BodyFuzzTests(ExamletServers servers)
{
    private const int Inputs = 250;
    private const int Renewed = 150;

    /// <summary>Pieces of JSON, some of them not valid.</summary>
    private static readonly string[] Strange =
    [
        "null",
        "true",
        "false",
        "0",
        "-1",
        "1",
        "0.5",
        "-0",
        "1e308",
        "-1e308",
        "1e400",
        "5e-324",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "2147483648",
        "1e2147483648",
        "NaN",
        "01",
        "\"\"",
        "\" \"",
        "\"\\u0000\"",
        "\"a\\u0000b\"",
        "\"\\ud800\"",
        "\"\\udc00x\"",
        "\"\\ufeff\"",
        "\"\\u202e\"",
        "\"😀\"",
        "\"e\\u0301\"",
        "\"\\r\\n\"",
        "\"<script>\"",
        "\"' or 1=1 --\"",
        "\"../../etc/passwd\"",
        "\"null\"",
        "\"true\"",
        "\"NaN\"",
        "\"1\"",
        "\"2026-03-02T08:00:00Z\"",
        "\"9999-12-31T23:59:59.999Z\"",
        "\"0001-01-01T00:00:00+14:00\"",
        "\"user_\"",
        "\"exam_000000000000000000000000\"",
        "\"javascript:alert(1)\"",
        "[]",
        "{}",
        "[null]",
        "[[]]",
        "[{}]",
        "{\"\":null}",
        "{\"a\":{\"a\":{\"a\":[]}}}",
        "[1,\"a\",null,{}]",
        "{\"__proto__\":{}}",
        "{\"$ref\":\"#\"}",
        "\"\\u00\"",
        "'a'",
        "",
        "[1,]",
        "{\"a\":1,\"a\":2}",
    ];

    private static readonly Gen<Spoil> AnySpoil = Gen.Select(Gen.Int[0, 7], Gen.Int[0, 10_000], Gen.Int[0, 10_000])
        .Select((kind, where, what) => new Spoil(kind, where, what));

    private static readonly Gen<(int Operation, Spoil[] Spoils)> AnyInput = Gen.Select(
        Gen.Int[0, 10_000],
        AnySpoil.Array[0, 4]
    );

    [Theory, AllStores]
    public async Task A_spoilt_body_is_refused_or_taken(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var (operations, served) = (await TakingJsonAsync(workspace), 0);
        await AnyInput.SampleAsync(
            async input =>
            {
                if (++served % Renewed == 0)
                {
                    operations = await TakingJsonAsync(workspace); // the exam may be over by now, or its link gone
                }

                var operation = operations[input.Operation % operations.Count];
                await operation.Caller.SendAsync(operation.Method, operation.Path, Spoilt(operation, input.Spoils));
            },
            iter: Inputs * Fuzz.Runs,
            threads: 1,
            print: input =>
                $"{operations[input.Operation % operations.Count]} "
                + $"{Spoilt(operations[input.Operation % operations.Count], input.Spoils)}"
        );
    }

    [Theory, AllStores]
    public async Task An_unspoilt_body_is_understood(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        foreach (
            var operation in (await TakingJsonAsync(workspace)).Where(operation =>
                !operation.Path.EndsWith("/rescue", StringComparison.Ordinal)
            )
        ) // its key is made up
        {
            // 403: no sandbox; 404: made-up IDs; 409 what the state does not allow.
            (await operation.Caller.SendAsync(operation.Method, operation.Path, Valid(operation))).Status.ShouldNotBe(
                400,
                operation.Name
            );
        }
    }

    private static async Task<IReadOnlyList<OperationCall>> TakingJsonAsync(Workspace workspace) =>
        [.. (await OperationCall.AllAsync(workspace)).Where(operation => operation.TakesJson)];

    private static string Spoilt(OperationCall operation, Spoil[] spoils)
    {
        var body = JsonNode.Parse(Valid(operation))!;
        var pieces = new List<string>();
        foreach (var spoil in spoils.Where(spoil => spoil.Kind < 6))
        {
            SpoilNode(body, spoil, pieces);
        }

        var text = body.ToJsonString();
        for (var i = 0; i < pieces.Count; i++)
        {
            text = text.Replace($"\"piece {i}\"", pieces[i], StringComparison.Ordinal);
        }

        foreach (var spoil in spoils.Where(spoil => spoil.Kind >= 6 && text.Length > 1))
        {
            var at = spoil.Where % text.Length;
            text =
                spoil.Kind == 6 ? text[..at] : text.Insert(at, "{}[],:\"\\\u0000\n 0e".Substring(spoil.What % 13, 1));
        }

        return text;
    }

    private static void SpoilNode(JsonNode body, Spoil spoil, List<string> pieces)
    {
        var places = Places(body).ToList();
        if (places.Count == 0)
        {
            return;
        }

        var (parent, key) = places[spoil.Where % places.Count];
        var piece = $"piece {pieces.Count.ToString(CultureInfo.InvariantCulture)}";
        var value = parent is JsonObject named ? named[key] : parent[int.Parse(key, CultureInfo.InvariantCulture)];
        JsonNode? changed = spoil.Kind switch
        {
            0 => Piece(Strange[spoil.What % Strange.Length]),
            1 => new JsonArray(value?.DeepClone()),
            2 => new JsonObject { [key] = value?.DeepClone() },
            3 => Other(places, spoil.What)?.DeepClone(),
            4 => Piece($"\"{new string('x', spoil.What)}\""),
            _ => null,
        };
        if (parent is JsonArray list)
        {
            list[int.Parse(key, CultureInfo.InvariantCulture)] = changed;
        }
        else if (spoil.Kind == 5)
        {
            ((JsonObject)parent).Remove(key);
        }
        else
        {
            parent[key] = changed;
        }

        JsonValue Piece(string json)
        {
            pieces.Add(json);
            return JsonValue.Create(piece);
        }
    }

    private static JsonNode? Other(List<(JsonNode Parent, string Key)> places, int which) =>
        places[which % places.Count] is var (parent, key) && parent is JsonObject named
            ? named[key]
            : places[which % places.Count].Parent;

    private static IEnumerable<(JsonNode Parent, string Key)> Places(JsonNode? node) =>
        node switch
        {
            JsonObject named => named.SelectMany(entry => Places(entry.Value).Prepend((named, entry.Key))),
            JsonArray list => list.SelectMany(
                (entry, i) => Places(entry).Prepend((list, i.ToString(CultureInfo.InvariantCulture)))
            ),
            _ => [],
        };

    /// <summary>A body that the operation would take.</summary>
    private static string Valid(OperationCall operation) =>
        JsonSerializer.Serialize(
            operation.Name switch
            {
                "POST /users" => new
                {
                    email = $"fuzz-{Guid.NewGuid():n}@example.com",
                    name = "F",
                    role = "student",
                    timeMultiplier = 1.25,
                    metadata = new { a = new[] { 1 } },
                },
                "PATCH /users/{id}" or "PATCH /me" => new
                {
                    name = "G",
                    timeMultiplier = 1,
                    metadata = new { b = "c" },
                },
                "POST /exams" => new
                {
                    name = "E",
                    subject = "s",
                    studentLevel = "l",
                    language = "en",
                    context = "c",
                    intendedDuration = 30,
                    questions = Ask.Everything(),
                    permissions = Array.Empty<object>(),
                    metadata = new { a = 1 },
                    settings = Settings,
                },
                "PATCH /exams/{id}" => new
                {
                    name = "E",
                    intendedDuration = 45,
                    settings = Settings,
                    metadata = new { a = 2 },
                },
                "POST /permissions/{examId}" => new { actor = operation.Known("{actor}"), role = "viewer" },
                "POST /embed-sessions" => new
                {
                    flow = "take-exam",
                    actor = operation.Known("{actor}"),
                    presets = new { examId = operation.Known("{examId}") },
                    theme = new { primaryColor = "#123456", locale = "nl" },
                    metadata = new { },
                    allowedOrigin = "https://school.example",
                    returnUrl = "https://school.example/back",
                },
                "PATCH /exams/{id}/sessions/{sessionId}" => new { extraTime = 5, timeMultiplier = 1.5 },
                "POST /exams/{id}/sessions/actions" or "POST /monitor-api/actions" => new
                {
                    action = "extend",
                    sessions = new[] { operation.Known("{sessionId}") },
                    minutes = 1,
                    message = "m",
                    reason = "r",
                },
                "POST /exams/{id}/results/release" or "POST /exams/{id}/results/withdraw" => new
                {
                    sessions = new[] { operation.Known("{sessionId}") },
                    includePartial = true,
                },
                "POST /exams/{id}/rescore" => new
                {
                    questionId = operation.Known("{questionId}"),
                    award = "full",
                    reason = "r",
                    dryRun = true,
                },
                "PUT /exams/{id}/sessions/{sessionId}/grades/{questionId}"
                or "PUT /staff-api/grades/{name}/{questionId}" => new
                {
                    points = 0,
                    comment = "c",
                    revision = 0,
                },
                "PUT /exams/{id}/questions/{questionId}/grades" or "PUT /staff-api/questions/{questionId}/grades" => new
                {
                    answers = new[] { new { digest = "0123456789abcdef01234567", expect = 1 } },
                    points = 0,
                    overwrite = true,
                },
                "POST /staff-api/open" => new { browser = "the-browser-of-one-teacher" },
                "POST /staff-api/done" => new { },
                "POST /staff-api/grading/lift" => new { paper = "paper_0123456789abcdef01234567", reason = "r" },
                "POST /exams/{id}/sessions/{sessionId}/rescue" => new
                {
                    type = "examlet-rescue",
                    v = 1,
                    sessionId = operation.Known("{sessionId}"),
                    createdAt = "2026-03-02T08:02:00.000Z",
                    iv = Convert.ToBase64String(new byte[12]),
                    data = Convert.ToBase64String(new byte[40]),
                },
                "POST /webhooks" => new
                {
                    url = "http://127.0.0.1:9/x",
                    events = new[] { "exam-session.completed" },
                    description = "d",
                },
                "PATCH /webhooks/{id}" => new
                {
                    url = "http://127.0.0.1:9/y",
                    description = "e",
                    enabled = true,
                },
                "POST /test/clock" => new { advance = 1 },
                "PUT /embed-api/answers/{questionId}" => new
                {
                    epoch = 1,
                    revision = 2,
                    value = "x",
                    completed = true,
                    context = new { a = new[] { "b" } },
                },
                "POST /embed-api/answers" => new
                {
                    epoch = 1,
                    answers = new[]
                    {
                        new
                        {
                            questionId = operation.Known("{questionId}"),
                            revision = 3,
                            value = new[] { "x", "y" },
                            completed = true,
                            context = new { },
                        },
                    },
                },
                "PUT /embed-api/state" => new
                {
                    epoch = 1,
                    revision = 1,
                    questionId = operation.Known("{questionId}"),
                    flags = new[] { operation.Known("{questionId}") },
                    notes = "n",
                    preferences = new { size = 2 },
                },
                "POST /embed-api/hand-in" => new
                {
                    epoch = 1,
                    answers = new[]
                    {
                        new
                        {
                            questionId = operation.Known("{questionId}"),
                            revision = 9,
                            value = "z",
                            completed = true,
                        },
                    },
                    revisions = new Dictionary<string, int>(StringComparer.Ordinal)
                    {
                        [operation.Known("{questionId}")] = 99,
                    },
                },
                "POST /embed-api/files" => new
                {
                    epoch = 1,
                    questionId = operation.Known("{fileQuestionId}"),
                    name = "a.txt",
                    size = 1,
                    type = "text/plain",
                },
                "POST /embed-api/faults" => new
                {
                    questionId = operation.Known("{questionId}"),
                    type = "matching",
                    name = "TypeError",
                    message = "m",
                    at = "a",
                },
                "PUT /embed-api/presence" => new { epoch = 1, unsent = 0 },
                _ => (object)operation.Fields.ToDictionary(field => field, _ => "x", StringComparer.Ordinal),
            }
        );

    private static readonly object Settings = new
    {
        timeLimit = 60,
        opensAt = "2026-03-01T08:00:00Z",
        closesAt = "2027-03-01T08:00:00Z",
        shuffleQuestions = true,
        navigation = "free",
        showScore = true,
    };

    /// <summary>One change: of what kind, at which of the places there are, and to what.</summary>
    private sealed record Spoil(int Kind, int Where, int What);
}
