using Examlet.ExamSessions;
using Examlet.Http;

namespace Examlet.Receipts;

/// <summary>
/// The stored verdict on a receipt: its status at a time, for a set of keys and a head of its session's chain.
/// </summary>
public sealed record Verdict(ReceiptStatus Status, DateTimeOffset At, string Keys, ChainHead Over, string ExamName)
{
    /// <summary>
    /// False if a new verdict is needed: the session's answers or the keys have changed since, or the verdict is old.
    /// An old verdict is renewed so that a change behind the program's back shows too.
    /// </summary>
    public bool HoldsAt(DateTimeOffset now, ChainHead head, string keys) =>
        (now - At).Duration() < Limits.VerdictTime && Over == head && Keys == keys;
}

/// <summary>A receipt as a public check sees it. <c>CompletedAt</c> is null while its session is open again.</summary>
public sealed record JudgedReceipt(DateTimeOffset? CompletedAt, ChainHead Head, Verdict? Verdict);
