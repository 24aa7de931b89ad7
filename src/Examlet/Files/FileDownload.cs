using System.Net.Mime;
using Microsoft.Net.Http.Headers;

namespace Examlet.Files;

/// <summary>A file on its way to a person: an attachment that a browser saves and never runs, whatever is in it.</summary>
public sealed class FileDownload(StoredFile file) : IResult
{
    /// <summary>What a browser may do with it if it is shown after all: nothing.</summary>
    private const string Policy = "sandbox; default-src 'none'; frame-ancestors 'none'";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var database = httpContext.RequestServices.GetRequiredService<Database.Database>();
        var response = httpContext.Response;
        var disposition = new ContentDispositionHeaderValue(DispositionTypeNames.Attachment);
        disposition.SetHttpFileName(file.Name);
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers["Cross-Origin-Resource-Policy"] = "same-origin";
        response.ContentType = file.IsJudged ? TypeOf(file.Type) : MediaTypeNames.Application.Octet;
        response.ContentLength = file.Received;
        await database.ReadAsync(
            async reader =>
            {
                await database.Files.CopyToAsync(reader, file.Id, file.Received, response.Body, httpContext.RequestAborted);
                return true;
            },
            httpContext.RequestAborted);
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
