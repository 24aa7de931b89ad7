using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Examlet.Access;
using Examlet.EmbedSessions;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Live;
using Examlet.Pages;
using Examlet.Pipeline;
using Examlet.Settings;
using Examlet.Staff;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.Extensions.Options;

namespace Examlet.Student;

/// <summary>
/// The page behind an embed URL. It changes nothing, sets no cookie and holds no question and no answer. It carries the
/// player's input as data, never as script.
/// </summary>
public sealed class EmbedPage(
    EmbedSecrets secrets,
    Database database,
    ExamPapers papers,
    PlayerAssets assets,
    PlayerMessages messages,
    StaffPage staff,
    IOptions<ExamletOptions> options,
    TimeProvider clock
)
{
    // The default encoder escapes <, > and & as well, so that no text can end the script element it stands in.

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet(
                "/embeds/{secret}",
                (string secret, EmbedPage page, HttpContext http) => page.ServeAsync(secret, http)
            )
            .LimitedPerStudent()
            .ExcludeFromDescription();

    /// <summary>
    /// Who may frame an embed without an allowed origin. With <see cref="ExamletOptions.StrictEmbedding"/> no page may,
    /// even if the embed session is older than the setting.
    /// </summary>
    private string Anybody => options.Value.StrictEmbedding ? "'none'" : "*";

    private async Task ServeAsync(string secret, HttpContext http)
    {
        var id = secrets.IdOf(secret);
        var entry = id is null
            ? null
            : await database.ReadAsync(
                reader => SessionEntryStore.ShownByAsync(reader, id, clock.Now()),
                http.RequestAborted
            );
        if (id is not null && entry is null && await staff.TryServeAsync(id, http))
        {
            return;
        }

        http.Response.ContentType = "text/html; charset=utf-8";
        if (entry is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            http.Response.Headers.ContentSecurityPolicy = Policy(Anybody);
            await http.Response.WriteAsync(UnknownHtml(http), http.RequestAborted);
            return;
        }

        var now = clock.Now();
        var end = entry.EndAt(now);
        http.Response.StatusCode = end == AccessEnd.None ? StatusCodes.Status200OK : StatusCodes.Status410Gone;
        http.Response.Headers.ContentSecurityPolicy = Policy(
            entry.Embed.AllowedOrigin is null ? Anybody : string.Join(' ', entry.Embed.Ancestors)
        );
        http.Response.Headers["Permissions-Policy"] =
            "camera=(), geolocation=(), payment=(), usb=(), display-capture=()";
        // The host may change the language while the page is open: it is read again in that one.
        var given = (string?)http.Request.Query["locale"] ?? LocaleOf(entry.Embed.Theme);
        await http.Response.WriteAsync(
            await HtmlAsync(entry, end, given, now, http.RequestAborted),
            http.RequestAborted
        );
    }

    /// <summary>
    /// The page for a link that opens nothing, in a language of the visitor's browser. It looks like the other ends of
    /// an exam.
    /// </summary>
    private string UnknownHtml(HttpContext http)
    {
        var wishes = http
            .Request.GetTypedHeaders()
            .AcceptLanguage.OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => wish.Value.ToString());
        var locale = messages.Nearest(wishes.FirstOrDefault());
        string Text(string key) => HtmlEncoder.Default.Encode(messages.Text(locale, key));
        return Head(locale, Text("unknownTitle"))
            .Append(
                CultureInfo.InvariantCulture,
                $"</head><body><main class=\"sheet\"><h1>{Text("unknownTitle")}</h1>"
                    + $"<p>{Text("unknownText")}</p></main></body></html>"
            )
            .ToString();
    }

    private StringBuilder Head(string locale, string title)
    {
        var html = new StringBuilder()
            .Append("<!doctype html><html lang=\"")
            .Append(locale)
            .Append("\" dir=\"")
            .Append(PlayerMessages.DirectionOf(locale))
            .Append("\"><head><meta charset=\"utf-8\">")
            .Append(
                "<link rel=\"icon\" href=\"data:,\"><meta name=\"viewport\" content=\"width=device-width, "
                    + "initial-scale=1, interactive-widget=resizes-content\"><title>"
            )
            .Append(title)
            .Append("</title>");
        return assets.Style is { } style
            ? html.Append("<link rel=\"stylesheet\" href=\"../assets/").Append(style).Append("\">")
            : html;
    }

    private async Task<string> HtmlAsync(
        SessionEntry entry,
        AccessEnd end,
        string? given,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var locale = messages.Nearest(given);
        var data = await DataAsync(entry, end, locale, RegionOf(given, locale), now, cancellation);
        var json = data.ToJsonString(PlayerMessages.InPage);
        var title = HtmlEncoder.Default.Encode(data["exam"]?["name"]?.GetValue<string>() ?? "");
        return Head(locale, title)
            .Append("<script type=\"module\" src=\"../assets/")
            .Append(assets.Script)
            .Append("\"></script></head><body>")
            .Append(
                "<noscript><p>This exam needs JavaScript. If it stands in a frame, the page around it must "
                    + "allow scripts: <code>sandbox=\"allow-scripts allow-same-origin\"</code>.</p></noscript>"
            )
            .Append("<div id=\"app\"></div>")
            // For a browser that cannot read the script: the style shows it when nothing else stands there a few
            // seconds later.
            .Append("<p class=\"too-old\">")
            .Append(HtmlEncoder.Default.Encode(messages.Text(locale, "tooOld")))
            .Append("</p>")
            .Append("<script type=\"application/json\" id=\"examlet-page\">")
            .Append(json, 0, json.Length - 1)
            .Append(",\"messages\":")
            .Append(messages.JsonOf(locale))
            .Append("}</script></body></html>")
            .ToString();
    }

    private async Task<JsonObject> DataAsync(
        SessionEntry entry,
        AccessEnd end,
        string locale,
        string? region,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var embed = entry.Embed;
        var data = new JsonObject
        {
            ["theme"] = Node(embed.Theme),
            ["locale"] = locale,
            ["region"] = region,
            ["dir"] = PlayerMessages.DirectionOf(locale),
            ["expired"] = end switch
            {
                AccessEnd.Revoked => "session-revoked",
                AccessEnd.Expired => "session-expired",
                _ => false,
            },
            ["endReason"] = LiveFacts.Of(entry)!.EndReasonAt(now),
            ["serverNow"] = Node(now),
            ["host"] = new JsonObject { ["allowedOrigin"] = embed.AllowedOrigin },
        };
        if (end == AccessEnd.None)
        {
            await AddSessionAsync(data, entry, now, cancellation);
        }

        return data;
    }

    private async Task AddSessionAsync(
        JsonObject data,
        SessionEntry entry,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var embed = entry.Embed;
        var session =
            entry.Session
            ?? await database.ReadAsync(
                reader => ExamSessionStore.FindAttemptAsync(reader, embed.ExamId, embed.Actor),
                cancellation
            );
        var head = await papers.GetAsync(
            await database.ReadAsync(reader => ExamStore.CurrentVersionAsync(reader, embed.ExamId), cancellation),
            cancellation
        );
        var paper = session is null ? head : await papers.GetAsync(session.VersionId, cancellation);
        data["status"] = session?.StatusAt(now) ?? "not_started";
        data["startedAt"] = Node(session?.StartedAt);
        data["deadline"] = Node(session?.DeadlineAt);
        data["deadlineParts"] = Node(session is null ? null : DeadlinePartsBody.Of(session.DeadlinePartsAt(now)));
        data["completion"] = Node(CompletionBody.Of(embed, session, now));
        data["isBound"] = embed.ExamSessionId is not null;
        data["exam"] = new JsonObject
        {
            ["name"] = paper.Content.Name,
            ["settings"] = Node(paper.Content.Settings),
            ["questionCount"] = paper.AnswerableCount,
            ["isEmpty"] = paper.Questions.Count == 0,
            // Results follow the exam as it is now, questions and times the version that was taken.
            ["showsResult"] = head.Content.Settings.ResultRule is { Show.Count: > 0 },
            ["mathematics"] = paper.Mathematics,
            ["markup"] = paper.Markup,
            ["intendedDuration"] = paper.Content.IntendedDuration,
        };
    }

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Json.Options);

    private static string? LocaleOf(JsonElement? theme) =>
        theme is { ValueKind: JsonValueKind.Object } given
        && given.TryGetProperty("locale", out var locale)
        && locale.ValueKind == JsonValueKind.String
            ? locale.GetString()
            : null;

    /// <summary>The host's own locale when it is one of the page's language: <c>en-GB</c> writes dates in another order
    /// than <c>en</c>.</summary>
    private static string? RegionOf(string? given, string locale) =>
        given is not null && given.StartsWith(locale + "-", StringComparison.OrdinalIgnoreCase) ? given : null;

    private static string Policy(string frameAncestors) =>
        string.Join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "img-src 'self' https: data: blob:",
            "font-src 'self'",
            "media-src 'self' blob:",
            "base-uri 'none'",
            "form-action 'none'",
            // A text becomes HTML only by way of these (trusted-policy.ts of the player), and never a script.
            "require-trusted-types-for 'script'",
            "trusted-types examlet examlet-read default",
            $"frame-ancestors {frameAncestors}"
        );
}
