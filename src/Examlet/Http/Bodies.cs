using Microsoft.AspNetCore.Http.Metadata;

namespace Examlet.Http;

/// <summary>The largest body each kind of operation takes (contract §2), in bytes.</summary>
internal static class Bodies
{
    public const long Default = 1 << 20;
    public const long Exam = 32 << 20;
    public const long Student = 2 << 20;
    public const long FileChunk = 1 << 20;

    public static TBuilder TakesAtMost<TBuilder>(this TBuilder endpoint, long bytes)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new BodyLimit(bytes));

    private sealed record BodyLimit(long Bytes) : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => Bytes;
    }
}
