using System.Text.Json;
using Examlet.Exams;
using Examlet.Questions;

namespace Examlet.ExamSessions;

/// <summary>An exam version as its students get it: computed once, immutable, shared by every session on that version.
/// The order that one session sees is drawn from its seed.
/// </summary>
public sealed class ExamPaper
{
    /// <summary>An introduction, a text, and the first question.</summary>
    private const int SeenAtOnce = 3;

    private readonly HashSet<string> _answerable;
    private readonly Dictionary<string, AcceptedFiles> _files;
    private readonly Lazy<string?> _mathematics;
    private readonly Lazy<string?> _markup;

    public ExamPaper(string versionId, ExamContent content, IReadOnlyList<StudentQuestion> questions)
    {
        VersionId = versionId;
        _mathematics = new Lazy<string?>(() => WhereStands(HoldsMathematics));
        _markup = new Lazy<string?>(() => WhereStands(HoldsMarkup));
        Content = content;
        Questions = questions;
        _files = questions
            .Where(q => q.TakesFile)
            .ToDictionary(q => q.Id, q => q.AcceptedFiles, StringComparer.Ordinal);
        _answerable = questions.Where(q => q.TakesAnswer).Select(q => q.Id).ToHashSet(StringComparer.Ordinal);
    }

    public string VersionId { get; }
    public ExamContent Content { get; }

    /// <summary>The questions without their key, in the author's order.</summary>
    public IReadOnlyList<StudentQuestion> Questions { get; }

    /// <summary>The number of questions that take an answer.</summary>
    public int AnswerableCount => _answerable.Count;

    public bool IsLinear => Content.Settings.Navigation == ExamSettings.Linear;

    /// <summary>
    /// The place of mathematics: <c>first</c> among the questions that a student sees at once (any question may be, if
    /// they are shuffled), <c>later</c>, or nowhere (null). By this a page fetches the code that draws it before the
    /// clock starts.
    /// </summary>
    public string? Mathematics => _mathematics.Value;

    /// <summary>
    /// The place of HTML that is more than plain (<see cref="AuthorHtml.IsPlain"/>), in the same words. By this a page
    /// fetches the second sanitiser.
    /// </summary>
    public string? Markup => _markup.Value;

    /// <summary>True for a question of this paper that takes an answer; texts such as an introduction do not.</summary>
    public bool TakesAnswer(string questionId) => _answerable.Contains(questionId);

    /// <summary>True when a question takes a file.</summary>
    public bool TakesFiles => _files.Count > 0;

    /// <summary>The files that a question takes; null if it takes none.</summary>
    public AcceptedFiles? FilesOf(string questionId) => _files.GetValueOrDefault(questionId);

    /// <summary>The questions in the order of this session, their options in the order of this session.</summary>
    public IReadOnlyList<StudentQuestion> InOrderOf(ExamSession session) =>
        SessionOrder.Draw(Questions, Content.Settings.ShuffleQuestions, session.Seed, session.Rules);

    /// <summary>
    /// The questions that the student may see now: all, or with linear navigation those up to the current one.
    /// </summary>
    public IReadOnlyList<StudentQuestion> VisibleTo(ExamSession session)
    {
        var ordered = InOrderOf(session);
        return IsLinear ? [.. ordered.Take(session.Position + 1)] : ordered;
    }

    /// <summary>
    /// The ID of the question after the visible ones with linear navigation; null after the last question, and with
    /// free navigation.
    /// </summary>
    public string? NextFor(ExamSession session) =>
        IsLinear ? InOrderOf(session).ElementAtOrDefault(session.Position + 1)?.Id : null;

    /// <summary>
    /// True for a question that takes no answers now: with linear navigation only the current one does.
    /// </summary>
    public bool IsLocked(string questionId, ExamSession session) =>
        IsLinear && IndexOf(questionId, session) != session.Position;

    /// <summary>The index of a question in the order of this session; -1 if it is not in the paper.</summary>
    public int IndexOf(string questionId, ExamSession session)
    {
        var ordered = InOrderOf(session);
        for (var i = 0; i < ordered.Count; i++)
        {
            if (ordered[i].Id == questionId)
            {
                return i;
            }
        }

        return -1;
    }

    private string? WhereStands(Func<StudentQuestion, bool> holds)
    {
        var first = Questions.Select((question, at) => holds(question) ? at : -1).FirstOrDefault(at => at >= 0, -1);
        return first switch
        {
            < 0 => null,
            < SeenAtOnce => "first",
            _ => Content.Settings.ShuffleQuestions ? "first" : "later",
        };
    }

    private static bool HoldsMathematics(StudentQuestion question) =>
        Holds(question.Description) || question.Settings.Values.Any(setting => Holds(setting.GetRawText()));

    private static bool Holds(string? text) => text?.Contains("inline-math", StringComparison.Ordinal) == true;

    private static bool HoldsMarkup(StudentQuestion question) =>
        !AuthorHtml.IsPlain(question.Description)
        || question.Settings.Any(setting =>
            setting.Key.EndsWith(StudentQuestion.HtmlSuffix, StringComparison.Ordinal) && !IsPlain(setting.Value)
        );

    private static bool IsPlain(JsonElement html) =>
        html.ValueKind == JsonValueKind.Array
            ? html.EnumerateArray().All(IsPlain)
            : html.ValueKind != JsonValueKind.String || AuthorHtml.IsPlain(html.GetString());
}
