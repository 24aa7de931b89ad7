using System.Globalization;
using System.Text.Json;
using Examlet.Http;

namespace Examlet.Questions;

/// <summary>
/// Checks the <c>scoring</c> of one question (contract §8): <c>points</c>, <c>criteria</c>, <c>method</c>,
/// <c>weights</c>, <c>penalty</c>, <c>modelAnswer</c> and <c>feedback</c>. Errors go into <paramref name="errors"/>
/// under <paramref name="path"/>. A name that it does not know is kept, with a warning. <paramref name="budget"/> pays
/// for the work.
/// </summary>
internal sealed class ScoringRules(
    Question question,
    QuestionType type,
    string path,
    InputErrors errors,
    CheckBudget budget
)
{
    /// <summary>The <c>method</c> by which an answer is right or wrong: the default.</summary>
    public const string AllOrNothing = "all-or-nothing";

    /// <summary>The <c>method</c> by which an answer can be right in part.</summary>
    public const string Partial = "partial";

    private const int MaxHtml = 1 << 18;
    private const int MaxId = 500;
    private static readonly string[] Names =
    [
        "points",
        "criteria",
        "rubricType",
        "method",
        "weights",
        "penalty",
        "modelAnswer",
        "feedback",
    ];

    private static readonly string[] FeedbackNames = ["correct", "incorrect", "general"];

    public void Check()
    {
        if (question.Scoring is not { } scoring)
        {
            return;
        }

        CheckPoints(scoring, path);
        CheckCriteria(scoring);
        CheckMethod(scoring);
        if (scoring.TryGetProperty("weights", out var weights))
        {
            budget.Spend(weights.ValueKind == JsonValueKind.Array ? weights.GetArrayLength() : 1);
            Say($"{path}.weights", ChoiceWeights.ErrorIn(weights, question.Settings, type));
        }

        CheckPenalty(scoring);
        CheckHtml(scoring, "modelAnswer", path);
        CheckFeedback(scoring);
        WarnOfUnknown(scoring, Names, path);
    }

    private void CheckMethod(JsonElement scoring)
    {
        if (
            scoring.TryGetProperty("method", out var method)
            && method.ValueKind != JsonValueKind.Null
            && !(
                method.ValueKind == JsonValueKind.String
                && (method.ValueEquals(AllOrNothing) || method.ValueEquals(Partial))
            )
        )
        {
            Say($"{path}.method", $"must be \"{AllOrNothing}\" or \"{Partial}\".");
        }
    }

    private void CheckPenalty(JsonElement scoring)
    {
        if (!scoring.TryGetProperty("penalty", out var penalty) || penalty.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        var max = Points.ExactMaxOf(question, type);
        if (Points.Number(penalty) is not { } number || number < 0 || number > max)
        {
            Say(
                $"{path}.penalty",
                "must be a number from 0 to the most points of the question, "
                    + Points.Rounded(max).ToString(CultureInfo.InvariantCulture)
                    + ": it is what a wrong answer takes off."
            );
        }
    }

    private void CheckFeedback(JsonElement scoring)
    {
        if (!scoring.TryGetProperty("feedback", out var feedback) || feedback.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (feedback.ValueKind != JsonValueKind.Object)
        {
            Say($"{path}.feedback", "must be an object with `correct`, `incorrect` or `general`, each HTML.");
            return;
        }

        foreach (var name in FeedbackNames)
        {
            CheckHtml(feedback, name, $"{path}.feedback");
        }

        WarnOfUnknown(feedback, FeedbackNames, $"{path}.feedback");
    }

    /// <summary>HTML of the author, for a student who may see it later.</summary>
    private void CheckHtml(JsonElement owner, string name, string at)
    {
        if (!owner.TryGetProperty(name, out var html) || html.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (html.ValueKind != JsonValueKind.String)
        {
            Say($"{at}.{name}", "must be a text of HTML.");
            return;
        }

        var text = html.GetString()!;
        if (text.Length > MaxHtml)
        {
            Say($"{at}.{name}", $"must have at most {MaxHtml} characters.");
            return;
        }

        Say($"{at}.{name}", QuestionRules.HtmlError($"{at}.{name}", [text], errors, budget));
    }

    private void CheckCriteria(JsonElement scoring)
    {
        if (!scoring.TryGetProperty("criteria", out var criteria) || criteria.ValueKind == JsonValueKind.Null)
        {
            return;
        }

        if (!IsListOfObjects(criteria))
        {
            Say($"{path}.criteria", "must be a list of criteria.");
            return;
        }

        budget.Spend(criteria.GetArrayLength());
        CheckIds(criteria, $"{path}.criteria");
        var i = 0;
        foreach (var criterion in criteria.EnumerateArray())
        {
            var at = $"{path}.criteria[{i++}].levels";
            if (!criterion.TryGetProperty("levels", out var levels) || !IsListOfObjects(levels))
            {
                Say(at, "must be a list of levels with their `points`.");
                continue;
            }

            budget.Spend(levels.GetArrayLength());
            CheckIds(levels, at);
            var j = 0;
            foreach (var level in levels.EnumerateArray())
            {
                CheckPoints(level, $"{at}[{j++}]");
            }
        }
    }

    /// <summary>IDs name what a person chose: each is a text, and names one entry of its list.</summary>
    private void CheckIds(JsonElement list, string at)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var i = -1;
        foreach (var entry in list.EnumerateArray())
        {
            i++;
            if (!entry.TryGetProperty("id", out var id) || id.ValueKind == JsonValueKind.Null)
            {
                continue;
            }

            if (id.ValueKind != JsonValueKind.String || id.GetString()!.Length > MaxId)
            {
                Say($"{at}[{i}].id", $"must be a text of at most {MaxId} characters.");
            }
            else if (!seen.Add(id.GetString()!))
            {
                Say(
                    $"{at}[{i}].id",
                    $"is \"{QuestionRules.Short(id.GetString()!)}\", as that of an entry before it; an ID names one."
                );
            }
        }
    }

    private void CheckPoints(JsonElement owner, string at)
    {
        if (
            owner.TryGetProperty("points", out var points)
            && points.ValueKind != JsonValueKind.Null
            && Points.Number(points) is not >= 0
        )
        {
            Say($"{at}.points", "must be a number, 0 or more.");
        }
    }

    private void WarnOfUnknown(JsonElement owner, string[] known, string at)
    {
        foreach (var property in owner.EnumerateObject().Where(property => !known.Contains(property.Name)))
        {
            var name = InputErrors.CutName(property.Name);
            errors.Warn(
                new InputWarning(
                    $"{at}.{name}",
                    "unknown-field",
                    $"`{at}.{name}` is not a name that counts here. It is kept, and does nothing. These count: "
                        + $"{string.Join(", ", known)}."
                )
            );
        }
    }

    private void Say(string at, string? error)
    {
        if (error is not null)
        {
            errors.Add(at, $"`{at}` {error}");
        }
    }

    private static bool IsListOfObjects(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array
        && element.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.Object);
}
