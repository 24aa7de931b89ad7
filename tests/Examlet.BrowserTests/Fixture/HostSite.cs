using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Examlet.BrowserTests.Fixture;

/// <summary>Somebody else's site, on another host than Examlet: a page with an iframe and the listener of the take-exam
/// flow, word for word.</summary>
public sealed class HostSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HostSite(WebApplication app)
    {
        _app = app;
        var port = new Uri(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
        ).Port;
        Origin = $"http://localhost:{port}";
    }

    public string Origin { get; }

    /// <summary>Where the host's backend hears of exams.</summary>
    public string Hook => $"{Origin}/hook";

    /// <summary>What it heard, in order.</summary>
    public ConcurrentQueue<JsonNode> Told { get; private init; } = new();

    public static async Task<HostSite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://localhost:0".Replace("localhost", "127.0.0.1", StringComparison.Ordinal));
        var app = builder.Build();
        app.MapGet(
            "/",
            (string embedUrl, string? attributes) =>
                Results.Text(Page(embedUrl, attributes ?? ""), "text/html; charset=utf-8")
        );
        app.MapGet(
            "/course",
            (string embedUrl, bool follows) => Results.Text(Course(embedUrl, follows), "text/html; charset=utf-8")
        );
        app.MapGet("/examlet-embed.js", () => Results.Text(Helper(), "text/javascript; charset=utf-8"));
        app.MapGet(
            "/after",
            () => Results.Text("<!doctype html><title>After</title><h1>Back at school</h1>", "text/html; charset=utf-8")
        );
        var told = new ConcurrentQueue<JsonNode>();
        app.MapPost("/hook", async (HttpRequest request) => told.Enqueue((await JsonNode.ParseAsync(request.Body))!));
        await app.StartAsync();
        return new HostSite(app) { Told = told };
    }

    /// <summary>The page that embeds <paramref name="embedUrl"/>; <paramref name="attributes"/> go into the iframe
    /// element.</summary>
    public string PageFor(string embedUrl, string attributes = "") =>
        $"{Origin}/?embedUrl={Uri.EscapeDataString(embedUrl)}&attributes={Uri.EscapeDataString(attributes)}";

    /// <summary>A page of a course with something above and below the frame, made with the helper: as high as the
    /// window, or, when it <paramref name="follows"/>, as high as the exam.
    /// </summary>
    public string CourseFor(string embedUrl, bool follows) =>
        $"{Origin}/course?embedUrl={Uri.EscapeDataString(embedUrl)}&follows={follows}";

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>The helper as its readers compile it; types are all that is taken out.</summary>
    private static string Helper() => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "examlet-embed.js"));

    private static string Course(string embedUrl, bool follows) =>
        $$"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1"><title>Course</title>
            <link rel="icon" href="data:,"><style>body { margin: 0; } .above { height: 90px; } .below { height: 300px;
              }</style></head>
            <body>
            <div class="above">Course 9b</div>
            <div id="exam"></div>
            <div class="below">About this course</div>
            <script type="module">
            import { mount } from "./examlet-embed.js";
            window.__heard = [];
            window.__told = [];
            window.addEventListener("message", (event) => window.__heard.push({ origin: event.origin,
              data: event.data }));
            window.__mounted = mount(document.getElementById("exam"), {{System.Text.Json.JsonSerializer.Serialize(
                embedUrl
            )}}, {
              autoResize: {{(follows ? "true" : "false")}},
              onStarted: () => window.__told.push("started"),
              onCompleted: () => window.__told.push("completed"),
              onEnded: (reason) => window.__told.push(`ended ${reason}`),
              onError: (code) => window.__told.push(`error ${code}`),
            });
            </script>
            </body></html>
            """;

    private static string Page(string embedUrl, string attributes) =>
        $$"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>School</title></head>
            <body>
            <iframe title="Exam" width="1200" height="700" {{attributes}}></iframe>
            <script>
            window.__heard = [];
            window.addEventListener("message", (event) => window.__heard.push({ origin: event.origin,
              data: event.data }));
            const iframe = document.querySelector("iframe");
            const embedUrl = {{System.Text.Json.JsonSerializer.Serialize(embedUrl)}};

            iframe.src = embedUrl;

            window.addEventListener("message", (event) => {
              // Make sure the message is coming from a trusted origin
              if (event.origin !== new URL(embedUrl).origin) return;

              const { type, status } = event.data;
              if (type === "examplary:embed-status-update") {
                if (status === "started") {
                  // Fired each time the student answers a question
                  console.log("Question answered");
                } else if (status === "completed") {
                  // The student handed in the exam or the session reached the time limit
                  console.log("Exam completed");
                }
              }
            });
            </script>
            </body></html>
            """;
}
