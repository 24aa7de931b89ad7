using System.Collections.Concurrent;
using System.Text.Json;
using System.Threading.Channels;
using Examlet.Answers;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Receipts;

/// <summary>
/// Makes the verdicts of public checks in the background, one at a time. Anybody may ask, so a request itself checks
/// nothing. It streams the digests of a session's versions, and reads the listed answers one by one: memory does not
/// grow with the session.
/// </summary>
public sealed partial class ReceiptVerdicts(
    Database database,
    ReceiptKeys keys,
    ExamPapers papers,
    TimeProvider clock,
    ILogger<ReceiptVerdicts> logger
) : BackgroundService
{
    private const int RowsAtOnce = 256;
    private readonly Channel<string> _wishes = Channel.CreateBounded<string>(
        new BoundedChannelOptions(Limits.ReceiptsWaiting) { SingleReader = true }
    );
    private readonly ConcurrentDictionary<string, bool> _waiting = new(StringComparer.Ordinal);

    /// <summary>
    /// Orders a verdict on a receipt. Does nothing if too many wait already: the next request orders it again.
    /// </summary>
    public void Wish(string code)
    {
        if (_waiting.TryAdd(code, value: true) && !_wishes.Writer.TryWrite(code))
        {
            _waiting.TryRemove(code, out _);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var code in _wishes.Reader.ReadAllAsync(stoppingToken))
        {
            await Task.Yield();
            try
            {
                await JudgeAsync(code, stoppingToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                Log.NotJudged(logger, fault.Message);
            }
            finally
            {
                _waiting.TryRemove(code, out _);
            }
        }
    }

    private async Task JudgeAsync(string code, CancellationToken cancellation)
    {
        if (
            await database.ReadAsync(reader => ReceiptStore.SessionOfAsync(reader, code), cancellation)
                is not { } sessionId
            || await database.ReadAsync(reader => ExamSessionStore.ReadAsync(reader, sessionId), cancellation)
                is not { } session
        )
        {
            return;
        }

        // Whoever looked just before the last verdict was kept wished just after it.
        var known = await database.ReadAsync(reader => ReceiptStore.FindJudgedAsync(reader, code), cancellation);
        if (known?.Verdict?.HoldsAt(clock.Now(), known.Head, keys.Names) == true)
        {
            return;
        }

        var (status, reason) = await database.ReadAsync(reader => StatusAsync(reader, code), cancellation);
        if (status == ReceiptStatus.Changed)
        {
            Log.Changed(logger, reason ?? code);
        }

        var paper = await papers.GetAsync(session.VersionId, cancellation);
        var verdict = new Verdict(status, clock.Now(), keys.Names, session.Chain, paper.Content.Name);
        await database.WriteAsync(transaction => ReceiptStore.KeepAsync(transaction, code, verdict), cancellation);
    }

    private async Task<(ReceiptStatus Status, string? Reason)> StatusAsync(Reader reader, string code)
    {
        try
        {
            var receipt = await ReceiptStore.FindAsync(reader, code);
            if (receipt is null || Proof.ClaimOf(receipt, keys.Public) is not { } claim)
            {
                return receipt is null ? (ReceiptStatus.Changed, null) : Proof.NotSigned(receipt);
            }

            return Proof.Judge(
                receipt,
                keys.Public,
                claim,
                await HeadAsync(reader, claim),
                await ChangedAsync(reader, receipt, claim)
            );
        }
        catch (JsonException)
        {
            return (ReceiptStatus.Changed, $"{code}: it, or an answer on it, is stored as no value at all.");
        }
    }

    private static async Task<ChainHead> HeadAsync(Reader reader, ReceiptPayload claim)
    {
        var head = new ChainHead(0, null);
        await foreach (var version in AnswerStore.ChainAsync(reader, claim.SessionId, claim.Link))
        {
            head = head.Next(claim.SessionId, version);
            if (head.Link % RowsAtOnce == 0)
            {
                await Task.Yield();
            }
        }

        return head;
    }

    private static async Task<ReceiptAnswer?> ChangedAsync(Reader reader, Receipt receipt, ReceiptPayload claim)
    {
        var files = await Files.FileStore.DigestsAsync(reader, claim.SessionId);
        foreach (var answer in claim.Answers)
        {
            var stored = await AnswerStore.FindAsync(
                reader,
                claim.SessionId,
                answer.QuestionId,
                new VersionNumber(answer.Epoch, answer.Revision)
            );
            if (!Proof.IsStored(answer, receipt.Salts, stored, files))
            {
                return answer;
            }

            await Task.Yield();
        }

        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(
            4102,
            LogLevel.Warning,
            "A receipt could not be checked; it is tried again when somebody asks: {Reason}"
        )]
        public static partial void NotJudged(ILogger logger, string reason);

        [LoggerMessage(4103, LogLevel.Warning, "A receipt does not fit what is stored: {Reason} Run `verify`")]
        public static partial void Changed(ILogger logger, string reason);
    }
}
