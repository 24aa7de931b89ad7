using Examlet.EmbedSessions;
using Examlet.ExamSessions;

namespace Examlet.Answers;

/// <summary>
/// The addresses under which teachers read uploaded files. They are made each time that an answer is read.
/// </summary>
public sealed class FileAddresses(EmbedUrls urls)
{
    public string Of(string examId, string sessionId, string fileId) =>
        $"{urls.PublicBase}/exams/{examId}/sessions/{sessionId}/files/{fileId}";

    /// <summary>
    /// The ID of the file that a student's page names in a value it sends: the ID itself, or the very address that
    /// <see cref="Of"/> makes. Null for anything else. The store knows whether there is such a file.
    /// </summary>
    public string? IdSent(ExamSession session, AnswerBody body)
    {
        var sent = body.FirstText;
        return FileAnswer.IdIn(body) is { } id && (sent == id || sent == Of(session.ExamId, session.Id, id))
            ? id
            : null;
    }

    /// <summary>The answer for teachers: a file is its address.</summary>
    public AnswerVersion ForTeachers(ExamSession session, ExamPaper paper, AnswerVersion answer) =>
        FileAnswer.Shown(paper, answer, id => Of(session.ExamId, session.Id, id));

    /// <inheritdoc cref="ForTeachers(ExamSession, ExamPaper, AnswerVersion)"/>
    public RetainedSave ForTeachers(ExamSession session, ExamPaper paper, RetainedSave save) =>
        save with
        {
            Body = FileAnswer.Shown(paper, save.QuestionId, save.Body, id => Of(session.ExamId, session.Id, id)),
        };
}
