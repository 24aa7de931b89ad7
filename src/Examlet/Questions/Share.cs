using System.Globalization;

namespace Examlet.Questions;

/// <summary>How much of a question an answer got right, from 0 to 1. It is kept as a fraction, so that a sixth of 0.3
/// points is 0.05 points.</summary>
public sealed class Share
{
    private readonly decimal _right;
    private readonly decimal _of;

    private Share(decimal right, decimal of) => (_right, _of) = (right, of);

    /// <summary>Nothing is right.</summary>
    public static Share None { get; } = new(0, 1);

    /// <summary>Everything is right.</summary>
    public static Share All { get; } = new(1, 1);

    public bool IsNone => _right == 0;
    public bool IsAll => _right == _of;

    /// <summary>As a number.</summary>
    public double Value =>
        double.Parse(
            (_right / _of).ToString(CultureInfo.InvariantCulture),
            NumberStyles.Float,
            CultureInfo.InvariantCulture
        );

    /// <summary><paramref name="right"/> of <paramref name="of"/>, not below 0 and not above 1. Of nothing it is
    /// 0.</summary>
    public static Share Of(decimal right, decimal of) => right <= 0 || of <= 0 ? None : new(Math.Min(right, of), of);

    /// <summary>One part less.</summary>
    public Share LessOne() => Of(_right - 1, _of);

    /// <summary>The share of so many points, not rounded.</summary>
    public decimal PointsOf(decimal max) => max * _right / _of;
}
