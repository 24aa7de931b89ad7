using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Examlet.Access;
using Examlet.Http;
using Microsoft.OpenApi;

namespace Examlet.EmbedSessions;

/// <summary>The body of <c>POST /embed-sessions</c>.</summary>
public sealed record CreateEmbedSession(
    [property: Required] string? Flow,
    [property: Required] string? Actor,
    [property: Required, JsonForm(JsonSchemaType.Object, "`examId`: the exam to take.")] JsonElement? Presets,
    [property: JsonForm(
        JsonSchemaType.Object | JsonSchemaType.Null,
        "`primaryColor`: a CSS hex colour; `locale`: a BCP 47 tag."
    )]
        JsonElement? Theme,
    [property: MetadataForm] JsonElement? Metadata,
    string? AllowedOrigin,
    string? ReturnUrl
)
{
    /// <summary>Origins around the page of `allowedOrigin` that may hold its frame: a learning platform. At most 10,
    /// each exact.</summary>
    public IReadOnlyList<string?>? AllowedAncestors { get; init; }

    /// <summary>Whole minutes until the link ends: for `take-exam` 1 to 129600 (default 10080), for the flows of staff
    /// 1 to 1440 (default 480).</summary>
    public double? ExpiresIn { get; init; }
}

/// <summary>The rules for the input of an embed session (contract §5). Pure.</summary>
public static partial class EmbedSessionInput
{
    public const string SameActor =
        "Actor ID cannot be the same as the requesting user. Create a new user in the workspace and use its ID.";

    /// <summary>Every flow there is.</summary>
    public static IReadOnlyList<string> Flows { get; } = [EmbedSession.TakeExam, .. StaffFlows.Names];

    /// <summary>The most origins that may stand around the host's page.</summary>
    public const int MaxAncestors = 10;

    /// <summary>Checks everything that can be checked without the database.</summary>
    public static void Check(CreateEmbedSession input, string callerId, bool strictEmbedding, InputErrors errors)
    {
        if (input.Flow is null || !Flows.Contains(input.Flow, StringComparer.Ordinal))
        {
            errors.Add("flow", $"`flow` must be one of the supported flows: {string.Join(", ", Flows)}.");
        }

        CheckLifetime(input, errors);

        if (input.Actor?.StartsWith(Ids.User, StringComparison.Ordinal) != true)
        {
            errors.Add("actor", $"`actor` must be the ID of a user; it starts with {Ids.User}.");
        }
        else if (input.Actor == callerId)
        {
            errors.Add("actor", SameActor);
        }

        if (
            input.Flow != StaffFlows.EditRubric
            && ExamId(input)?.StartsWith(Ids.Exam, StringComparison.Ordinal) != true
        )
        {
            errors.Add("presets.examId", $"`presets.examId` must be the ID of an exam; it starts with {Ids.Exam}.");
        }

        CheckTheme(input.Theme, errors);
        Fields.CheckMetadata("metadata", input.Metadata, errors);
        Fields.CheckMetadata("presets", input.Presets, errors);
        if (input.AllowedOrigin is null ? strictEmbedding : CanonicalOrigin(input.AllowedOrigin) is null)
        {
            errors.Add(
                "allowedOrigin",
                "`allowedOrigin` must be an origin: https, a host, a port if it is not 443, and nothing "
                    + "else, such as https://app.example.com. http is allowed for localhost."
            );
        }

        CheckAncestors(input, errors);
        StaffPresets.Check(input, errors);
        if (input.ReturnUrl is not null && !IsWebAddress(input.ReturnUrl))
        {
            errors.Add(
                "returnUrl",
                "`returnUrl` must be an absolute http or https address of at most 2048 characters, without "
                    + "a user name in it."
            );
        }
    }

    /// <summary>When a session that is made now ends.</summary>
    public static DateTimeOffset ExpiresAt(CreateEmbedSession input, DateTimeOffset now) =>
        now
        + (
            input.ExpiresIn is { } minutes ? TimeSpan.FromMinutes(minutes)
            : input.Flow == EmbedSession.TakeExam ? EmbedSession.Lifetime
            : StaffSession.Lifetime
        );

