using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Examlet.Tests.Telemetry;

/// <summary>What an operator sees from outside: <c>/metrics</c>, and traces where they are sent.</summary>
[Collection(nameof(TelemetryTests))]
public sealed partial class TelemetryTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task Metrics_count_what_students_did_and_name_nobody(Store store)
    {
        await using var server = await servers.StartAsync(store);
        await using var workspace = await server.WorkspaceAsync();
        var sitting = await workspace.StartedAsync(settings: new { timeLimit = 10 });
        await using var page = await sitting.Student.ListenAsync();
        await page.NextAsync("deadline");
        (await sitting.Student.SaveAsync(sitting.Question, "an answer that is a secret")).ShouldBe(200);
        (await sitting.OtherDevice.OpenAsync()).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Question, "late on the old device")).ShouldBeProblem(
            409,
            "superseded"
        );

        var metrics = await Eventually.BecomesAsync(
            async () => (await server.Stranger.GetAsync("/metrics")).Text,
            text => ValueOf(text, "examlet_save_duration_seconds_count", "superseded") > 0
        );

        ValueOf(metrics, "examlet_save_duration_seconds_count", "stored").ShouldBe(1);
        ValueOf(metrics, "examlet_save_duration_seconds_count", "superseded").ShouldBe(1);
        ValueOf(metrics, "examlet_save_batch_size_count").ShouldBe(2);
        ValueOf(metrics, "examlet_save_queue_length").ShouldBe(0);
        ValueOf(metrics, "examlet_take_overs_total").ShouldBe(1);
        ValueOf(metrics, "examlet_webhooks_outbox_age_seconds").ShouldBe(0);
        metrics.ShouldContain("examlet_pages_open");
        metrics.ShouldContain("http_server_request_duration_seconds");
        foreach (
            var secret in new[]
            {
                sitting.Embed.Secret,
                ExamletServer.FirstKey,
                sitting.StudentId,
                sitting.Student.SessionId,
                sitting.Exam.Id,
                "an answer that",
            }
        )
        {
            metrics.ShouldNotContain(secret);
        }
    }

    [Theory, AllStores]
    public async Task Who_has_no_credential_is_counted_and_writes_no_line_in_the_log(Store store)
    {
        await using var server = await servers.StartAsync(store);
        foreach (var path in (string[])["/exams", "/embed-api/events/now", "/monitor-api/room"])
        {
            (await server.Stranger.GetAsync(path)).ShouldBeProblem(401);
        }

        var metrics = await Eventually.BecomesAsync(
            async () => (await server.Stranger.GetAsync("/metrics")).Text,
            text => ValueOf(text, "examlet_unauthenticated_total") >= 3
        );

        ValueOf(metrics, "examlet_unauthenticated_total").ShouldBe(3);
        server.Log.With("challenged").ShouldBeEmpty();
        server.Log.With("Examlet.Access").ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task Traces_follow_a_request_to_the_store_and_hold_no_secret_and_no_answer(Store store)
    {
        var seen = new Seen();
        await using var server = await servers.StartAsync(
            store,
            (builder, _) =>
            {
                builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = "http://127.0.0.1:9";
                builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(seen));
            }
        );
        await using var workspace = await server.WorkspaceAsync();
        var sitting = await workspace.StartedAsync();
        (await server.Stranger.GetAsync($"/embeds/{sitting.Embed.Secret}")).ShouldBe(200);
        (await sitting.Student.SaveAsync(sitting.Question, "an answer that nobody may see")).ShouldBe(200);
        var link = await sitting.Owner.PostAsync($"/exams/{sitting.Exam.Id}/monitor-link", new { });
        var monitor = new Uri(link.Value("url")).Segments[^1];
        (await server.Stranger.GetAsync($"/monitor/{monitor}")).ShouldBe(200);

        var traces = await Eventually.BecomesAsync(
            () => Task.FromResult(seen.All),
            all => all.Contains("GET /monitor/{secret}", StringComparison.Ordinal)
        );

        traces.ShouldContain("GET /embeds/{secret}");
        traces.ShouldContain("PUT /embed-api/answers/{questionId}");
        traces.ShouldContain("write answers");
        foreach (var secret in new[] { sitting.Embed.Secret, monitor, ExamletServer.FirstKey, "nobody may see" })
        {
            traces.ShouldNotContain(secret);
        }
    }

    /// <summary>The sum of a metric's series with that outcome, or of all.</summary>
    private static double ValueOf(string metrics, string name, string? outcome = null) =>
        Series()
            .Matches(metrics)
            .Where(series =>
                series.Groups["name"].Value == name
                && (
                    outcome is null
                    || series.Groups["labels"].Value.Contains($"outcome=\"{outcome}\"", StringComparison.Ordinal)
                )
            )
            .Sum(series => double.Parse(series.Groups["value"].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(
        @"^(?<name>[a-z_]+)(\{(?<labels>[^}]*)\})? (?<value>[0-9.eE+-]+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Series();

    private sealed class Seen : BaseProcessor<Activity>
    {
        private readonly ConcurrentQueue<string> _all = new();

        public string All => string.Join('\n', _all);

        public override void OnEnd(Activity data) =>
            _all.Enqueue(
                $"{data.DisplayName} "
                    + $"{string.Join(' ', data.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))} "
                    + $"{string.Join(' ', data.Events.SelectMany(e => e.Tags).Select(tag => tag.Value))}"
            );
    }
}

/// <summary>Runs alone: what is counted is counted for the whole process, whichever of its servers did it.</summary>
[CollectionDefinition(nameof(TelemetryTests), DisableParallelization = true)]
public sealed class AloneForTelemetry;
