namespace Examlet.Webhooks;

/// <summary>
/// The times for sending a refused message again: soon at first, every three hours at last, for three days in all.
/// Pure.
/// </summary>
public static class RetrySchedule
{
    private const int LastWaits = 24;
    private const double Spread = 0.2;

    private static readonly TimeSpan[] FirstWaits =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromSeconds(30),
        TimeSpan.FromMinutes(2),
        TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1),
    ];

    private static readonly TimeSpan LastWait = TimeSpan.FromHours(3);

    /// <summary>The largest number of attempts.</summary>
    public static int MaxAttempts => FirstWaits.Length + LastWaits + 1;

    /// <summary>The wait after that many attempts; null if there is no further attempt.</summary>
    /// <param name="attempts">The attempts so far, at least 1.</param>
    /// <param name="jitter">
    /// 0 to 1. It adds up to a fifth, so that messages that failed together do not come back together.
    /// </param>
    public static TimeSpan? After(long attempts, double jitter)
    {
        if (attempts >= MaxAttempts)
        {
            return null;
        }

        var wait = attempts <= FirstWaits.Length ? FirstWaits[attempts - 1] : LastWait;
        return wait * (1 + (Spread * jitter));
    }
}
