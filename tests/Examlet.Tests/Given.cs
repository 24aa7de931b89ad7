using System.Text.Json;
using Examlet.EmbedSessions;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Questions;

namespace Examlet.Tests;

/// <summary>The plainest valid objects; a test names only what it is about.</summary>
internal static class Given
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static QuestionTypeCatalog Types { get; } = QuestionTypeCatalog.Load();

    /// <summary>JSON written with single quotes.</summary>
    public static JsonElement Json(string text) => JsonElement.Parse(text.Replace('\'', '"'));

    /// <summary>A type from YAML; only <c>id</c> and what follows are given.</summary>
    public static QuestionType TypeOf(string yaml) => QuestionTypeReader.Read("question-type.yml", yaml);

    public static Question Question(string type, string settings = "{}", string? scoring = null, string id = "q_1") =>
        new()
        {
            Id = id,
            Type = type,
            Settings = Json(settings),
            Scoring = scoring is null ? null : Json(scoring),
        };

    public static ExamContent Content(params Question[] questions) => new() { Name = "An exam", Questions = questions };

    public static ExamPaper Paper(ExamContent content) => new("version_1", content, StudentView.Of(content, Types));

    /// <summary>An exam session of one hour in its first epoch.</summary>
    public static ExamSession Session() =>
        new()
        {
            Id = "session_1",
            WorkspaceId = "workspace_1",
            ExamId = "exam_1",
            VersionId = "version_1",
            UserId = "user_1",
            EmbedSessionId = "embed_session_1",
            Seed = "seed",
            Epoch = 1,
            StartedAt = Start,
            TimeLimit = TimeSpan.FromHours(1),
            DeadlineAt = Start.AddHours(1),
        };

    /// <summary>An embed session made at <see cref="Start"/>.</summary>
    public static EmbedSession Embed() =>
        new()
        {
            Id = "embed_session_1",
            WorkspaceId = "workspace_1",
            ExamId = "exam_1",
            Actor = "user_1",
            CreatedBy = "user_2",
            Presets = Json("{'examId':'exam_1'}"),
            CreatedAt = Start,
            ExpiresAt = Start + EmbedSession.Lifetime,
        };
}
