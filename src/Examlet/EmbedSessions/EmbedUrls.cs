using Examlet.Access;
using Examlet.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Examlet.EmbedSessions;

/// <summary>Makes embed URLs. Their base comes from the settings or the bound address, never from a request.</summary>
public sealed class EmbedUrls(IOptions<ExamletOptions> options, IServer server, EmbedSecrets secrets)
{
    /// <summary>The embed URL of an embed session: <c>&lt;public base&gt;/embeds/&lt;secret&gt;</c>.</summary>
    public string Of(string embedSessionId) => $"{PublicBase}/embeds/{secrets.Of(embedSessionId)}";

    /// <summary>The public base without a slash at its end. Throws <see cref="InvalidOperationException"/> when there
    /// is no setting and the server is not bound yet.</summary>
    public string PublicBase =>
        options.Value.PublicUrl?.TrimEnd('/') is { Length: > 0 } configured ? configured : BoundBase();

    private string BoundBase()
    {
        var address =
            server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
            ?? throw new InvalidOperationException(
                "The server is not bound to an address yet; set Examlet__PublicUrl."
            );
        var binding = BindingAddress.Parse(address);
        var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : binding.Host;
        return new UriBuilder(binding.Scheme, host, binding.Port).Uri.GetLeftPart(UriPartial.Authority);
    }
}
