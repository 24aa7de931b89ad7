using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Examlet.Http;

/// <summary>
/// Refuses two things that no operation takes: a body under a <c>Content-Encoding</c>, which could grow here, and NUL
/// in a query, which no store can compare with.
/// </summary>
internal static class PlainRequests
{
    private const string Plain = "identity";

    public static void UsePlainRequests(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
                http.GetEndpoint() is not null && ProblemOf(http) is { } problem
                    ? problem.ExecuteAsync(http)
                    : next(http)
        );

    private static ProblemHttpResult? ProblemOf(HttpContext http)
    {
        var encoding = http.Request.Headers.ContentEncoding.ToString();
        if (encoding.Length > 0 && !string.Equals(encoding, Plain, StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers[HeaderNames.AcceptEncoding] = Plain;
            return Problems.Compressed();
        }

        var withNul = http.Request.Query.FirstOrDefault(parameter =>
            HasNul(parameter.Key) || parameter.Value.Any(HasNul)
        );
        return withNul.Key is { } name
            ? Problems.Invalid(
                name.Replace("\0", "", StringComparison.Ordinal),
                "The query must not contain the character NUL."
            )
            : null;
    }

    private static bool HasNul(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;
}
