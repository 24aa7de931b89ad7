using Microsoft.AspNetCore.Http.Metadata;

namespace Examlet.Http;

/// <summary>The largest body each kind of operation takes (contract §2), in bytes.</summary>
internal static class Bodies
{
    public const long Default = Limits.BodyBytes;
    public const long Exam = Limits.ExamBodyBytes;
    public const long Student = Limits.StudentBodyBytes;
    public const long FileChunk = Limits.FileChunkBytes;

    public static TBuilder TakesAtMost<TBuilder>(this TBuilder endpoint, long bytes)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new BodyLimit(bytes));

    private sealed record BodyLimit(long Bytes) : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => Bytes;
    }
}
