using System.Text.Json;
using Examlet.Access;
using Examlet.ExamSessions;
using Examlet.Http;

namespace Examlet.Answers;

/// <summary>A save that was refused and is kept aside, so that nothing a student wrote is thrown away (contract §6).
/// Only a teacher's acceptance makes it an answer. <c>Reason</c> is why it was refused, or <see cref="Rescue"/>;
/// <c>WrittenAt</c> is what the browser reported, for a rescue file only.
/// </summary>
public sealed record RetainedSave
{
    /// <summary>The most saves that are kept for each question of an exam session.</summary>
    public const int MaxPerQuestion = Limits.RetainedPerQuestion;

    public const string Late = "late";
    public const string Superseded = "superseded";
    public const string SessionCompleted = "session-completed";
    public const string RevisionConflict = "revision-conflict";

    /// <summary>
    /// The reason of a save from a rescue file, which the student's browser wrote and a teacher uploaded.
    /// </summary>
    public const string Rescue = "rescue";

    public required string Id { get; init; }
    public required string SessionId { get; init; }
    public required string QuestionId { get; init; }
    public required VersionNumber Version { get; init; }
    public required AnswerBody Body { get; init; }
    public required string Reason { get; init; }
    public required DateTimeOffset ArrivedAt { get; init; }
    public DateTimeOffset? WrittenAt { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }

    /// <summary>The ID of the user who accepted it.</summary>
    public string? AcceptedBy { get; init; }

    /// <summary>The version of the answer that its acceptance made.</summary>
    public VersionNumber? AcceptedAs { get; init; }

    public JsonElement Value => JsonElement.Parse(Body.ValueJson);
    public JsonElement? Context => Http.Json.Element(Body.ContextJson);

    /// <summary>The save as it is kept; null for an outcome that is not kept: it was stored, or the sender has no
    /// business with the session.</summary>
    public static RetainedSave? Of(SaveOutcome outcome)
    {
        string? reason = outcome.Refusal switch
        {
            SaveRefusal.Late => Late,
            SaveRefusal.Superseded => Superseded,
            SaveRefusal.SessionCompleted => SessionCompleted,
            SaveRefusal.RevisionConflict => RevisionConflict,
            _ => null,
        };
        return reason is null
            ? null
            : new RetainedSave
            {
                Id = Ids.New(Ids.RetainedSave),
                SessionId = outcome.Session!.Id,
                QuestionId = outcome.Save.QuestionId,
                Version = outcome.Save.Version,
                Body = outcome.Save.Body,
                Reason = reason,
                ArrivedAt = outcome.Save.ArrivedAt,
            };
    }
}
