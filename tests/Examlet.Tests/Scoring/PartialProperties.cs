using System.Text.Json;
using CsCheck;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Questions;
using Examlet.Scoring;
using Microsoft.Extensions.Logging.Abstractions;

namespace Examlet.Tests.Scoring;

/// <summary>What holds for every question of a type with parts, and for every answer to it.</summary>
public sealed class PartialProperties
{
    private const int Tries = 100;
    private static readonly Scorer Scorer = new(Given.Types, NullLogger<Scorer>.Instance);

    public static IEnumerable<TheoryDataRow<string>> TypesWithParts =>
        from type in Given.Types.All
        where type.ResponseProcessing?.Parts is not null
        select new TheoryDataRow<string>(type.Name);

    [Theory, MemberData(nameof(TypesWithParts))]
    public void The_key_gets_full_marks(string type) =>
        Attempts(type)
            .Sample(
                attempt =>
                {
                    var score = Score(attempt.With(attempt.Written.Key), "{'method':'partial','points':0.7}");
                    return score is { Share: 1, Correct: true, Points: 0.7 };
                },
                iter: Tries
            );

    [Theory, MemberData(nameof(TypesWithParts))]
    public void The_share_is_one_exactly_when_all_or_nothing_is_all(string type) =>
        Attempts(type)
            .Sample(
                attempt =>
                {
                    var whole = Score(attempt, "{'method':'all-or-nothing'}");
                    var partial = Score(attempt, "{'method':'partial'}");
                    return whole.Share is 0 or 1
                        && whole.Correct == (whole.Share == 1)
                        && partial.Correct == whole.Correct
                        && (partial.Share == 1) == (whole.Share == 1);
                },
                iter: Tries
            );

    [Theory, MemberData(nameof(TypesWithParts))]
    public void Points_are_never_above_the_maximum_and_never_below_the_penalty(string type) =>
        Attempts(type)
            .Select(Gen.Int[0, 30_000], Gen.Int[0, 30_000])
            .Sample(
                (attempt, tenThousandths, less) =>
                {
                    var (max, penalty) = (tenThousandths / 10_000m, Math.Min(tenThousandths, less) / 10_000m);
                    var score = Score(
                        attempt,
                        FormattableString.Invariant($"{{'method':'partial','points':{max},'penalty':{penalty}}}")
                    );
                    var points = (decimal)score.Points!.Value;
                    return score.MaxPoints == (double)max
                        && points <= max
                        && points >= -penalty
                        && points == Math.Round(points, 4)
                        && (points >= 0 || (score.Share == 0 && points == -penalty));
                },
                iter: Tries
            );

    [Theory, MemberData(nameof(TypesWithParts))]
    public void One_more_right_part_never_gives_less(string type) =>
        Attempts(type)
            .Sample(
                attempt =>
                {
                    var value = attempt.Value;
                    var before = Share(attempt);
                    foreach (var better in attempt.Written.Improved(value))
                    {
                        var after = Share(attempt.With(better));
                        after.ShouldBeGreaterThanOrEqualTo(before, $"{attempt} became {string.Join(", ", better)}");
                    }
                },
                iter: Tries
            );

    [Theory, MemberData(nameof(TypesWithParts))]
    public void The_share_is_that_of_the_contract(string type) =>
        Attempts(type)
            .Sample(
                attempt =>
                {
                    if (attempt.Written.Expected(attempt.Value) is { } expected)
                    {
                        Share(attempt).ShouldBe(expected, 1e-12, attempt.ToString());
                    }
                },
                iter: Tries
            );

    private static double Share(Attempt attempt) => Score(attempt, "{'method':'partial'}").Share!.Value;

    private static QuestionScore Score(Attempt attempt, string scoring) =>
        Scorer
            .Score(
                Given.Content(attempt.Written.Question with { Scoring = Given.Json(scoring) }),
                new Dictionary<string, GivenAnswer>(StringComparer.Ordinal)
                {
                    ["q_1"] = new(JsonSerializer.SerializeToElement(attempt.Value), Completed: true),
                }
            )
            .Questions.ShouldHaveSingleItem();

    private static Gen<Attempt> Attempts(string type) =>
        from written in WrittenQuestion.Of(type).Where(IsTaken)
        from value in written.Answers
        select new Attempt(written, value);

    private static bool IsTaken(WrittenQuestion written)
    {
        var errors = new InputErrors();
        Given.Types.Validate(written.Question, "q", errors, new CheckBudget());
        return !errors.Any;
    }

    /// <summary>A question and an answer to it.</summary>
    private sealed record Attempt(WrittenQuestion Written, string[] Value)
    {
        public Attempt With(string[] value) => this with { Value = value };

        public override string ToString() =>
            $"{Written.Question.Settings.GetRawText()} answered {string.Join(", ", Value)}";
    }
}
