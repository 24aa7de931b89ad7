// A host page in ASP.NET Core: the API key stays on this server; the browser gets an embed URL and nothing else.
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

// What the browser gets.
const string page = """
    <!doctype html>
    <html lang="en">
    <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
      <title>A host page</title>
    </head>
    <body>
      <h1>A host page</h1>
      <ol id="heard"></ol>
      <iframe title="Exam" allow="microphone; fullscreen; clipboard-write"
        style="display: block; width: 100%; height: 100vh; height: 100dvh; border: 0"></iframe>
      <script>
        (async () => {
          const { embedUrl } = await (await fetch("exam", { method: "POST" })).json();
          window.addEventListener("message", (event) => {
            // Make sure the message is coming from a trusted origin
            if (event.origin !== new URL(embedUrl).origin) return;

            const { type, status } = event.data;
            if (type === "examplary:embed-status-update") {
              const item = document.createElement("li");
              item.textContent = status === "started" ? "Question answered" : "Exam completed";
              document.getElementById("heard").append(item);
            }
          });
          document.querySelector("iframe").src = embedUrl;
        })();
      </script>
    </body>
    </html>
    """;

var builder = WebApplication.CreateBuilder(args);
var server = new Uri(builder.Configuration["Examlet:Server"] ?? "http://localhost:5000");
var apiKey =
    builder.Configuration["Examlet:ApiKey"]
    ?? throw new InvalidOperationException("Set Examlet__ApiKey to an API key of the Examlet server.");
var webhookSecret = builder.Configuration["Examlet:WebhookSecret"];
var origin = builder.Configuration["Origin"] ?? "http://localhost:5200";
builder.WebHost.UseUrls(origin);
builder.Services.AddHttpClient(
    "examlet",
    client =>
    {
        client.BaseAddress = server;
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
    }
);

var app = builder.Build();
app.MapGet("/", () => Results.Content(page, "text/html; charset=utf-8"));
app.MapPost(
    "/exam",
    async (IHttpClientFactory clients) =>
    {
        using var examlet = clients.CreateClient("examlet");
        var student = await StudentAsync(examlet);
        var exam = await ExamAsync(examlet, student);

        // Step 3. A new embed session resumes the attempt that is open.
        var embed = await PostAsync(
            examlet,
            "embed-sessions",
            new JsonObject
            {
                ["flow"] = "take-exam",
                ["actor"] = student,
                ["presets"] = new JsonObject { ["examId"] = exam },
                ["allowedOrigin"] = origin,
            }
        );
        return Results.Json(new { embedUrl = (string?)embed["embedUrl"] });
    }
);

// What happened, also when no browser was open. The secret is the one that POST /webhooks showed.
app.MapPost(
    "/webhooks",
    async (HttpRequest request) =>
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        if (webhookSecret is null || !IsGenuine(request.Headers, body, webhookSecret))
        {
            return Results.Unauthorized();
        }

        // A real host remembers webhook-id, skips what it has seen, and works later.
        Console.WriteLine($"{request.Headers["webhook-id"]} {(string?)JsonNode.Parse(body)!["type"]}");
        return Results.NoContent();
    }
);
await app.RunAsync();

// As Standard Webhooks says: an HMAC of ID, time and body, not older than five minutes.
static bool IsGenuine(IHeaderDictionary headers, string body, string secret)
{
    var (id, time) = (headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString());
    var mac = HMACSHA256.HashData(
        Convert.FromBase64String(secret["whsec_".Length..]),
        Encoding.UTF8.GetBytes($"{id}.{time}.{body}")
    );
    var expected = Encoding.ASCII.GetBytes($"v1,{Convert.ToBase64String(mac)}");
    var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
    var isFresh = long.TryParse(time, out var seconds) && seconds > now - 300 && seconds < now + 300;
    return isFresh
        && headers["webhook-signature"]
            .ToString()
            .Split(' ')
            .Any(given => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), expected));
}

// Step 1. "Create if not there" is one call: a 409 names the user who has the e-mail.
static async Task<string> StudentAsync(HttpClient examlet)
{
    var body = new JsonObject
    {
        ["email"] = "my-student@example.com",
        ["name"] = "My Student",
        ["role"] = "student",
    };
    using var response = await examlet.PostAsJsonAsync("users", body);
    var user = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    return response.StatusCode == HttpStatusCode.Conflict ? (string)user["userId"]! : (string)user["id"]!;
}

// Step 2. The Idempotency-Key makes it one exam a day and student, however often the page is opened. A real host keeps
// the ID of its exam.
static async Task<string> ExamAsync(HttpClient examlet, string student)
{
    var exam = await PostAsync(
        examlet,
        "exams",
        new JsonObject
        {
            ["name"] = "Midterm Exam - Algebra",
            ["permissions"] = new JsonArray(new JsonObject { ["actor"] = student, ["role"] = "participant" }),
            ["questions"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "single-line-text",
                    ["title"] = "Solve 3x + 7 = 22",
                    ["settings"] = new JsonObject { ["correctAnswer"] = "5" },
                }
            ),
        },
        idempotencyKey: $"sample-exam-{student}"
    );
    return (string)exam["id"]!;
}

static async Task<JsonObject> PostAsync(HttpClient examlet, string path, JsonObject body, string? idempotencyKey = null)
{
    using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
    if (idempotencyKey is not null)
    {
        request.Headers.Add("Idempotency-Key", idempotencyKey);
    }

    using var response = await examlet.SendAsync(request);
    var answer = (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    return response.IsSuccessStatusCode
        ? answer
        : throw new HttpRequestException($"{path}: {(string?)answer["detail"]}");
}
