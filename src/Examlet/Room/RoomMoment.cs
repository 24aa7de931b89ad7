using System.Text;
using Examlet.Http;

namespace Examlet.Room;

/// <summary>
/// A room at one moment, the same for all its monitor pages. The changes since the moment before are compared and
/// written once, however many pages are open. Immutable.
/// </summary>
internal sealed class RoomMoment
{
    private readonly long _number;
    private readonly RoomSeen _seen;
    private readonly DateTimeOffset _at;
    private readonly byte[]? _changes;
    private readonly Lazy<byte[]> _whole;

    private RoomMoment(long number, RoomSeen seen, DateTimeOffset at, TimeSpan? ahead, byte[]? changes)
    {
        (_number, _seen, _at, Ahead, _changes) = (number, seen, at, ahead, changes);
        _whole = new Lazy<byte[]>(() =>
            Event(
                "room",
                new
                {
                    serverNow = at,
                    rows = seen.Rows.Values,
                    gone = Array.Empty<string>(),
                }
            )
        );
    }

    /// <summary>How far the clock of its sandbox is ahead; null where it follows the machine's.</summary>
    public TimeSpan? Ahead { get; }

    /// <summary>The event that says that nothing has changed.</summary>
    public byte[] Ping => Event("ping", new { serverNow = _at });

    /// <summary>The moment after <paramref name="before"/> (null: the first).</summary>
    public static RoomMoment After(RoomMoment? before, RoomSeen seen, DateTimeOffset at, TimeSpan? ahead) =>
        new((before?._number ?? 0) + 1, seen, at, ahead, before is null ? null : Changes(before._seen, seen, at));

    /// <summary>One event of the stream.</summary>
    public static byte[] Event(string name, object data) =>
        Encoding.UTF8.GetBytes($"event: {name}\ndata: {Json.Write(data)}\n\n");

    /// <summary>
    /// The access of a link to the room. A link that was not asked about is open: it was checked when its page opened.
    /// </summary>
    public MonitorAccess AccessOf(string linkId) => _seen.Links.GetValueOrDefault(linkId, MonitorAccess.Open);

    /// <summary>
    /// The events for a page that last got <paramref name="told"/> (null: nothing yet); null if nothing has changed.
    /// </summary>
    public byte[]? NewsSince(RoomMoment? told) =>
        told switch
        {
            null => _whole.Value,
            { _number: var number } when number == _number - 1 => _changes,
            _ => Changes(told._seen, _seen, _at),
        };

    private static byte[]? Changes(RoomSeen before, RoomSeen seen, DateTimeOffset at)
    {
        var rows = seen.Rows.Values.Where(row => before.Rows.GetValueOrDefault(row.Id) != row).ToList();
        var gone = before.Rows.Keys.Where(id => !seen.Rows.ContainsKey(id)).ToList();
        return rows.Count + gone.Count == 0
            ? null
            : Event(
                "room",
                new
                {
                    serverNow = at,
                    rows,
                    gone,
                }
            );
    }
}
