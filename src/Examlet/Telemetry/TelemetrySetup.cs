using System.Diagnostics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Examlet.Telemetry;

/// <summary>What the program lets an operator see: <c>/metrics</c> for Prometheus always; traces and metrics over OTLP
/// where the variables of OpenTelemetry (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its companions) say where to.
/// </summary>
internal static class TelemetrySetup
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Room for so many series of each instrument is taken from the start: enough for every route by method
    /// and status.</summary>
    private const int MostSeries = 500;

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ExamletMetrics>();
        var isExported = !string.IsNullOrEmpty(builder.Configuration[Endpoint]);
        var telemetry = builder
            .Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("examlet"));
        telemetry.WithMetrics(metrics =>
        {
            metrics
                .AddMeter(ExamletMetrics.Name, "Npgsql")
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddPrometheusExporter();
            metrics.AddView(_ => new MetricStreamConfiguration { CardinalityLimit = MostSeries });
            if (isExported)
            {
                metrics.AddOtlpExporter();
            }
        });
        if (isExported)
        {
            telemetry.WithTracing(tracing =>
                tracing
                    .AddSource(ExamletMetrics.Name, "Npgsql")
                    .AddAspNetCoreInstrumentation(requests =>
                    {
                        requests.EnrichWithHttpRequest = (trace, request) => HidePath(trace, request.HttpContext);
                        requests.EnrichWithHttpResponse = (trace, response) => HidePath(trace, response.HttpContext);
                    })
                    .AddOtlpExporter()
            );
        }
    }

    public static void MapMetrics(this WebApplication app) => app.MapPrometheusScrapingEndpoint("/metrics");

    /// <summary>The path of an embed or a monitor is a secret: of every path only the pattern of its route is
    /// told.</summary>
    private static void HidePath(Activity trace, HttpContext http)
    {
        trace.SetTag("url.path", (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "");
        trace.SetTag("url.query", value: null);
    }
}
