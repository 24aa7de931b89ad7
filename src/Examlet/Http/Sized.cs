using System.Buffers;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace Examlet.Http;

/// <summary>
/// 200 with a small JSON body whose length stands in the head, so that both leave in one write.
/// <see cref="TypedResults.Ok{TValue}(TValue)"/> writes chunks, and their end is a write, and a packet, of its own. For
/// operations that run thousands of times a second.
/// </summary>
public sealed class Sized<T>(T value) : IResult, IEndpointMetadataProvider, IStatusCodeHttpResult, IValueHttpResult<T>
{
    /// <inheritdoc/>
    public T Value => value;

    /// <inheritdoc/>
    public int? StatusCode => StatusCodes.Status200OK;

    /// <inheritdoc/>
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"])
        );

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var scratch = Scratch.Rent();
        JsonSerializer.Serialize(scratch.Writer, value, Json.Options);
        scratch.Writer.Flush();
        var body = scratch.Bytes.WrittenMemory;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.ContentLength = body.Length;
        await httpContext.Response.BodyWriter.WriteAsync(body, httpContext.RequestAborted);
        scratch.Return();
    }

    /// <summary>Where an answer is written before its length is known.</summary>
    private sealed class Scratch
    {
        private const int Most = 16 << 10;

        [ThreadStatic]
        private static Scratch? _last;

        private Scratch() =>
            Writer = new Utf8JsonWriter(Bytes, new JsonWriterOptions { Encoder = Json.Options.Encoder });

        public ArrayBufferWriter<byte> Bytes { get; } = new(512);

        public Utf8JsonWriter Writer { get; }

        public static Scratch Rent()
        {
            var scratch = _last ?? new Scratch();
            _last = null;
            return scratch;
        }

        /// <summary>One is kept for each thread, unless it has become large.</summary>
        public void Return()
        {
            if (Bytes.Capacity <= Most)
            {
                Bytes.ResetWrittenCount();
                Writer.Reset();
                _last = this;
            }
        }
    }
}
