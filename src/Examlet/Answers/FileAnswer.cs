using System.Text.Json;
using Examlet.Access;
using Examlet.ExamSessions;
using Examlet.Files;
using Examlet.Http;

namespace Examlet.Answers;

/// <summary>
/// The value of an answer that names an uploaded file: the file's ID, then its name. No address ever comes from a
/// student: teachers get one that is made when the answer is read (<see cref="FileAddresses"/>). Older values hold an
/// address; only the ID at its end counts. Pure.
/// </summary>
public static class FileAnswer
{
    /// <summary>The ID of the file that a stored value names; null when it names none.</summary>
    public static string? IdIn(AnswerBody body) => IdAtEnd(body.FirstText);

    /// <summary>The value with <paramref name="fileId"/> first, in place of the page's name for the file.</summary>
    public static AnswerBody Naming(AnswerBody body, string fileId) => WithFirst(body, fileId);

    /// <summary>The answer for its student's page: a file is its ID.</summary>
    public static AnswerVersion ForStudent(ExamPaper paper, AnswerVersion answer) => Shown(paper, answer, id => id);

    /// <summary>The answer for graders who do not know the student: a file is <c>answer.</c> and its ending.</summary>
    public static AnswerVersion Anonymous(ExamPaper paper, AnswerVersion answer)
    {
        if (paper.FilesOf(answer.QuestionId) is null || IdIn(answer.Body) is not { } id)
        {
            return answer;
        }

        var value = JsonElement.Parse(answer.Body.ValueJson);
        var texts =
            value.ValueKind == JsonValueKind.Array
                ? value.EnumerateArray().Select(text => text.GetString() ?? "").ToList()
                : [];
        var name = AnonymousName(texts.Count > 1 ? texts[1] : "");
        return answer with { Body = answer.Body with { ValueJson = Json.Write(new[] { id, name }) } };
    }

    /// <summary>A file's name that tells nothing but its kind.</summary>
    public static string AnonymousName(string name) =>
        Path.GetExtension(name) is { Length: > 1 and <= 10 } ending ? "answer" + ending.ToLowerInvariant() : "answer";

    /// <summary>The answer with its file called by <paramref name="name"/>; as it is when the question takes none. A
    /// value that names no file calls it by nothing.</summary>
    internal static AnswerVersion Shown(ExamPaper paper, AnswerVersion answer, Func<string, string> name) =>
        answer with
        {
            Body = Shown(paper, answer.QuestionId, answer.Body, name),
        };

    /// <inheritdoc cref="Shown(ExamPaper, AnswerVersion, Func{string, string})"/>
    internal static AnswerBody Shown(ExamPaper paper, string questionId, AnswerBody body, Func<string, string> name) =>
        paper.FilesOf(questionId) is null || body.FirstText.Length == 0
            ? body
            : WithFirst(body, IdIn(body) is { } id ? name(id) : "");

    private static string? IdAtEnd(string text) =>
        text[(text.LastIndexOf('/') + 1)..] is var end && Ids.HasForm(StoredFile.IdPrefix, end) ? end : null;

    private static AnswerBody WithFirst(AnswerBody body, string first)
    {
        var value = JsonElement.Parse(body.ValueJson);
        IEnumerable<string?> others =
            value.ValueKind == JsonValueKind.Array
                ? value.EnumerateArray().Skip(1).Select(text => text.GetString())
                : [];
        return body with { ValueJson = Json.Write(others.Prepend(first).ToArray()) };
    }
}
