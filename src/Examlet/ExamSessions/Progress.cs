namespace Examlet.ExamSessions;

/// <summary>A student's progress: questions that count as answered, and questions that take an answer.</summary>
public sealed record Progress(int Answered, int Total);
