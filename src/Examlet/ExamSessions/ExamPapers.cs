using System.Collections.Concurrent;
using Examlet.Exams;
using Examlet.QuestionTypes;

namespace Examlet.ExamSessions;

/// <summary>Papers by exam version, kept in memory: a version never changes, so that a paper is computed once.</summary>
public sealed class ExamPapers(ExamStore exams, QuestionTypeCatalog types)
{
    private const int Kept = 500;
    private readonly ConcurrentDictionary<string, ExamPaper> _papers = new(StringComparer.Ordinal);

    public async ValueTask<ExamPaper> GetAsync(string versionId, CancellationToken cancellation)
    {
        if (_papers.TryGetValue(versionId, out var known))
        {
            return known;
        }

        var content = await exams.ReadVersionAsync(versionId, cancellation);
        var paper = new ExamPaper(versionId, content, StudentView.Of(content, types));
        if (_papers.Count >= Kept)
        {
            _papers.Clear();
        }

        return _papers.GetOrAdd(versionId, paper);
    }
}
