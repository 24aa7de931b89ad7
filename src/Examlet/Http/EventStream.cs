using System.Net.ServerSentEvents;
using System.Reflection;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Microsoft.AspNetCore.Http.Metadata;

namespace Examlet.Http;

/// <summary>
/// A response of server-sent events, written by <paramref name="tell"/>. It begins after all middleware before the
/// operation (authentication, limits and so on) has finished and was released: streams stay open for hours, thousands
/// at once.
/// </summary>
internal sealed class EventStream(Func<HttpContext, Task> tell) : IResult, IEndpointMetadataProvider
{
    private const string MediaType = "text/event-stream";

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(SseItem<string>), [MediaType])
        );

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Features.Set(this);
        return Task.CompletedTask;
    }

    /// <summary>Sends one event. <paramref name="data"/> is JSON of one line.</summary>
    public static Task SendAsync(HttpContext http, string name, object data) =>
        http.Response.WriteAsync($"event: {name}\ndata: {Json.Write(data)}\n\n", http.RequestAborted);

    /// <summary>Begins the stream of a request once everything behind this has finished.</summary>
    internal static async Task ServeAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.Features.Get<EventStream>() is { } stream)
        {
            http.Response.ContentType = MediaType;
            http.Response.Headers.CacheControl = "no-cache,no-store";
            http.Response.Headers.Pragma = "no-cache";
            http.Response.Headers.ContentEncoding = "identity";
            await LetGoAsync(http);
            await stream.TellAsync(http);
        }
    }

    private Task TellAsync(HttpContext http) => tell(http);

    /// <summary>
    /// Releases the request's headers, identity and services. They are most of what an idle stream would hold.
    /// </summary>
    private static async ValueTask LetGoAsync(HttpContext http)
    {
        http.Request.Headers.Clear();
        http.Features.Set<IItemsFeature>(null);
        http.Features.Set<IHttpAuthenticationFeature>(null);
        http.Features.Set<IAuthenticateResultFeature>(null);
        if (http.Features.Get<IServiceProvidersFeature>() is IAsyncDisposable services)
        {
            await services.DisposeAsync();
        }
    }
}

internal static class EventStreams
{
    public static void UseEventStreams(this IApplicationBuilder app) => app.Use(EventStream.ServeAsync);
}
