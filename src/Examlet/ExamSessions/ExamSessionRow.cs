using Examlet.Time;

namespace Examlet.ExamSessions;

/// <summary>A row of <c>exam_session</c>: instants and durations in milliseconds.</summary>
internal record ExamSessionRow
{
    /// <summary>The columns of the table with the alias <c>s</c>.</summary>
    public const string Columns = """
        s.id as "Id", s.workspace_id as "WorkspaceId", s.exam_id as "ExamId", s.version_id as "VersionId",
        s.user_id as "UserId",
        s.embed_session_id as "EmbedSessionId", s.seed as "Seed", s.epoch as "Epoch", s.started_at as "StartedAt",
        s.time_limit as "TimeLimit",
        s.time_multiplier as "TimeMultiplier", s.extra_time as "ExtraTime", s.paused_time as "PausedTime",
        s.closes_at as "ClosesAt", s.deadline as "Deadline",
        s.first_answer_at as "FirstAnswerAt", s.completed_at as "CompletedAt",
        s.completion_reason as "CompletionReason", s.settled_at as "SettledAt",
        s.voided_at as "VoidedAt", s.last_seq as "LastSeq", s.state as "State", s.state_order as "StateOrder",
        s.position as "Position", s.score as "Score",
        s.last_link as "LastLink", s.chain as "Chain", s.receipt_code as "ReceiptCode", s.paused_at as "PausedAt",
        s.announcements as "Announcements",
        s.last_answer_at as "LastAnswerAt", s.volume as "Volume", s.rules as "Rules",
        s.score_revision as "ScoreRevision", s.key_revision as "KeyRevision", s.result_state as "ResultState",
        s.result_at as "ResultAt", s.key_seen as "KeySeen"
        """;

    public string? Id { get; init; }
    public string WorkspaceId { get; init; } = "";
    public string ExamId { get; init; } = "";
    public string VersionId { get; init; } = "";
    public string UserId { get; init; } = "";
    public string EmbedSessionId { get; init; } = "";
    public string Seed { get; init; } = "";
    public long Epoch { get; init; }
    public long StartedAt { get; init; }
    public long? TimeLimit { get; init; }
    public double TimeMultiplier { get; init; }
    public long ExtraTime { get; init; }
    public long PausedTime { get; init; }
    public long? ClosesAt { get; init; }
    public long? Deadline { get; init; }
    public long? FirstAnswerAt { get; init; }
    public long? CompletedAt { get; init; }
    public string? CompletionReason { get; init; }
    public long? SettledAt { get; init; }
    public long? VoidedAt { get; init; }
    public long LastSeq { get; init; }
    public string? State { get; init; }
    public long StateOrder { get; init; }
    public long Position { get; init; }
    public string? Score { get; init; }
    public long LastLink { get; init; }
    public string? Chain { get; init; }
    public string? ReceiptCode { get; init; }
    public long? PausedAt { get; init; }
    public long Announcements { get; init; }
    public long? LastAnswerAt { get; init; }
    public long Volume { get; init; }
    public long Rules { get; init; }
    public long ScoreRevision { get; init; }
    public long KeyRevision { get; init; }
    public string? ResultState { get; init; }
    public long? ResultAt { get; init; }

    /// <summary>1 once the key was shown, 2 once the session was reopened after that.</summary>
    public long KeySeen { get; init; }

    public static ExamSessionRow Of(ExamSession session) =>
        new()
        {
            Id = session.Id,
            WorkspaceId = session.WorkspaceId,
            ExamId = session.ExamId,
            VersionId = session.VersionId,
            UserId = session.UserId,
            EmbedSessionId = session.EmbedSessionId,
            Seed = session.Seed,
            Rules = session.Rules,
            Epoch = session.Epoch,
            StartedAt = session.StartedAt.ToMilliseconds(),
            TimeLimit = (long?)session.TimeLimit?.TotalMilliseconds,
            TimeMultiplier = session.TimeMultiplier,
            ExtraTime = (long)session.ExtraTime.TotalMilliseconds,
            PausedTime = (long)session.PausedTime.TotalMilliseconds,
            ClosesAt = session.ClosesAt.ToMilliseconds(),
            Deadline = session.DeadlineAt.ToMilliseconds(),
            FirstAnswerAt = session.FirstAnswerAt.ToMilliseconds(),
            CompletedAt = session.CompletedAt.ToMilliseconds(),
            CompletionReason = session.CompletionReason,
            SettledAt = session.SettledAt.ToMilliseconds(),
            VoidedAt = session.VoidedAt.ToMilliseconds(),
            LastSeq = session.LastSeq,
            State = session.State,
            StateOrder = session.StateOrder,
            Position = session.Position,
            Score = session.Score,
            LastLink = session.Chain.Link,
            Chain = session.Chain.Digest,
            ReceiptCode = session.ReceiptCode,
            PausedAt = session.PausedAt.ToMilliseconds(),
            Announcements = session.Announcements,
        };

    public ExamSession ToSession() =>
        new()
        {
            Id = Id!,
            WorkspaceId = WorkspaceId,
            ExamId = ExamId,
            VersionId = VersionId,
            UserId = UserId,
            EmbedSessionId = EmbedSessionId,
            Seed = Seed,
            Rules = (int)Rules,
            Epoch = Epoch,
            StartedAt = Times.FromMilliseconds(StartedAt),
            TimeLimit = TimeLimit is { } limit ? TimeSpan.FromMilliseconds(limit) : null,
            TimeMultiplier = TimeMultiplier,
            ExtraTime = TimeSpan.FromMilliseconds(ExtraTime),
            PausedTime = TimeSpan.FromMilliseconds(PausedTime),
            ClosesAt = Times.FromMilliseconds(ClosesAt),
            DeadlineAt = Times.FromMilliseconds(Deadline),
            FirstAnswerAt = Times.FromMilliseconds(FirstAnswerAt),
            CompletedAt = Times.FromMilliseconds(CompletedAt),
            CompletionReason = CompletionReason,
            SettledAt = Times.FromMilliseconds(SettledAt),
            VoidedAt = Times.FromMilliseconds(VoidedAt),
            LastSeq = LastSeq,
            State = State,
            StateOrder = StateOrder,
            Position = (int)Position,
            Score = Score,
            Chain = new ChainHead(LastLink, Chain),
            ReceiptCode = ReceiptCode,
            PausedAt = Times.FromMilliseconds(PausedAt),
            Announcements = Announcements,
            LastAnswerAt = Times.FromMilliseconds(LastAnswerAt),
            Volume = Volume,
            ScoreRevision = ScoreRevision,
            KeyRevision = KeyRevision,
            ResultState = ResultState,
            ResultAt = Times.FromMilliseconds(ResultAt),
            KeyShown = KeySeen != 0,
            KeySeen = KeySeen > 1,
        };
}
