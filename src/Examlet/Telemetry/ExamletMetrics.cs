using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Examlet.Telemetry;

/// <summary>
/// The node's own metrics, beside those of the framework and the database driver. Units are those of OpenTelemetry:
/// seconds, and counts without a unit. Nothing here names a student, an exam or a secret.
/// </summary>
public sealed class ExamletMetrics
{
    /// <summary>The name of the meter, and of the source of traces.</summary>
    public const string Name = "Examlet";

    private readonly Meter _meter;
    private readonly Histogram<double> _saveDuration;
    private readonly Histogram<int> _batchSize;
    private readonly Counter<long> _queueFull;
    private readonly Counter<long> _takeOvers;
    private readonly Counter<long> _handIns;
    private readonly Counter<long> _unauthenticated;
    private readonly Counter<long> _pageFaults;

    public ExamletMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(Name);
        _saveDuration = _meter.CreateHistogram(
            "examlet.save.duration",
            "s",
            "From the arrival of a save to its acknowledgement, by what became of it",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
            }
        );
        _batchSize = _meter.CreateHistogram(
            "examlet.save.batch.size",
            "{save}",
            "Saves that were written in one transaction",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] }
        );
        _queueFull = _meter.CreateCounter<long>(
            "examlet.save.queue.full",
            "{save}",
            "Saves that were answered 503 because the queue was full"
        );
        _takeOvers = _meter.CreateCounter<long>(
            "examlet.take_overs",
            "{take_over}",
            "Sessions that another page or device took over"
        );
        _handIns = _meter.CreateCounter<long>("examlet.hand_ins", "{hand_in}", "Exams that students handed in");
        _unauthenticated = _meter.CreateCounter<long>(
            "examlet.unauthenticated",
            "{request}",
            "Requests that came without a valid credential, by the door they came to"
        );
        _pageFaults = _meter.CreateCounter<long>(
            "examlet.page.faults",
            "{fault}",
            "Questions that a student's page could not show, by their type"
        );
    }

    /// <summary>The traces of this program.</summary>
    public static ActivitySource Traces { get; } = new(Name);

    /// <summary>A save was answered with that outcome: <c>stored</c>, or why not.</summary>
    public void Saved(string outcome, TimeSpan took) =>
        _saveDuration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("outcome", outcome));

    public void BatchWritten(int saves) => _batchSize.Record(saves);

    public void QueueFull() => _queueFull.Add(1);

    public void TakenOver() => _takeOvers.Add(1);

    public void HandedIn() => _handIns.Add(1);

    /// <summary>Counts a request without a valid credential of that kind.</summary>
    public void Unauthenticated(string scheme) =>
        _unauthenticated.Add(1, new KeyValuePair<string, object?>("scheme", scheme));

    /// <summary>Counts a question of that type that a page could not show.</summary>
    public void PageFault(string type) => _pageFaults.Add(1, new KeyValuePair<string, object?>("type", type));

    /// <summary>Asks for a number each time somebody reads the metrics.</summary>
    public void Observe(string name, string unit, string description, Func<double> read) =>
        _meter.CreateObservableGauge(name, read, unit, description);
}
