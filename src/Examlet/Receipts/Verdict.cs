using Examlet.Answers;

namespace Examlet.Receipts;

/// <summary>What a receipt was found to be worth at a time, with those keys, over that head of its session's chain.</summary>
public sealed record Verdict(ReceiptStatus Status, DateTimeOffset At, string Keys, ChainHead Over, string ExamName)
{
    /// <summary>How long it counts. What is changed in the database behind the program's back shows after that at the latest.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>False when it must be made anew: it is old, the session's answers have changed since, or the keys have.</summary>
    public bool HoldsAt(DateTimeOffset now, ChainHead head, string keys) => (now - At).Duration() < Lifetime && Over == head && Keys == keys;
}

/// <summary>A receipt as a public check sees it. <c>CompletedAt</c> is null while its session is open again.</summary>
public sealed record JudgedReceipt(DateTimeOffset? CompletedAt, ChainHead Head, Verdict? Verdict);
