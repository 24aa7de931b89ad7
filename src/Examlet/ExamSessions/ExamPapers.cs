using System.Collections.Concurrent;
using Examlet.Exams;
using Examlet.Questions;
using Examlet.Storage;

namespace Examlet.ExamSessions;

/// <summary>Papers by exam version, kept in memory: a version never changes, so that a paper is computed
/// once.</summary>
public sealed class ExamPapers(Database database, QuestionTypeCatalog types)
{
    private const int Capacity = 500;
    private readonly ConcurrentDictionary<string, ExamPaper> _papers = new(StringComparer.Ordinal);

    /// <summary>The paper of a version.</summary>
    public async ValueTask<ExamPaper> GetAsync(string versionId, CancellationToken cancellation) =>
        _papers.TryGetValue(versionId, out var known)
            ? known
            : Add(
                versionId,
                await database.ReadAsync(reader => ExamStore.ReadVersionAsync(reader, versionId), cancellation)
            );

    /// <summary>The paper of a version, for work that has a connection.</summary>
    public async ValueTask<ExamPaper> GetAsync(Reader reader, string versionId) =>
        _papers.TryGetValue(versionId, out var known)
            ? known
            : Add(versionId, await ExamStore.ReadVersionAsync(reader, versionId));

    private ExamPaper Add(string versionId, ExamContent content)
    {
        var paper = new ExamPaper(versionId, content, StudentView.Of(content, types));
        if (_papers.Count >= Capacity)
        {
            _papers.Clear();
        }

        return _papers.GetOrAdd(versionId, paper);
    }
}
