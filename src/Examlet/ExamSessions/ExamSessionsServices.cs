namespace Examlet.ExamSessions;

/// <summary>The services of this folder.</summary>
public static class ExamSessionsServices
{
    /// <summary>The papers of exams, as sessions need them.</summary>
    public static void AddExamSessions(this IServiceCollection services) => services.AddSingleton<ExamPapers>();
}
