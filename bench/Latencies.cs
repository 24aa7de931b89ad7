using System.Collections.Concurrent;

namespace Examlet.Bench;

/// <summary>How long calls took.</summary>
internal sealed class Latencies
{
    private readonly ConcurrentBag<double> _milliseconds = [];

    public int Count => _milliseconds.Count;

    public void Add(TimeSpan took) => _milliseconds.Add(took.TotalMilliseconds);

    /// <summary>The value, in milliseconds, that this part of the calls stayed below.</summary>
    public double Quantile(double part)
    {
        var sorted = _milliseconds.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(part * sorted.Length))];
    }

    public override string ToString() => $"{Count} calls, median {Quantile(0.5):F1} ms, p99 {Quantile(0.99):F1} ms";
}
