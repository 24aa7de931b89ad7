namespace Examlet.Webhooks;

/// <summary>When a message that was not taken is sent again: soon at first, every three hours at last, and for three
/// days in all. Pure.</summary>
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

    /// <summary>The most attempts there are.</summary>
    public static int MaxAttempts => FirstWaits.Length + LastWaits + 1;

    /// <summary>How long to wait after that many attempts; null when there is no further one.</summary>
    /// <param name="attempts">How often it was sent, at least 1.</param>
    /// <param name="jitter">0 to 1: up to a fifth is added, so that what failed together does not come back
    /// together.</param>
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
