using Examlet.Http;

namespace Examlet.Questions;

/// <summary>
/// The work that the checks of one request's questions may take. It counts steps, which are the same on every computer:
/// a statement of a JSONata condition, an entry that is looked at, ten characters of HTML. For one request, and so for
/// one thread.
/// </summary>
public sealed class CheckBudget(long steps = Limits.CheckSteps)
{
    private const int Parsing = 30;
    private const int CharactersAStep = 10;

    /// <summary>The steps that are left.</summary>
    public long Left { get; private set; } = steps;

    /// <summary>True if nothing more may be checked for this request.</summary>
    public bool IsSpent => Left <= 0;

    /// <summary>The path of the question at which the budget was spent; null before that.</summary>
    public string? StoppedAt { get; private set; }

    public void Spend(long some) => Left -= some;

    /// <summary>Pays for reading HTML; plain text costs next to nothing.</summary>
    public void SpendOnHtml(string text) =>
        Spend(text.AsSpan().ContainsAny('<', '&') ? Parsing + (text.Length / CharactersAStep) : 1);

    /// <summary>Sets the place where the budget was spent. The first place counts.</summary>
    public void StopAt(string path) => StoppedAt ??= path;
}
