using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Examlet.EmbedSessions;
using Examlet.Exams;
using Examlet.Http;
using Examlet.Pages;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Staff;

/// <summary>
/// The page behind the embed URL of a staff flow. It changes nothing and holds no student and no answer: the data come
/// over <c>/staff-api</c>.
/// </summary>
public sealed class StaffPage(Database database, PlayerAssets assets, PlayerMessages messages, TimeProvider clock)
{
    /// <summary>Answers with the page of a staff flow. False, and nothing written, if the ID is of none.</summary>
    public async Task<bool> TryServeAsync(string id, HttpContext http)
    {
        var now = clock.Now();
        var (session, exam, entry) = await database.ReadAsync(
            async reader =>
            {
                var found = await StaffSessionStore.FindAsync(reader, id);
                var (open, _) = found is null ? (null, null) : await StaffEntry.FindAsync(reader, id, now);
                return (
                    found,
                    open?.Session.ExamId is { } examId ? await ExamStore.HeadAsync(reader, examId) : null,
                    open
                );
            },
            http.RequestAborted
        );
        if (session is null)
        {
            return false;
        }

        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = Policy(session.AllowedOrigin);
        http.Response.StatusCode = entry is null ? StatusCodes.Status410Gone : StatusCodes.Status200OK;
        var locale = messages.Nearest((string?)http.Request.Query["locale"] ?? LocaleOf(session, http));
        await http.Response.WriteAsync(
            entry is null ? OverHtml(locale) : Html(entry, exam, locale, now),
            http.RequestAborted
        );
        return true;
    }

    /// <summary>The page for a link that is over: no script, nothing of the exam.</summary>
    private string OverHtml(string locale)
    {
        var texts = messages.OfMonitor(locale)["monitor"]!;
        var (_, style) = AssetsOf(StaffFlows.GradeExam);
        return Head(locale, Text("overTitle"), style)
            .Append(
                CultureInfo.InvariantCulture,
                $"</head><body><main class=\"sheet alone\"><h1>{Text("overTitle")}</h1>"
                    + $"<p>{Text("overRevoked")}</p></main></body></html>"
            )
            .ToString();

        string Text(string key) => HtmlEncoder.Default.Encode((string)texts[key]!);
    }

    private string Html(StaffEntry entry, Exam? exam, string locale, DateTimeOffset now)
    {
        var session = entry.Session;
        var data = new JsonObject
        {
            ["flow"] = session.Flow,
            ["locale"] = locale,
            ["dir"] = PlayerMessages.DirectionOf(locale),
            ["locales"] = Node(messages.Locales.Order(StringComparer.Ordinal)),
            ["messages"] = messages.OfStaff(PageOf(session.Flow), locale),
            ["theme"] = Node(session.Theme),
            ["exam"] = exam is null ? null : new JsonObject { ["id"] = exam.Id, ["name"] = exam.Content.Name },
            ["presets"] = Node(session.Presets),
            ["anonymous"] = StaffEntry.IsAnonymous(session, exam),
            ["rights"] = Node(entry.Rights),
            ["host"] = new JsonObject { ["allowedOrigin"] = session.AllowedOrigin, ["returnUrl"] = session.ReturnUrl },
            ["expiresAt"] = Node(session.ExpiresAt),
            ["serverNow"] = Node(now),
        };
        var (script, style) = AssetsOf(session.Flow);
        return Head(locale, HtmlEncoder.Default.Encode(exam?.Content.Name ?? ""), style)
            .Append(
                CultureInfo.InvariantCulture,
                $"<script type=\"module\" src=\"../assets/{script}\"></script></head>"
                    + $"<body><noscript><p>This page needs JavaScript.</p></noscript>"
            )
            .Append("<div id=\"app\"></div><script type=\"application/json\" id=\"examlet-staff\">")
            .Append(data.ToJsonString(PlayerMessages.InPage))
            .Append("</script></body></html>")
            .ToString();
    }

    private static StringBuilder Head(string locale, string title, string? style)
    {
        var html = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"<!doctype html><html lang=\"{locale}\" dir=\"{PlayerMessages.DirectionOf(locale)}\">"
                + $"<head><meta charset=\"utf-8\"><link rel=\"icon\" href=\"data:,\">"
                + $"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + $"<title>{title}</title>"
        );
        return style is null
            ? html
            : html.Append(CultureInfo.InvariantCulture, $"<link rel=\"stylesheet\" href=\"../assets/{style}\">");
    }

    private static string PageOf(string flow) =>
        flow switch
        {
            StaffFlows.GradeExam => "grading",
            StaffFlows.ViewResults => "results",
            _ => "rubric",
        };

    private (string Script, string? Style) AssetsOf(string flow) =>
        flow switch
        {
            StaffFlows.GradeExam => (assets.GradingScript, assets.GradingStyle),
            StaffFlows.ViewResults => (assets.ResultsScript, assets.ResultsStyle),
            _ => (assets.RubricScript, assets.RubricStyle),
        };

    /// <summary>The language that the host gave, else the first of the browser that there is.</summary>
    private string? LocaleOf(StaffSession session, HttpContext http) =>
        session.Theme is { ValueKind: JsonValueKind.Object } theme
        && theme.TryGetProperty("locale", out var given)
        && given.ValueKind == JsonValueKind.String
            ? given.GetString()
            : http
                .Request.GetTypedHeaders()
                .AcceptLanguage.OrderByDescending(wish => wish.Quality ?? 1)
                .Select(wish => wish.Value.ToString())
                .FirstOrDefault(tag =>
                    messages.Nearest(tag) != PlayerMessages.Fallback
                    || tag.StartsWith(PlayerMessages.Fallback, StringComparison.OrdinalIgnoreCase)
                );

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Json.Options);

    private static string Policy(string? allowedOrigin) =>
        string.Join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "img-src 'self' https: data: blob:",
            "font-src 'self'",
            "media-src 'self' blob:",
            "frame-src blob:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types examlet examlet-read default",
            $"frame-ancestors {allowedOrigin ?? "'none'"}"
        );
}
