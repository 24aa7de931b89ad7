using System.Text.Json;
using Examlet.Access;
using Examlet.Endings;
using Examlet.Exams;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Receipts;

/// <summary>
/// The public answer about a receipt, for anybody with its code. <c>Status</c> is <c>genuine</c>, <c>changed</c> or
/// <c>unknown-key</c>; <c>Valid</c> is true for the first only.
/// </summary>
public sealed record ReceiptCheck(
    string Code,
    bool Valid,
    DateTimeOffset CompletedAt,
    string ExamName,
    string Status,
    string Detail
)
{
    /// <summary>The public answer for that verdict.</summary>
    public static ReceiptCheck Of(string code, Verdict verdict, DateTimeOffset completedAt)
    {
        var (word, detail) = verdict.Status switch
        {
            ReceiptStatus.Genuine => (
                "genuine",
                "The receipt is genuine, and its answers are stored as they were handed in."
            ),
            ReceiptStatus.UnknownKey => (
                "unknown-key",
                "The receipt fits what is stored, but is signed with a key that this server does not vouch "
                    + "for, as after a change of its secret. "
                    + "Check it with the public keys from before: examlet verify --receipt <file> --keys <file>."
            ),
            _ => ("changed", "The receipt, or what is stored of its answers, is not what was handed in."),
        };
        return new ReceiptCheck(
            code,
            verdict.Status == ReceiptStatus.Genuine,
            completedAt,
            verdict.ExamName,
            word,
            detail
        );
    }
}

/// <summary>The answer while the receipt is being checked: ask again after <c>Retry-After</c>.</summary>
public sealed record ReceiptPending(string Code, string Status, string Detail)
{
    public static ReceiptPending Of(string code) =>
        new(
            code,
            "checking",
            "The receipt is being compared with what is stored. Ask again after the time in `Retry-After`."
        );
}

/// <summary>The public keys that receipts are signed with, as a JSON Web Key Set (RFC 7517).</summary>
public sealed record PublicKeys(IReadOnlyList<PublicKey> Keys)
{
    /// <summary>Throws <see cref="JsonException"/> if the text has no keys, or one of them is invalid.</summary>
    public static PublicKeys Read(string json) =>
        Json.Read<PublicKeys>(json) is { Keys: not null } read && read.Keys.All(key => key?.IsPoint == true)
            ? read
            : throw new JsonException("It has no keys, or one that is none.");
}

/// <summary>A receipt as teachers see it.</summary>
public sealed record ReceiptBody(
    string Code,
    long Number,
    DateTimeOffset IssuedAt,
    string Jws,
    IReadOnlyDictionary<string, string> Salts
)
{
    public static ReceiptBody Of(Receipt receipt) =>
        new(receipt.Code, receipt.Number, receipt.IssuedAt, receipt.Jws, receipt.Salts);
}

/// <summary>Receipts for everybody with a code, and for teachers.</summary>
public static class ReceiptsApi
{
    /// <summary>Receipts: their keys, who makes them, what is said of one.</summary>
    public static void AddReceipts(this IServiceCollection services) =>
        services
            .AddSingleton<ReceiptKeys>()
            .AddSingleton<SessionReceipts>()
            .AddHostedService<ReceiptSweeper>()
            .AddSingleton<ReceiptVerdicts>()
            .AddHostedService(provider => provider.GetRequiredService<ReceiptVerdicts>());

    public static void MapReceipts(this IEndpointRouteBuilder api)
    {
        var receipts = api.MapGroup("/receipts").WithTags("Receipts");
        receipts
            .MapGet("/keys", (ReceiptKeys keys) => TypedResults.Ok(new PublicKeys(keys.Public)))
            .WithSummary("The public keys that receipts are signed with; no key is needed");
        receipts
            .MapGet("/{code}", Check)
            .LimitedPerAddressAnd("code")
            .WithSummary("Is the receipt genuine, and are its answers stored as they were handed in; no key is needed");
        api.MapGet("/exams/{id}/sessions/{sessionId}/receipts", List)
            .WithTags("Exam sessions")
            .RequireAuthorization(Policies.Staff)
            .WithSummary("The receipts of a session, oldest first");
    }

    /// <summary>
    /// Reads one row and checks nothing: <see cref="ReceiptVerdicts"/> has made the verdict, or will.
    /// </summary>
    private static async Task<Results<Ok<ReceiptCheck>, Accepted<ReceiptPending>, ProblemHttpResult>> Check(
        string code,
        Database database,
        ReceiptVerdicts verdicts,
        ReceiptKeys keys,
        TimeProvider clock,
        HttpResponse response,
        CancellationToken cancellation
    )
    {
        var found = Ids.HasForm(Ids.Receipt, code)
            ? await database.ReadAsync(reader => ReceiptStore.FindJudgedAsync(reader, code), cancellation)
            : null;
        if (found is not { CompletedAt: { } completedAt })
        {
            return Problems.NotFound("receipt");
        }

        if (found.Verdict is { } verdict && verdict.HoldsAt(clock.Now(), found.Head, keys.Names))
        {
            return TypedResults.Ok(ReceiptCheck.Of(code, verdict, completedAt));
        }

        verdicts.Wish(code);
        response.Headers.RetryAfter = "1";
        return TypedResults.Accepted((string?)null, ReceiptPending.Of(code));
    }

    private static async Task<Results<Ok<Page<ReceiptBody>>, ProblemHttpResult>> List(
        string id,
        string sessionId,
        CurrentCaller caller,
        Settlement settlement,
        SessionReceipts receipts,
        Database database,
        CancellationToken cancellation,
        bool voided = false
    )
    {
        var (_, problem) = await database.RequireAsync(caller, id, ExamRole.Viewer, cancellation);
        if (problem is not null)
        {
            return problem;
        }

        if (await settlement.FindAsync(id, sessionId, voided, cancellation) is not { } session)
        {
            return Problems.NotFound("exam session");
        }

        await receipts.GetAsync(session, cancellation);
        var issued = await database.ReadAsync(reader => ReceiptStore.ListAsync(reader, session.Id), cancellation);
        return TypedResults.Ok(new Page<ReceiptBody>([.. issued.Select(ReceiptBody.Of)], NextCursor: null));
    }
}
