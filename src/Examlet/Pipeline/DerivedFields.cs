using System.Text.Json.Nodes;
using Examlet.Access;
using Examlet.EmbedSessions;
using Examlet.Http;
using Examlet.Room;
using Examlet.Webhooks;

namespace Examlet.Pipeline;

/// <summary>
/// The field of a response that opens or signs something: the <c>embedUrl</c> of an embed session, the <c>secret</c> of
/// a webhook, the <c>url</c> of a monitor link. A stored response has no such field. The field is derived again when
/// the response is replayed.
/// </summary>
public sealed class DerivedFields(EmbedUrls embedUrls, WebhookSecrets webhookSecrets, MonitorSecrets monitorSecrets)
{
    private const string EmbedUrl = "embedUrl";
    private const string WebhookSecret = "secret";
    private const string MonitorUrl = "url";

    /// <summary>The body to store.</summary>
    public static string Without(string body)
    {
        if (Read(body) is not var (shown, _, field))
        {
            return body;
        }

        shown[field] = null;
        return Json.Write(shown);
    }

    /// <summary>A stored body as it was sent.</summary>
    public string With(string body)
    {
        if (Read(body) is not var (shown, id, field))
        {
            return body;
        }

        shown[field] = field switch
        {
            EmbedUrl => embedUrls.Of(id),
            MonitorUrl => MonitorLinkBody.UrlOf(id, embedUrls, monitorSecrets),
            _ => (long?)shown["secretNumber"] is { } number ? webhookSecrets.Of(id, number) : null,
        };
        return Json.Write(shown);
    }

    /// <summary>The object in the body, its ID and the field that is derived; null when there is no such
    /// field.</summary>
    private static (JsonObject Shown, string Id, string Field)? Read(string body)
    {
        var mayHold = Array.Exists(
            [EmbedUrl, WebhookSecret, MonitorUrl],
            field => body.Contains($"\"{field}\"", StringComparison.Ordinal)
        );
        if (
            !mayHold
            || JsonNode.Parse(body) is not JsonObject shown
            || shown["id"] is not JsonValue value
            || !value.TryGetValue(out string? id)
        )
        {
            return null;
        }

        var field =
            id.StartsWith(Ids.EmbedSession, StringComparison.Ordinal) ? EmbedUrl
            : id.StartsWith(Ids.Webhook, StringComparison.Ordinal) ? WebhookSecret
            : id.StartsWith(Ids.MonitorLink, StringComparison.Ordinal) ? MonitorUrl
            : null;
        return field is not null && shown.ContainsKey(field) ? (shown, id, field) : null;
    }
}
