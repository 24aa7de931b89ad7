using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Examlet.Tests.Fixture;

/// <summary>A JSON body that does not tell its length: in chunks over HTTP/1.1, and without a length over
/// HTTP/2.</summary>
public sealed class UntoldBody : HttpContent
{
    private readonly byte[] _bytes;

    public UntoldBody(object body)
    {
        _bytes = JsonSerializer.SerializeToUtf8Bytes(body);
        Headers.ContentType = new MediaTypeHeaderValue("application/json");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        stream.WriteAsync(_bytes).AsTask();

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
