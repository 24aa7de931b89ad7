namespace Examlet.Tests.EveryOperation;

/// <summary>Who may call what (contract §1): the least role for each operation of the REST API.</summary>
public static class Callers
{
    /// <summary>The roles in a workspace, the highest first.</summary>
    public static IReadOnlyList<string> OfWorkspace { get; } = ["owner", "admin", "teacher", "student", "member"];

    /// <summary>What a teacher may hold on an exam, the highest first.</summary>
    private static readonly string[] OfExam = ["exam owner", "manager", "editor", "viewer", "participant", "none"];

    /// <summary>What graders may do, too, who stand beside the viewers.</summary>
    private const string Grader = "grader";

    private static readonly Dictionary<string, string> Least = new(StringComparer.Ordinal)
    {
        ["POST /users"] = "teacher",
        ["GET /users"] = "teacher",
        ["GET /users/{id}"] = "teacher",
        ["PATCH /users/{id}"] = "admin", // A teacher changes students whom they made; this one was made by the owner.
        ["DELETE /users/{id}"] = "admin",
        ["GET /me"] = "member",
        ["PATCH /me"] = "member",
        ["POST /exams"] = "teacher",
        ["GET /exams"] = "teacher",
        ["GET /exams/{id}"] = "viewer",
        ["PATCH /exams/{id}"] = "editor",
        ["DELETE /exams/{id}"] = "exam owner",
        ["GET /permissions/{examId}"] = "viewer",
        ["POST /permissions/{examId}"] = "manager",
        ["DELETE /permissions/{examId}/{actor}"] = "manager",
        ["POST /embed-sessions"] = "manager",
        ["GET /embed-sessions"] = "teacher",
        ["GET /embed-sessions/{id}"] = "manager",
        ["DELETE /embed-sessions/{id}"] = "manager",
        ["GET /embed-sessions/{id}/events"] = "manager",
        ["GET /exams/{id}/grading"] = Grader,
        ["POST /exams/{id}/rescore"] = "manager",
        ["GET /exams/{id}/rescores/{rescoreId}"] = "manager",
        ["PUT /exams/{id}/sessions/{sessionId}/grades/{questionId}"] = Grader,
        ["DELETE /exams/{id}/sessions/{sessionId}/grades/{questionId}"] = Grader,
        ["PUT /exams/{id}/questions/{questionId}/grades"] = Grader,
        ["DELETE /exams/{id}/grade-batches/{batchId}"] = Grader,
        ["GET /exams/{id}/sessions"] = "viewer",
        ["GET /exams/{id}/sessions/{sessionId}"] = "viewer",
        ["PATCH /exams/{id}/sessions/{sessionId}"] = "manager",
        ["DELETE /exams/{id}/sessions/{sessionId}"] = "manager",
        ["GET /exams/{id}/sessions/{sessionId}/history"] = "viewer",
        ["GET /exams/{id}/sessions/{sessionId}/files/{fileId}"] = "viewer",
        ["GET /exams/{id}/sessions/{sessionId}/receipts"] = "viewer",
        ["GET /exams/{id}/sessions/{sessionId}/retained"] = "viewer",
        ["POST /exams/{id}/sessions/{sessionId}/retained/{retainedId}/accept"] = "manager",
        ["POST /exams/{id}/sessions/{sessionId}/rescue"] = "manager",
        ["POST /exams/{id}/sessions/actions"] = "manager",
        ["GET /exams/{id}/results.csv"] = "viewer",
        ["GET /exams/{id}/results.xlsx"] = "viewer",
        ["POST /exams/{id}/results/release"] = "manager",
        ["POST /exams/{id}/results/withdraw"] = "manager",
        ["GET /exams/{id}/statistics"] = "viewer",
        ["GET /exams/{id}/statistics.csv"] = "viewer",
        ["GET /exams/{id}/audit"] = "viewer",
        ["POST /exams/{id}/monitor-link"] = "manager",
        ["DELETE /exams/{id}/monitor-links/{linkId}"] = "manager",
        ["POST /test/clock"] = "teacher",
        ["GET /test/clock"] = "teacher",
        ["POST /webhooks"] = "admin",
        ["GET /webhooks"] = "admin",
        ["GET /webhooks/{id}"] = "admin",
        ["PATCH /webhooks/{id}"] = "admin",
        ["DELETE /webhooks/{id}"] = "admin",
        ["POST /webhooks/{id}/rotate-secret"] = "admin",
        ["GET /webhooks/{id}/deliveries"] = "admin",
        ["POST /webhooks/{id}/deliveries/{deliveryId}/replay"] = "admin",
        ["POST /webhooks/{id}/deliveries/replay"] = "admin",
        ["POST /webhooks/{id}/test"] = "admin",
    };

    /// <summary>The least role with which the operation succeeds.</summary>
    /// <exception cref="KeyNotFoundException">The operation is new: say here who may call it.</exception>
    public static string LeastFor(Operation operation) => Least[operation.Name];

    /// <summary>Everybody with a key who may not call the operation.</summary>
    public static IReadOnlyList<string> TooLowFor(Operation operation)
    {
        var least = LeastFor(operation);
        if (least == Grader)
        {
            return ["viewer", "participant", "none", "student", "member", "participant student"];
        }

        return OfExam.Contains(least)
            ? [.. OfExam.SkipWhile(role => role != least).Skip(1), Grader, "student", "member", "participant student"]
            : [.. OfWorkspace.SkipWhile(role => role != least).Skip(1)];
    }
}
