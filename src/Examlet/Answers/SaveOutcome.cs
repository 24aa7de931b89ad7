using Examlet.ExamSessions;

namespace Examlet.Answers;

/// <summary>A save as it arrived. <c>ArrivedAt</c> decides whether it is in time, however long it waits for the
/// store.</summary>
public sealed record Save(
    string EmbedSessionId,
    string QuestionId,
    VersionNumber Version,
    AnswerBody Body,
    DateTimeOffset ArrivedAt
);

/// <summary>Why a save was refused.</summary>
public enum SaveRefusal
{
    /// <summary>None: it is stored.</summary>
    None,

    /// <summary>The embed session is gone: its exam was deleted.</summary>
    UnknownEmbedSession,
    Revoked,
    Expired,
    NotStarted,
    UnknownQuestion,
    FutureEpoch,
    RevisionConflict,
    SessionCompleted,
    Late,
    Superseded,

    /// <summary>The clock stands still; the browser keeps the answer and sends it again.</summary>
    Paused,
    QuestionLocked,

    /// <summary>The question takes a file, and the answer names none that was uploaded to it.</summary>
    UnknownFile,
}

/// <summary>The answer to one save: stored (then it is on disk) or refused. <c>Session</c> is the session as the save
/// found it.</summary>
public sealed record SaveOutcome(Save Save, SaveRefusal Refusal, ExamSession? Session)
{
    /// <summary>True if it is the newest version: the current answer.</summary>
    public bool Applied => Seq is not null;

    /// <summary>The number of its event; null when it was not applied.</summary>
    public long? Seq { get; init; }

    public DateTimeOffset SavedAt { get; init; }

    /// <summary>True if it was refused and is kept aside for the teacher.</summary>
    public bool Retained { get; init; }

    public EventNumber? Event => Seq is { } seq ? EventNumber.Of(Session!.Id, seq) : null;
}

/// <summary>Words for what became of a save.</summary>
public static class SaveOutcomes
{
    /// <summary>The outcome of a save as the metrics name it.</summary>
    public static string Outcome(this SaveRefusal refusal) =>
        refusal switch
        {
            SaveRefusal.None => "stored",
            SaveRefusal.UnknownEmbedSession => "unknown",
            SaveRefusal.Revoked => "revoked",
            SaveRefusal.Expired => "expired",
            SaveRefusal.NotStarted => "not_started",
            SaveRefusal.UnknownQuestion => "unknown_question",
            SaveRefusal.FutureEpoch => "future_epoch",
            SaveRefusal.RevisionConflict => "revision_conflict",
            SaveRefusal.SessionCompleted => "session_completed",
            SaveRefusal.Late => "late",
            SaveRefusal.Superseded => "superseded",
            SaveRefusal.Paused => "paused",
            SaveRefusal.QuestionLocked => "question_locked",
            SaveRefusal.UnknownFile => "unknown_file",
            _ => "other",
        };
}
