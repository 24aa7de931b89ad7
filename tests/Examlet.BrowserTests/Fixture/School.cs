using System.Text.Json.Nodes;
using Examlet.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Examlet.BrowserTests.Fixture;

/// <summary>A whole Examlet on a loopback port with a clock that the test moves, and a site on another host that embeds
/// its exams.</summary>
public sealed class School : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;
    private int _students;

    private School(WebApplication app, HostSite host, FakeTimeProvider clock, string apiKey, string folder)
    {
        _app = app;
        _folder = folder;
        Host = host;
        Clock = clock;
        Server = new Uri(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
        );
        Api = new Api(Server, apiKey);
    }

    public HostSite Host { get; }
    public FakeTimeProvider Clock { get; }
    public Uri Server { get; }
    public Api Api { get; }

    /// <summary>Opens at <paramref name="now"/>, or on a Monday morning in March 2026.</summary>
    public static async Task<School> OpenAsync(DateTimeOffset? now = null)
    {
        var folder = Directory.CreateTempSubdirectory("examlet-browser-").FullName;
        var clock = new FakeTimeProvider(now ?? new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
        var key = ApiKey.New();
        var app = ExamletHost.Build(
            [
                "--urls",
                "http://127.0.0.1:0",
                $"--Examlet:Database={Path.Combine(folder, "examlet.db")}",
                $"--Examlet:ApiKey={key}",
                "--Examlet:RateLimit=0",
                "--Examlet:AllowPrivateWebhooks=true",
            ],
            builder =>
            {
                builder.Services.AddSingleton<TimeProvider>(clock);
                builder.Logging.ClearProviders();
            }
        );
        await app.StartAsync();
        return new School(app, await HostSite.StartAsync(), clock, key, folder);
    }

    /// <summary>Steps 1 to 3 of the take-exam flow: a student, an exam they may take, and an embed session.</summary>
    public async Task<Sitting> SitAsync(
        JsonObject? exam = null,
        JsonObject? theme = null,
        bool listens = true,
        string? returnUrl = null
    )
    {
        var student = await Api.PostAsync(
            "/users",
            new JsonObject
            {
                ["email"] = $"my-student-{++_students}@example.com",
                ["name"] = "My Student",
                ["role"] = "student",
            }
        );
        var sent = exam ?? GivenExams.EveryType();
        sent["permissions"] = new JsonArray(
            new JsonObject { ["actor"] = (string)student["id"]!, ["role"] = "participant" }
        );
        var created = await Api.PostAsync("/exams", sent);
        var sitting = new Sitting(this, (string)student["id"]!, created, theme, listens, returnUrl);
        await sitting.EmbedAsync();
        return sitting;
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await Host.DisposeAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
