using System.Text.Json.Nodes;
using Examlet.Access;
using Examlet.EmbedSessions;
using Examlet.Webhooks;

namespace Examlet.Http;

/// <summary>
/// The fields of a response that open or sign something: <c>embedUrl</c> and the <c>secret</c> of a webhook. A response that is stored is stored without them, and
/// they are derived again when it is replayed.
/// </summary>
public sealed class DerivedFields(EmbedUrls embedUrls, WebhookSecrets webhookSecrets)
{
    private const string EmbedUrl = "embedUrl";
    private const string Secret = "secret";

    /// <summary>The body to store.</summary>
    public static string Without(string body) => Parse(body) is { } shown ? Json.Write(Changed(shown, url: null, secret: null)) : body;

    /// <summary>A stored body as it was sent.</summary>
    public string With(string body)
    {
        if (Parse(body) is not { } shown || (string?)shown["id"] is not { } id)
        {
            return body;
        }

        var url = id.StartsWith(Ids.EmbedSession, StringComparison.Ordinal) ? embedUrls.Of(id) : null;
        var secret = id.StartsWith(Ids.Webhook, StringComparison.Ordinal) && (long?)shown["secretNumber"] is { } number ? webhookSecrets.Of(id, number) : null;
        return Json.Write(Changed(shown, url, secret));
    }

    private static JsonObject? Parse(string body) =>
        (body.Contains($"\"{EmbedUrl}\"", StringComparison.Ordinal) || body.Contains($"\"{Secret}\"", StringComparison.Ordinal)) && JsonNode.Parse(body) is JsonObject shown
            && (shown.ContainsKey(EmbedUrl) || shown.ContainsKey(Secret))
            ? shown
            : null;

    private static JsonObject Changed(JsonObject shown, string? url, string? secret)
    {
        foreach (var (name, value) in new[] { (EmbedUrl, url), (Secret, secret) })
        {
            if (shown.ContainsKey(name))
            {
                shown[name] = value;
            }
        }

        return shown;
    }
}
