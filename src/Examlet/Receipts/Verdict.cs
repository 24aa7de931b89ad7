using Examlet.Answers;
using Examlet.Http;

namespace Examlet.Receipts;

/// <summary>What a receipt was found to be worth at a time, with those keys, over that head of its session's
/// chain.</summary>
public sealed record Verdict(ReceiptStatus Status, DateTimeOffset At, string Keys, ChainHead Over, string ExamName)
{
    /// <summary>False when it must be made anew: the session's answers or the keys have changed since, or it is old,
    /// so that what was changed in the database behind the program's back shows as well.
    /// </summary>
    public bool HoldsAt(DateTimeOffset now, ChainHead head, string keys) =>
        (now - At).Duration() < Limits.VerdictTime && Over == head && Keys == keys;
}

/// <summary>A receipt as a public check sees it. <c>CompletedAt</c> is null while its session is open again.</summary>
public sealed record JudgedReceipt(DateTimeOffset? CompletedAt, ChainHead Head, Verdict? Verdict);
