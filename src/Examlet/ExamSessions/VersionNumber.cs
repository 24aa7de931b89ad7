namespace Examlet.ExamSessions;

/// <summary>Where a version stands among the versions of one answer: by epoch, then by revision (contract
/// §7).</summary>
public readonly record struct VersionNumber(long Epoch, long Revision) : IComparable<VersionNumber>
{
    /// <summary>The largest epoch and the largest revision.</summary>
    public const long Max = int.MaxValue;

    /// <summary>One number that sorts as the version does: epoch × 2³² + revision.</summary>
    public long Order => (Epoch << 32) | Revision;

    public static VersionNumber FromOrder(long order) => new(order >> 32, order & 0xFFFF_FFFF);

    public int CompareTo(VersionNumber other) => Order.CompareTo(other.Order);

    public static bool operator <(VersionNumber left, VersionNumber right) => left.Order < right.Order;

    public static bool operator >(VersionNumber left, VersionNumber right) => left.Order > right.Order;

    public static bool operator <=(VersionNumber left, VersionNumber right) => left.Order <= right.Order;

    public static bool operator >=(VersionNumber left, VersionNumber right) => left.Order >= right.Order;
}
