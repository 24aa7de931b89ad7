using System.Net;
using System.Net.Sockets;

namespace Examlet.Webhooks;

/// <summary>Recognises public addresses: not this machine's, this network's or a detour to either. Pure.</summary>
public static class PublicAddress
{
    // IANA's special-purpose registry: what is not globally reachable, and multicast.
    private static readonly IPNetwork[] NotPublic4 =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    // Teredo and other protocols' own, documentation, and 6to4, which holds an IPv4 address.
    private static readonly IPNetwork[] NotPublic6 =
    [
        .. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(network => IPNetwork.Parse(network)),
    ];

    public static bool Is(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork
            ? !Array.Exists(NotPublic4, network => network.Contains(address))
            : IsGlobalUnicast(address) && !Array.Exists(NotPublic6, network => network.Contains(address));

    /// <summary>
    /// 2000::/3, the public addresses. Loopback, link-local, unique local, multicast, IPv4-mapped and -compatible and
    /// NAT64 addresses are outside. Compares bits, since <see cref="IPNetwork"/> finds some IPv4-mapped addresses in
    /// it.
    /// </summary>
    private static bool IsGlobalUnicast(IPAddress address) => (address.GetAddressBytes()[0] & 0xe0) == 0x20;
}
