using CsCheck;
using Examlet.ExamSessions;

namespace Examlet.Tests.Answers;

public sealed class VersionNumberTests
{
    private static readonly Gen<VersionNumber> Any = Gen.Select(
            Gen.Long[0, VersionNumber.Max],
            Gen.Long[0, VersionNumber.Max]
        )
        .Select((epoch, revision) => new VersionNumber(epoch, revision));

    [Fact]
    public void The_order_number_gives_the_version_back() =>
        Any.Sample(version => VersionNumber.FromOrder(version.Order) == version);

    [Fact]
    public void Versions_sort_by_epoch_and_then_by_revision() =>
        Gen.Select(Any, Any)
            .Sample(
                (a, b) => Math.Sign(a.CompareTo(b)) == Math.Sign((a.Epoch, a.Revision).CompareTo((b.Epoch, b.Revision)))
            );

    [Fact]
    public void Versions_compare_as_they_sort() =>
        Gen.Select(Any, Any)
            .Sample(
                (a, b) =>
                    (a < b) == (a.CompareTo(b) < 0)
                    && (a > b) == (a.CompareTo(b) > 0)
                    && (a <= b) != (a > b)
                    && (a >= b) != (a < b)
            );

    [Fact]
    public void A_new_epoch_goes_before_any_revision() =>
        (new VersionNumber(2, 0) > new VersionNumber(1, VersionNumber.Max)).ShouldBeTrue();

    [Fact]
    public void The_largest_version_is_still_a_positive_number() =>
        new VersionNumber(VersionNumber.Max, VersionNumber.Max).Order.ShouldBePositive();
}
