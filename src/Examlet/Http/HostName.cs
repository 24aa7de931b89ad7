using System.Text.RegularExpressions;

namespace Examlet.Http;

/// <summary>Hosts of addresses as they stand in an origin, in a header and on the wire.</summary>
internal static partial class HostName
{
    /// <summary>
    /// The host in lower case and punycode, an IPv6 address in brackets. Null if the mapping to ASCII fails, or leaves
    /// a character that no host has: a full-width semicolon becomes a semicolon, which would begin another directive in
    /// a policy.
    /// </summary>
    public static string? Of(Uri address)
    {
        try
        {
            var host = address.HostNameType == UriHostNameType.IPv6 ? address.Host : address.IdnHost.ToLowerInvariant();
            return Form().IsMatch(host) ? host : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^(\[[0-9a-f:.]+\]|[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?)\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Form();
}
