using Examlet.Http;

namespace Examlet.Pipeline;

/// <summary>
/// Slows the saves of an exam session that has used up its volume: one version of a question in
/// <see cref="Limits.SlowedSaveTime"/>, and fewer bytes a minute. Before that it keeps only the volume.
/// </summary>
internal sealed class SlowedSaves(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private readonly MinuteCount _bytes = new(clock);
    private Dictionary<string, DateTimeOffset>? _takenAt;
    private long _stored;

    /// <summary>The stored bytes of the exam session, as the store said last.</summary>
    public long Stored
    {
        get => Volatile.Read(ref _stored);
        set => Volatile.Write(ref _stored, value);
    }

    /// <summary>Permission to save a version of that question now, or how long to wait.</summary>
    public bool TryTake(string questionId, long bytes, VolumeLimits limits, out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (!limits.IsUsedUp(Stored))
        {
            return true;
        }

        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (
                _takenAt?.TryGetValue(questionId, out var takenAt) == true
                && now - takenAt < Limits.SlowedSaveTime
                && now >= takenAt
            )
            {
                wait = takenAt + Limits.SlowedSaveTime - now;
                return false;
            }

            if (!_bytes.TryTake(bytes, limits.SlowedMinuteBytes, out wait))
            {
                return false;
            }

            (_takenAt ??= new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal))[questionId] = now;
            return true;
        }
    }

    /// <summary>Gives a save back that was not stored: it may be tried again at once.</summary>
    public void GiveBack(string questionId, long bytes)
    {
        lock (_lock)
        {
            if (_takenAt?.Remove(questionId) == true)
            {
                _bytes.Add(-bytes);
            }
        }
    }
}
