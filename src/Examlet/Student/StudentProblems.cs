using Examlet.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Student;

/// <summary>The problems of the student API (contract §10), by the names that players rely on.</summary>
public static class StudentProblems
{
    public static ProblemHttpResult Revoked() =>
        Problems.Gone(
            "session-revoked",
            "Access to this exam was withdrawn. What was saved is kept; ask your teacher for a new link."
        );

    public static ProblemHttpResult Expired() =>
        Problems.Gone(
            "session-expired",
            "This link has expired. What was saved is kept; ask your teacher for a new link."
        );

    public static ProblemHttpResult NotStarted() =>
        Problems.Conflict("not-started", "The exam has not been started. Call POST /embed-api/start first.");

    public static ProblemHttpResult NotOpen() =>
        Problems.Conflict("not-open", "The exam cannot be started now: it is not open yet, or it has closed.");

    public static ProblemHttpResult NoQuestions() =>
        Problems.Conflict("no-questions", "The exam has no questions yet, so it cannot be started. Tell your teacher.");

    public static ProblemHttpResult Completed() =>
        Problems.Conflict("session-completed", "The exam was completed. Nothing more can be saved.");

    public static ProblemHttpResult Paused() =>
        Problems.Conflict("paused", "The exam is paused. Keep the answer and send it again when the exam goes on.");

    public static ProblemHttpResult Late() =>
        Problems.Conflict("late", "The time was over when this arrived, and so was the grace after it.");

    public static ProblemHttpResult FutureEpoch(string path) =>
        Problems.Invalid(path, $"`{path}` is higher than the session's: send the epoch that start or open returned.");

    public static ProblemHttpResult Superseded(long epoch) =>
        Problems.Conflict(
            "superseded",
            "The exam was opened somewhere else, and that page holds it now. Call POST /embed-api/open to go on here.",
            problem => problem.Extensions["epoch"] = epoch
        );

    public static ProblemHttpResult RevisionConflict() =>
        Problems.Conflict(
            "revision-conflict",
            "Another answer was stored under this epoch and revision. Send this one with the next revision."
        );

    public static ProblemHttpResult QuestionLocked() =>
        Problems.Conflict(
            "question-locked",
            "This exam goes one question at a time: only the current question takes an answer, and only the "
                + "next one can be opened."
        );

    public static ProblemHttpResult AnswersMissing(IReadOnlyList<string> questions) =>
        Problems.Conflict(
            "answers-missing",
            "The server does not have the newest answer to every question. Send those in `questions` again, "
                + "then hand in.",
            problem => problem.Extensions["questions"] = questions.Select(InputErrors.CutName).ToList()
        );

    public static ProblemHttpResult NoResult() =>
        Problems.NotFound("no-result", "This exam shows its students no result. Ask your teacher.");

    public static ProblemHttpResult ResultNotReady() =>
        Problems.Conflict(
            "result-not-ready",
            "The exam is not completed for good yet. Ask again after the time in `Retry-After`."
        );

    public static ProblemHttpResult ResultNotReleased() =>
        Problems.Conflict(
            "result-not-released",
            "The result is not there yet: your teacher shows it later. Come back with the same link."
        );

    public static ProblemHttpResult ReceiptNotReady() =>
        Problems.Conflict(
            "receipt-not-ready",
            "The exam is not completed for good yet. Ask again after the time in `Retry-After`."
        );

    public static ProblemHttpResult NoReceipt() =>
        Problems.NotFound("no-receipt", "There is no receipt: what was handed in has been erased.");

    /// <param name="reason"><c>empty</c>, <c>too-large</c>, <c>type</c> or <c>too-many</c>.</param>
    /// <param name="detail">The student's way out, in English.</param>
    /// <param name="accepted">The kinds that the question takes.</param>
    /// <param name="maxBytes">How large a file may be.</param>
    public static ProblemHttpResult FileNotAccepted(
        string reason,
        string detail,
        IReadOnlyList<string> accepted,
        long maxBytes
    ) =>
        Problems.BadRequest(
            "file-not-accepted",
            "The file is not taken.",
            detail,
            problem =>
            {
                problem.Extensions["reason"] = reason;
                problem.Extensions["accepted"] = accepted;
                problem.Extensions["maxBytes"] = maxBytes;
            }
        );

    public static ProblemHttpResult ChecksumMismatch() =>
        Problems.BadRequest(
            "checksum-mismatch",
            "The chunk arrived damaged.",
            "The SHA-256 of the chunk is not the one in `Upload-Checksum`. Send the chunk again."
        );

    public static ProblemHttpResult OffsetMismatch(long offset) =>
        Problems.Conflict(
            "offset-mismatch",
            $"The server has {offset} bytes of this file. Go on from there.",
            problem => problem.Extensions["offset"] = offset
        );

    /// <summary>The exam session has used up its volume: a save must wait.</summary>
    public static ProblemHttpResult VolumeUsedUp(int retryAfterSeconds) =>
        Problems.VolumeUsedUp(
            429,
            "So much is stored of this exam session that each question can be saved now and then only. "
                + $"Keep the answer and send it again in {retryAfterSeconds} s; a hand-in is taken at once."
        );

    /// <summary>The exam session has used up its volume: no file is taken any more.</summary>
    public static ProblemHttpResult NoRoomForFiles(IReadOnlyList<string> accepted, long maxBytes) =>
        Problems.VolumeUsedUp(
            413,
            "So much is stored of this exam session that there is no room for this file. Ask your teacher.",
            problem =>
            {
                problem.Extensions["reason"] = "too-many";
                problem.Extensions["accepted"] = accepted;
                problem.Extensions["maxBytes"] = maxBytes;
            }
        );

    public static ProblemHttpResult QueueFull() =>
        Problems.Unavailable(
            "queue-full",
            "Many answers are being saved right now. This one was not saved; send it again."
        );
}
