using Examlet.Http;

namespace Examlet.Questions;

/// <summary>How much work the checks of the questions of one request may take. It is counted in steps, which are the
/// same on every computer: a statement of a JSONata condition, an entry that is looked at, ten characters of HTML. For
/// one request, and so for one thread.
/// </summary>
public sealed class CheckBudget(long steps = Limits.CheckSteps)
{
    private const int Parsing = 30;
    private const int CharactersAStep = 10;

    /// <summary>What is left.</summary>
    public long Left { get; private set; } = steps;

    /// <summary>True when no more is to be checked for this request.</summary>
    public bool IsSpent => Left <= 0;

    /// <summary>The path of the question at which it was spent; null while it is not.</summary>
    public string? StoppedAt { get; private set; }

    public void Spend(long some) => Left -= some;

    /// <summary>Pays for reading HTML; plain text costs next to nothing.</summary>
    public void SpendOnHtml(string text) =>
        Spend(text.AsSpan().ContainsAny('<', '&') ? Parsing + (text.Length / CharactersAStep) : 1);

    /// <summary>Says where it was spent; the first place counts.</summary>
    public void StopAt(string path) => StoppedAt ??= path;
}
