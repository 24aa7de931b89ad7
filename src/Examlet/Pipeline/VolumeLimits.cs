using Examlet.Http;
using Examlet.Settings;
using Microsoft.Extensions.Options;

namespace Examlet.Pipeline;

/// <summary>How much one student may store, in bytes, as the settings say; 0 is no limit.</summary>
public sealed class VolumeLimits(IOptions<ExamletOptions> options)
{
    private const int MinutesOfHour = 60;

    /// <summary>Bytes of bodies in a minute, files aside.</summary>
    public long MinuteBytes { get; } = (long)options.Value.StudentVolumeLimit << 20;

    /// <summary>Bytes of an exam session in all: versions and files.</summary>
    public long SessionBytes { get; } = (long)options.Value.SessionVolumeLimit << 20;

    /// <summary>Bytes of versions in a minute, once <see cref="SessionBytes"/> is used up.</summary>
    public long SlowedMinuteBytes =>
        MinuteBytes == 0 ? 0 : Math.Max(MinuteBytes / Limits.SlowedPart, Limits.SlowedLeastBytes);

    /// <summary>Bytes of files in a minute: as many as an exam session may have in all.</summary>
    public long FileMinuteBytes { get; } = (long)options.Value.MaxSessionFiles << 20;

    /// <summary>True if an exam session with <paramref name="stored"/> bytes has used up its volume.</summary>
    public bool IsUsedUp(long stored) => SessionBytes > 0 && stored >= SessionBytes;

    /// <summary>The most that one secret can add to the store in an hour, on each node: the volume of the session;
    /// what was on its way when that was used up, no more than a minute's bytes and a hand-in; what slowed saves add in
    /// each minute; refused saves that are kept aside; the hand-in at the end.
    /// </summary>
    public long HourBytes =>
        SessionBytes
        + MinuteBytes
        + (MinutesOfHour * SlowedMinuteBytes)
        + Limits.RetainedSessionBytes
        + (2 * Limits.StudentBodyBytes);
}
