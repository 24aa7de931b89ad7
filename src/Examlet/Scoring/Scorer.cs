using System.Collections.Concurrent;
using System.Text.Json;
using Examlet.Exams;
using Examlet.Http;
using Examlet.QuestionTypes;

namespace Examlet.Scoring;

/// <summary>The score of one question. <c>Points</c> and <c>Correct</c> are null while a person has to grade it.</summary>
public sealed record QuestionScore(string QuestionId, double? Points, double MaxPoints, bool? Correct, bool NeedsGrading);

/// <summary>The score of an exam session: points so far, the most there are, and whether a person still has to grade something.</summary>
public sealed record ExamScore(double Points, double MaxPoints, bool NeedsGrading, IReadOnlyList<QuestionScore> Questions);

/// <summary>
/// Scores answers against an exam version: a function of (content, answers, the types' conditions) and nothing else. A condition that is faulty or endless is
/// contained: it is reported and leaves its question for a person.
/// </summary>
public sealed partial class Scorer(QuestionTypeCatalog types, ILogger<Scorer> logger) : IDisposable
{
    private readonly ConcurrentBag<Jsonata> _engines = [];

    /// <param name="content">The exam version that was taken.</param>
    /// <param name="answers">The current value of each answered question: a text, a list of texts or null.</param>
    public ExamScore Score(ExamContent content, IReadOnlyDictionary<string, JsonElement> answers)
    {
        var questions = content.Questions
            .Select(question => (Question: question, Type: types.Find(question.Type)!))
            .Where(entry => entry.Type.TakesAnswer)
            .Select(entry => ScoreQuestion(entry.Question, entry.Type, answers.TryGetValue(entry.Question.Id, out var value) ? value : null))
            .ToList();
        return new ExamScore(Points.Sum(questions.Select(q => q.Points ?? 0)), Points.Sum(questions.Select(q => q.MaxPoints)), questions.Exists(q => q.NeedsGrading), questions);
    }

    /// <summary>Makes the first engine, which takes about a second of processor time, before somebody waits for a score.</summary>
    public void WarmUp() => _engines.Add(new Jsonata());

    public void Dispose()
    {
        while (_engines.TryTake(out var engine))
        {
            engine.Dispose();
        }
    }

    private QuestionScore ScoreQuestion(Question question, QuestionType type, JsonElement? value)
    {
        var max = Points.MaxOf(question, type);
        if (IsEmpty(value))
        {
            return new QuestionScore(question.Id, 0, max, type.HasKey(question.Settings) ? false : null, NeedsGrading: false);
        }

        return type.HasKey(question.Settings) && IsRight(question, type, value!.Value) is { } right
            ? new QuestionScore(question.Id, right ? max : 0, max, right, NeedsGrading: false)
            : new QuestionScore(question.Id, Points: null, max, Correct: null, NeedsGrading: true);
    }

    /// <summary>Null when the condition failed.</summary>
    private bool? IsRight(Question question, QuestionType type, JsonElement value)
    {
        if (!_engines.TryTake(out var engine))
        {
            engine = new Jsonata();
        }

        try
        {
            var input = Json.Write(new { question = new { settings = question.Settings }, answer = new { value } });
            var result = engine.Evaluate(type.ResponseProcessing!.Condition, input);
            _engines.Add(engine);
            return result == "true";
        }
        catch (JsonataException fault)
        {
            engine.Dispose();
            Log.ConditionFailed(logger, type.Name, question.Id, fault.Message);
            return null;
        }
    }

    /// <summary>Nothing was answered: such a question gives no points, and there is nothing for a person to grade.</summary>
    private static bool IsEmpty(JsonElement? value) => value is not { } given || given.ValueKind switch
    {
        JsonValueKind.String => string.IsNullOrWhiteSpace(given.GetString()),
        JsonValueKind.Array => given.GetArrayLength() == 0 || given.EnumerateArray().All(entry => string.IsNullOrWhiteSpace(entry.GetString())),
        _ => true,
    };

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Error, "The condition of type {Type} failed on question {QuestionId}, which now waits for a person: {Reason}")]
        public static partial void ConditionFailed(ILogger logger, string type, string questionId, string reason);
    }
}
