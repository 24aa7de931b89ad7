using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Questions;

namespace Examlet.Scoring;

/// <summary>The current answer to a question: a text, a list of texts or null, and whether the student says that it is
/// one. Plain text stands where the question's own form failed: it is for a person.
/// </summary>
public readonly record struct GivenAnswer(JsonElement Value, bool Completed, bool IsPlainText = false);

/// <summary>Scores answers against an exam version: a function of (content, answers, rules) and nothing else, so that
/// what was once judged is remembered. A condition that is faulty or endless is contained: it is reported and leaves
/// its question for a person.
/// </summary>
public sealed partial class Scorer(QuestionTypeCatalog types, ILogger<Scorer> logger)
{
    private const int MaxRememberedLength = 200;
    private const int MaxRemembered = 2000;

    /// <summary>The remembered shares of answers, as JSON, by question of an exam version in memory.</summary>
    private readonly ConditionalWeakTable<Question, ConcurrentDictionary<string, Share>> _judged = [];

    private readonly ConcurrentDictionary<int, string> _versions = [];

    /// <summary>
    /// The name of the rules. It is the same for the same conditions and the same version of this program's own part.
    /// </summary>
    public string RulesVersion(int rules = ExamRules.Current) =>
        _versions.GetOrAdd(
            rules,
            _ =>
                $"{rules}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', types.All
            .Where(type => type.ResponseProcessing is not null)
            .OrderBy(type => type.Id, StringComparer.Ordinal)
            .Select(type => NameOf(type, rules))))))[..12]}"
        );

    private static string NameOf(QuestionType type, int rules)
    {
        var condition = $"{type.Id} {type.ResponseProcessing!.ConditionUnder(rules)}";
        return rules > ExamRules.Third ? $"{condition} {type.ResponseProcessing.Parts}" : condition;
    }

    /// <param name="content">The exam version that was taken.</param>
    /// <param name="answers">The current answer to each answered question.</param>
    /// <param name="rules">The rules that the exam session began on (<see cref="ExamRules"/>).</param>
    public ExamScore Score(
        ExamContent content,
        IReadOnlyDictionary<string, GivenAnswer> answers,
        int rules = ExamRules.Current
    )
    {
        var questions = content
            .Questions.Select(question => (Question: question, Type: types.Find(question.Type)!))
            .Where(entry => entry.Type.TakesAnswer)
            .Select(entry =>
                ScoreQuestion(
                    entry.Question,
                    entry.Type,
                    answers.TryGetValue(entry.Question.Id, out var answer) ? answer : null,
                    rules
                )
            )
            .ToList();
        var sum = Points.Sum(questions.Select(q => q.Points ?? 0));
        return new ExamScore(
            Math.Max(0, sum),
            Points.Sum(questions.Select(q => q.MaxPoints)),
            questions.Exists(q => q.NeedsGrading),
            questions,
            RulesVersion(rules)
        );
    }

    private QuestionScore ScoreQuestion(Question question, QuestionType type, GivenAnswer? answer, int rules)
    {
        if (rules <= ExamRules.Third)
        {
            return ScoreUnderThird(question, type, answer, rules);
        }

        var max = Points.ExactMaxOf(question, type);
        var weights = ChoiceWeights.Of(question, type);
        if (IsEmpty(answer?.Value))
        {
            // Only who says that nothing applies has answered so.
            var isRight =
                weights is null && type.IsNothingRight(question.Settings, rules) && answer is { Completed: true };
            return Scored(question, isRight ? Share.All : Share.None, max, penalty: 0);
        }

        var given = answer!.Value;
        var share =
            given.IsPlainText ? null
            : weights is not null ? weights.ShareOf(given.Value)
            : type.HasKey(question.Settings, rules) ? ShareOf(question, type, given.Value, rules)
            : null;
        return share is null
            ? new QuestionScore(question.Id, Points: null, Points.Rounded(max), Correct: null, NeedsGrading: true)
            : Scored(question, share, max, Points.PenaltyOf(question, max));
    }

    private static QuestionScore Scored(Question question, Share share, decimal max, decimal penalty) =>
        new(
            question.Id,
            Points.Rounded(share.IsNone ? -penalty : share.PointsOf(max)),
            Points.Rounded(max),
            share.IsAll,
            NeedsGrading: false
        )
        {
            Share = share.Value,
        };

    private QuestionScore ScoreUnderThird(Question question, QuestionType type, GivenAnswer? answer, int rules)
    {
        var max = Points.MaxOf(question, type, rules);
        var hasKey = type.HasKey(question.Settings, rules);
        if (IsEmpty(answer?.Value))
        {
            var isRight = hasKey && type.IsNothingRight(question.Settings, rules) && answer is { Completed: true };
            return new QuestionScore(question.Id, isRight ? max : 0, max, hasKey ? isRight : null, NeedsGrading: false);
        }

        return hasKey && !answer!.Value.IsPlainText && ShareOf(question, type, answer.Value.Value, rules) is { } share
            ? new QuestionScore(question.Id, share.IsAll ? max : 0, max, share.IsAll, NeedsGrading: false)
            : new QuestionScore(question.Id, Points: null, max, Correct: null, NeedsGrading: true);
    }

    /// <summary>Null if the condition failed, or only a person can judge.</summary>
    private Share? ShareOf(Question question, QuestionType type, JsonElement value, int rules)
    {
        var answer = $"{rules} {Json.Write(value)}";
        var judged = _judged.GetOrCreateValue(question);
        if (judged.TryGetValue(answer, out var known))
        {
            return known;
        }

        if (type.NeedsPerson(question.Settings, value, rules))
        {
            return null;
        }

        try
        {
            var result = types.Expressions.Evaluate(
                type.ResponseProcessing!.ConditionUnder(rules),
                type.ConditionInput(question.Settings, value, rules)
            );
            var share = rules <= ExamRules.Third ? ShareUnderThird(result) : ShareIn(result, question, type, value);
            if (share is not null && answer.Length <= MaxRememberedLength && judged.Count < MaxRemembered)
            {
                judged[answer] = share;
            }

            return share;
        }
        catch (JsonataException fault)
        {
            Log.ConditionFailed(logger, type.Name, question.Id, fault.Message);
            return null;
        }
    }

    private static Share ShareUnderThird(string? result) => result == "true" ? Share.All : Share.None;

    /// <summary>The share that a condition's result stands for: true, false, or a number from 0 to 1.</summary>
    private Share? ShareIn(string? result, Question question, QuestionType type, JsonElement value)
    {
        switch (result)
        {
            case "true":
                return Share.All;
            case "false":
                return question.IsPartial ? PartsRight(question, type, value) : Share.None;
            default:
                if (
                    decimal.TryParse(result, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    && number is >= 0 and <= 1
                )
                {
                    return Share.Of(number, 1);
                }

                Log.NoShare(logger, type.Name, question.Id);
                return null;
        }
    }

    /// <summary>
    /// The share of an answer that is not right as a whole. One that has every part, as in another order, is a part
    /// short of it.
    /// </summary>
    private static Share PartsRight(Question question, QuestionType type, JsonElement value) =>
        type.PartsRight(question.Settings, value) is { } share
            ? share.IsAll
                ? share.LessOne()
                : share
            : Share.None;

    /// <summary>
    /// True if nothing was answered. Such a question gives no points, and there is nothing for a person to grade.
    /// </summary>
    private static bool IsEmpty(JsonElement? value) =>
        value is not { } given
        || given.ValueKind switch
        {
            JsonValueKind.String => string.IsNullOrWhiteSpace(given.GetString()),
            JsonValueKind.Array => given.GetArrayLength() == 0
                || given.EnumerateArray().All(entry => string.IsNullOrWhiteSpace(entry.GetString())),
            _ => true,
        };

    private static partial class Log
    {
        [LoggerMessage(
            4001,
            LogLevel.Error,
            "The condition of type {Type} failed on question {QuestionId}, which now waits for a person: {Reason}"
        )]
        public static partial void ConditionFailed(ILogger logger, string type, string questionId, string reason);

        [LoggerMessage(
            4003,
            LogLevel.Error,
            "The condition of type {Type} gave neither true, false nor a number from 0 to 1 on question {QuestionId}, "
                + "which now waits for a person"
        )]
        public static partial void NoShare(ILogger logger, string type, string questionId);
    }
}
