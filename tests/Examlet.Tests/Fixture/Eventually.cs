namespace Examlet.Tests.Fixture;

/// <summary>Waiting for what the server does by itself and tells nobody about: asked again, a bounded number of
/// times.</summary>
public static class Eventually
{
    private const int Tries = 200;

    /// <summary>The first answer that is as wanted, or the last one.</summary>
    public static async Task<T> BecomesAsync<T>(Func<Task<T>> ask, Func<T, bool> wanted)
    {
        var reply = await ask();
        for (var i = 1; i < Tries && !wanted(reply); i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(25));
            reply = await ask();
        }

        return reply;
    }
}
