using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Examlet.Access;
using Examlet.Exams;
using Examlet.ExamSessions;
using Examlet.Http;
using Examlet.Pages;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Room;

/// <summary>
/// The page behind a monitor link. It changes nothing and holds no student: the data come over <c>/monitor-api</c>.
/// </summary>
public sealed class MonitorPage(
    MonitorSecrets secrets,
    Database database,
    ExamPapers papers,
    PlayerAssets assets,
    PlayerMessages messages,
    TimeProvider clock
)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types 'none'";

    // The default encoder escapes <, > and & as well, so that no text can end the script element it stands in.

    public static void Map(IEndpointRouteBuilder app) =>
        app.MapGet(
                "/monitor/{secret}",
                (string secret, MonitorPage page, HttpContext http, string? lang = null) =>
                    page.ServeAsync(secret, lang, http)
            )
            .ExcludeFromDescription();

    private async Task ServeAsync(string secret, string? language, HttpContext http)
    {
        var now = clock.Now();
        var found = secrets.IdOf(secret) is { } id
            ? await database.ReadAsync(reader => MonitorLinkStore.FindAsync(reader, id, now), http.RequestAborted)
            : null;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        http.Response.StatusCode = found switch
        {
            null => StatusCodes.Status404NotFound,
            { Access: MonitorAccess.Open } => StatusCodes.Status200OK,
            _ => StatusCodes.Status410Gone,
        };
        var locale = Locale(language, http);
        await http.Response.WriteAsync(
            found is { Access: MonitorAccess.Open } open
                ? await HtmlAsync(open.Link, locale, now, http.RequestAborted)
                : OverHtml(found?.Access, locale),
            http.RequestAborted
        );
    }

    /// <summary>The page for a link that is over, or never was: no script, nothing of the exam.</summary>
    private string OverHtml(MonitorAccess? access, string locale)
    {
        var texts = messages.OfMonitor(locale)["monitor"]!;
        var (title, text) = access switch
        {
            MonitorAccess.Expired => ("overTitle", "overExpired"),
            MonitorAccess.Revoked => ("overTitle", "overRevoked"),
            _ => ("unknownTitle", "unknownText"),
        };
        return Head(locale, Text(title))
            .Append(
                CultureInfo.InvariantCulture,
                $"</head><body><main class=\"over sheet\"><h1>{Text(title)}</h1>"
                    + $"<p>{Text(text)}</p></main></body></html>"
            )
            .ToString();

        string Text(string key) => HtmlEncoder.Default.Encode((string)texts[key]!);
    }

    private string Locale(string? language, HttpContext http)
    {
        var accepted = http
            .Request.GetTypedHeaders()
            .AcceptLanguage.OrderByDescending(wish => wish.Quality ?? 1)
            .Select(wish => wish.Value.ToString());
        var wished = (language is null ? accepted : accepted.Prepend(language)).FirstOrDefault(tag =>
            messages.Nearest(tag) != PlayerMessages.Fallback || IsFallback(tag)
        );
        return messages.Nearest(wished);
    }

    private static bool IsFallback(string tag) =>
        tag.Split('-')[0].Equals(PlayerMessages.Fallback, StringComparison.OrdinalIgnoreCase);

    private async Task<string> HtmlAsync(
        MonitorLink link,
        string locale,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var versionId = await database.ReadAsync(
            reader => ExamStore.CurrentVersionAsync(reader, link.ExamId),
            cancellation
        );
        var paper = await papers.GetAsync(versionId, cancellation);
        var data = new JsonObject
        {
            ["locale"] = locale,
            ["dir"] = PlayerMessages.DirectionOf(locale),
            ["locales"] = Node(messages.Locales.Order(StringComparer.Ordinal)),
            ["messages"] = messages.OfMonitor(locale),
            ["exam"] = new JsonObject
            {
                ["id"] = link.ExamId,
                ["name"] = paper.Content.Name,
                ["settings"] = Node(paper.Content.Settings),
                ["questionCount"] = paper.AnswerableCount,
            },
            ["expiresAt"] = Node(link.ExpiresAt),
            ["serverNow"] = Node(now),
        };
        return Head(locale, HtmlEncoder.Default.Encode(paper.Content.Name))
            .Append(
                CultureInfo.InvariantCulture,
                $"<script type=\"module\" src=\"../assets/{assets.MonitorScript}\"></script></head>"
                    + $"<body><noscript><p>The monitor needs JavaScript.</p></noscript>"
            )
            .Append("<div id=\"app\"></div><script type=\"application/json\" id=\"examlet-monitor\">")
            .Append(data.ToJsonString(PlayerMessages.InPage))
            .Append("</script></body></html>")
            .ToString();
    }

    private StringBuilder Head(string locale, string title)
    {
        var html = new StringBuilder()
            .Append(
                CultureInfo.InvariantCulture,
                $"<!doctype html><html lang=\"{locale}\" dir=\"{PlayerMessages.DirectionOf(locale)}\">"
                    + $"<head><meta charset=\"utf-8\"><link rel=\"icon\" href=\"data:,\">"
            )
            .Append(
                CultureInfo.InvariantCulture,
                $"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>"
            );
        return assets.MonitorStyle is { } style
            ? html.Append(CultureInfo.InvariantCulture, $"<link rel=\"stylesheet\" href=\"../assets/{style}\">")
            : html;
    }

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Json.Options);
}
