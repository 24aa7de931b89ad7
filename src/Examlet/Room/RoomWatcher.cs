using Examlet.Time;

namespace Examlet.Room;

/// <summary>
/// One open monitor page: gets the newest moment of its room. A newer moment replaces one that was not sent yet, so a
/// slow page queues nothing.
/// </summary>
internal sealed class RoomWatcher(MonitorLink link, SandboxClock? sandbox)
{
    private TaskCompletionSource _news = NoNews();
    private volatile RoomMoment? _moment;
    private volatile bool _isEnded;

    public MonitorLink Link => link;

    /// <summary>The sandbox of the room's workspace.</summary>
    public SandboxClock? Sandbox => sandbox;

    /// <summary>True if it was ended because too many pages are open.</summary>
    public bool IsCrowdedOut { get; private set; }

    /// <summary>Waits for the newest moment that was not taken yet; null if the stream has ended.</summary>
    public async Task<RoomMoment?> NextAsync()
    {
        await Volatile.Read(ref _news).Task;
        await Task.Yield();
        Interlocked.Exchange(ref _news, NoNews());
        return _isEnded ? null : _moment;
    }

    public void Offer(RoomMoment moment)
    {
        _moment = moment;
        Volatile.Read(ref _news).TrySetResult();
    }

    /// <summary>Ends the stream: the page went away, the server stops, or the room cannot be read.</summary>
    public void End()
    {
        _isEnded = true;
        Volatile.Read(ref _news).TrySetResult();
    }

    public void CrowdOut()
    {
        IsCrowdedOut = true;
        End();
    }

    private static TaskCompletionSource NoNews() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