    /// <summary>The origins around the host's page, in canonical form and each once.</summary>
    public static IReadOnlyList<string> Ancestors(CreateEmbedSession input) =>
        [
            .. (input.AllowedAncestors ?? [])
                .Select(origin => CanonicalOrigin(origin ?? ""))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>The exam that the presets name; null when they name none.</summary>
    public static string? ExamId(CreateEmbedSession input) =>
        input.Presets is { ValueKind: JsonValueKind.Object } presets && presets.TryGetProperty("examId", out var id)
            ? Text(id)
            : null;

    /// <summary>
    /// An origin as browsers write it (lower case, punycode, no default port); null for anything that is not scheme,
    /// host and port, or for http outside loopback. A slash at the end, as copied from an address bar, is removed.
    /// </summary>
    public static string? CanonicalOrigin(string given)
    {
        var text = given.EndsWith('/') && !given.EndsWith("//", StringComparison.Ordinal) ? given[..^1] : given;
        if (
            text.Length > 500
            || !OriginForm().IsMatch(text)
            || !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || HostName.Of(uri) is not { } host
        )
        {
            return null;
        }

        var isWeb = uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && IsLoopback(host));
        if (!isWeb || host.EndsWith('.'))
        {
            return null;
        }

        return uri.IsDefaultPort
            ? $"{uri.Scheme}://{host}"
            : $"{uri.Scheme}://{host}:{uri.Port.ToString(CultureInfo.InvariantCulture)}";
    }

    private static void CheckLifetime(CreateEmbedSession input, InputErrors errors)
    {
        var longest = (
            input.Flow == EmbedSession.TakeExam ? EmbedSession.LongestLifetime : StaffSession.LongestLifetime
        ).TotalMinutes;
        if (input.ExpiresIn is { } minutes && (minutes < 1 || minutes > longest || minutes != Math.Floor(minutes)))
        {
            errors.Add("expiresIn", $"`expiresIn` must be a whole number of minutes from 1 to {longest}.");
        }
    }

    private static void CheckAncestors(CreateEmbedSession input, InputErrors errors)
    {
        if (input.AllowedAncestors is not { Count: > 0 } ancestors)
        {
            return;
        }

        if (input.AllowedOrigin is null)
        {
            errors.Add(
                "allowedAncestors",
                "`allowedAncestors` needs `allowedOrigin`: without it any page may frame the exam."
            );
        }
        else if (ancestors.Count > MaxAncestors)
        {
            errors.Add("allowedAncestors", $"`allowedAncestors` may hold at most {MaxAncestors} origins.");
        }

        for (var i = 0; i < Math.Min(ancestors.Count, MaxAncestors); i++)
        {
            if (CanonicalOrigin(ancestors[i] ?? "") is null)
            {
                errors.Add(
                    $"allowedAncestors[{i}]",
                    "Each of `allowedAncestors` must be an exact origin, such as https://lms.example.com: "
                        + "no `*`, no path. http is allowed for localhost."
                );
            }
        }
    }

    private static void CheckTheme(JsonElement? theme, InputErrors errors)
    {
        Fields.CheckMetadata("theme", theme, errors);
        if (theme is not { ValueKind: JsonValueKind.Object } given)
        {
            return;
        }

        if (
            given.TryGetProperty("primaryColor", out var color)
            && color.ValueKind != JsonValueKind.Null
            && !(Text(color) is { } hex && HexColor().IsMatch(hex))
        )
        {
            errors.Add("theme.primaryColor", "`theme.primaryColor` must be a CSS hex colour, such as #4f46e5.");
        }

        if (
            given.TryGetProperty("locale", out var locale)
            && locale.ValueKind != JsonValueKind.Null
            && !(Text(locale) is { } tag && LanguageTag().IsMatch(tag))
        )
        {
            errors.Add("theme.locale", "`theme.locale` must be a BCP 47 language tag, such as nl or pt-BR.");
        }
    }

    private static string? Text(JsonElement element) =>
        element.ValueKind == JsonValueKind.String && Json.IsStorable(element) ? element.GetString() : null;

    private static bool IsWebAddress(string text) =>
        text.Length <= 2048
        && !text.Any(char.IsControl)
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.Host.Length > 0
        && uri.UserInfo.Length == 0;

    private static bool IsLoopback(string host) =>
        host == "localhost"
        || host.EndsWith(".localhost", StringComparison.Ordinal)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    [GeneratedRegex(@"^https?://[^/?#@\s\\]+\z", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex OriginForm();

    [GeneratedRegex("^#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HexColor();

    [GeneratedRegex("^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*\\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LanguageTag();
}
