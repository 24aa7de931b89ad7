using System.Net.Mime;
using Examlet.FileKinds;
using Examlet.Http;
using Examlet.Storage;
using Microsoft.Net.Http.Headers;

namespace Examlet.Files;

/// <summary>
/// A download: an attachment that a browser saves and never runs, whatever is in it. It is read slice by slice, and
/// holds nothing of the store while a slice goes out.
/// </summary>
public sealed class FileDownload(StoredFile file) : IResult
{
    /// <summary>A browser that shows the file after all may do nothing with it.</summary>
    private const string Policy = "sandbox; default-src 'none'; frame-ancestors 'none'";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var database = httpContext.RequestServices.GetRequiredService<Database>();
        var response = httpContext.Response;
        var disposition = new ContentDispositionHeaderValue(DispositionTypeNames.Attachment);
        disposition.SetHttpFileName(file.Name);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.ContentType = file.IsJudged ? TypeOf(file.Type) : MediaTypeNames.Application.Octet;
        response.ContentLength = file.Received;
        var slice = new byte[Math.Min(Limits.DownloadSliceBytes, file.Received)];
        for (long at = 0; at < file.Received; )
        {
            var (start, target) = (at, slice.AsMemory(0, (int)Math.Min(slice.Length, file.Received - at)));
            var read = await database.ReadAsync(
                reader => database.Files.ReadAsync(reader, file.Id, start, target, httpContext.RequestAborted),
                httpContext.RequestAborted
            );
            await response.Body.WriteAsync(
                target[..(read > 0 ? read : throw FileBytes.Shortened(file.Id))],
                httpContext.RequestAborted
            );
            at += read;
        }
    }

    private static string TypeOf(string type)
    {
        if (!MediaTypeHeaderValue.TryParse(type, out var parsed))
        {
            return MediaTypeNames.Application.Octet;
        }

        if (!type.StartsWith("text/", StringComparison.Ordinal))
        {
            return parsed.ToString();
        }

        return parsed.Charset.Value switch
        {
            null => "text/plain; charset=utf-8",
            FileText.Unknown8Bit => "text/plain",
            var charset => $"text/plain; charset={charset}",
        };
    }
}
