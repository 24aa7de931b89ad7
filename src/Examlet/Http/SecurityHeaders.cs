namespace Examlet.Http;

/// <summary>Headers that every response carries; a page that needs more (the embed, the docs) sets its own policy over
/// them.</summary>
internal static class SecurityHeaders
{
    public const string Nothing = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use(
            (http, next) =>
            {
                http.Response.OnStarting(
                    static state =>
                    {
                        var headers = ((HttpResponse)state).Headers;
                        headers.XContentTypeOptions = "nosniff";
                        headers["Referrer-Policy"] = "no-referrer";
                        headers.TryAdd("Cache-Control", "no-store");
                        headers.TryAdd("Content-Security-Policy", Nothing);
                        headers.TryAdd("X-Robots-Tag", "noindex");
                        return Task.CompletedTask;
                    },
                    http.Response
                );
                return next(http);
            }
        );
}
