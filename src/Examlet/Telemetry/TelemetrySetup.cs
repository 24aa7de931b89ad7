using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Examlet.Telemetry;

/// <summary>
/// Sets up telemetry: <c>/metrics</c> for Prometheus always; traces and metrics over OTLP if the variables of
/// OpenTelemetry (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c> and its companions) name a collector.
/// </summary>
internal static class TelemetrySetup
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Room for the series of an instrument is taken from the start: for every route by method and status
    /// where an instrument tells them apart, and for few where it does not.</summary>
    private const int SeriesByRoute = 500;
    private const int Series = 50;

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
            if (isExported)
            {
                metrics.AddOtlpExporter();
            }
        });
        builder.Services.ConfigureOpenTelemetryMeterProvider(
            (services, metrics) =>
            {
                var own = services.GetRequiredService<IMeterFactory>();
                metrics.AddView(instrument => ViewOf(instrument, own));
            }
        );
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

    /// <summary>Meters are heard by name across the process: what another server in it measures is dropped.</summary>
    private static MetricStreamConfiguration ViewOf(Instrument instrument, IMeterFactory own)
    {
        if (instrument.Meter.Scope is IMeterFactory other && other != own)
        {
            return MetricStreamConfiguration.Drop;
        }

        var isByRoute =
            instrument.Name == "http.server.request.duration"
            || instrument.Name.StartsWith("aspnetcore.", StringComparison.Ordinal);
        return new MetricStreamConfiguration { CardinalityLimit = isByRoute ? SeriesByRoute : Series };
    }

    /// <summary>
    /// Replaces every path by the pattern of its route: the path of an embed or a monitor is a secret.
    /// </summary>
    private static void HidePath(Activity trace, HttpContext http)
    {
        trace.SetTag("url.path", (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "");
        trace.SetTag("url.query", value: null);
    }
}
