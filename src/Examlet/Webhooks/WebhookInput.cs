using System.ComponentModel.DataAnnotations;
using System.Net;
using Examlet.Http;

namespace Examlet.Webhooks;

/// <summary>The body of <c>POST /webhooks</c>.</summary>
public sealed record CreateWebhook(
    [property: Required] string? Url,
    IReadOnlyList<string>? Events,
    string? Description
);

/// <summary>The body of <c>PATCH /webhooks/{id}</c>. <c>events</c> null is all events.</summary>
public sealed record ChangeWebhook(
    Optional<string> Url,
    Optional<IReadOnlyList<string>> Events,
    Optional<string> Description,
    Optional<bool> Enabled
);

/// <summary>The rules for the input of a webhook. Pure.</summary>
public static class WebhookInput
{
    private const int MaxUrl = 2048;
    private const int MaxDescription = 500;

    /// <param name="webhook">The webhook as it would be stored.</param>
    /// <param name="allowPrivate">True if the operator allows targets that are not on the internet.</param>
    /// <param name="errors">Gets an entry for each error, by field.</param>
    public static void Check(Webhook webhook, bool allowPrivate, InputErrors errors)
    {
        if (ErrorIn(webhook.Url, allowPrivate) is { } error)
        {
            errors.Add("url", error);
        }

        if (webhook.Events is { Count: 0 })
        {
            errors.Add("events", "`events` must name at least one event; leave it out for all.");
        }

        foreach (
            var (unknown, i) in (webhook.Events ?? [])
                .Select((name, i) => (name, i))
                .Where(entry => !WebhookEvent.Types.Contains(entry.name, StringComparer.Ordinal))
        )
        {
            errors.Add($"events[{i}]", $"`events[{i}]` must be one of: {string.Join(", ", WebhookEvent.Types)}.");
        }

        Fields.CheckText("description", webhook.Description, MaxDescription, errors);
    }

    private static string? ErrorIn(string? text, bool allowPrivate)
    {
        if (
            text is null
            || text.Length > MaxUrl
            || text.Any(c => c is <= ' ' or '\x7f')
            || !Uri.TryCreate(text, UriKind.Absolute, out var url)
            || HostName.Of(url) is not { } host
            || !IsWeb(url, allowPrivate)
        )
        {
            return $"`url` must be an absolute https address{(allowPrivate ? " (or http)" : "")} of at most "
                + $"{MaxUrl} characters, without a user name or a fragment in it, such as "
                + "https://app.example.com/webhooks/exams.";
        }

        // A name is checked when the connection is made: what it leads to can change at any time.
        return
            !allowPrivate
            && (IsLocalName(host) || (IPAddress.TryParse(host, out var address) && !PublicAddress.Is(address)))
            ? "`url` leads to a private network or to this machine. The operator can allow that with "
                + "Examlet__AllowPrivateWebhooks."
            : null;
    }

    private static bool IsWeb(Uri url, bool allowHttp) =>
        (url.Scheme == Uri.UriSchemeHttps || (allowHttp && url.Scheme == Uri.UriSchemeHttp))
        && url.UserInfo.Length == 0
        && url.Fragment.Length == 0;

    private static bool IsLocalName(string host) =>
        host.TrimEnd('.') is var name
        && (
            name.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        );
}
