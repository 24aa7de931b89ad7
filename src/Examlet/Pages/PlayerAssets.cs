using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.StaticFiles;

namespace Examlet.Pages;

/// <summary>One built file of the player, and the packed copies that the build put beside it.</summary>
public sealed record PlayerAsset(string ContentType, byte[] Plain, byte[]? Brotli, byte[]? Gzip)
{
    /// <summary>The smallest form that a browser with this Accept-Encoding header takes, and its Content-Encoding (null
    /// for plain).</summary>
    public (byte[] Bytes, string? Encoding) For(string acceptEncoding)
    {
        if (Brotli is not null && acceptEncoding.Contains("br", StringComparison.OrdinalIgnoreCase))
        {
            return (Brotli, "br");
        }

        return Gzip is not null && acceptEncoding.Contains("gzip", StringComparison.OrdinalIgnoreCase)
            ? (Gzip, "gzip")
            : (Plain, null);
    }
}

/// <summary>
/// The built player, monitor and pages of staff, embedded in this program. A file's name has a hash of its content, so
/// browsers may keep the file for good.
/// </summary>
public sealed class PlayerAssets
{
    private const string Prefix = "player/";
    private const string BrotliEnding = ".br";
    private const string GzipEnding = ".gz";
    private readonly FrozenDictionary<string, PlayerAsset> _files;

    public PlayerAssets()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var types = new FileExtensionContentTypeProvider();
        _files = assembly
            .GetManifestResourceNames()
            .Where(name =>
                name.StartsWith(Prefix, StringComparison.Ordinal)
                && !name.EndsWith(BrotliEnding, StringComparison.Ordinal)
                && !name.EndsWith(GzipEnding, StringComparison.Ordinal)
            )
            .ToFrozenDictionary(
                name => name[Prefix.Length..],
                name => new PlayerAsset(
                    types.TryGetContentType(name, out var type) ? type : "application/octet-stream",
                    Load(assembly, name)!,
                    Load(assembly, name + BrotliEnding),
                    Load(assembly, name + GzipEnding)
                ),
                StringComparer.Ordinal
            );
        (Script, Style) = EntryOf(".vite/manifest.json", "main.ts");
        (MonitorScript, MonitorStyle) = EntryOf(".vite/monitor.json", "../monitor/main.ts");
        (GradingScript, GradingStyle) = EntryOf(".vite/grading.json", "../grading/main.tsx");
        (ResultsScript, ResultsStyle) = EntryOf(".vite/results.json", "../results/main.tsx");
        (RubricScript, RubricStyle) = EntryOf(".vite/rubric.json", "../rubric/main.tsx");
    }

    /// <summary>The path of the entry script below <c>/assets/</c>.</summary>
    public string Script { get; }

    /// <summary>The path of its style sheet.</summary>
    public string? Style { get; }

    /// <summary>The path of the monitor's entry script below <c>/assets/</c>.</summary>
    public string MonitorScript { get; }

    /// <summary>The path of the monitor's style sheet.</summary>
    public string? MonitorStyle { get; }

    /// <summary>The path of the entry script of the page for grading below <c>/assets/</c>.</summary>
    public string GradingScript { get; }

    /// <summary>The path of its style sheet.</summary>
    public string? GradingStyle { get; }

    /// <summary>The path of the entry script of the page of results below <c>/assets/</c>.</summary>
    public string ResultsScript { get; }

    /// <summary>The path of its style sheet.</summary>
    public string? ResultsStyle { get; }

    /// <summary>The path of the entry script of the rubric editor below <c>/assets/</c>.</summary>
    public string RubricScript { get; }

    /// <summary>The path of its style sheet.</summary>
    public string? RubricStyle { get; }

    public PlayerAsset? Find(string path) => path.StartsWith('.') ? null : _files.GetValueOrDefault(path);

    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/assets/{**path}", Serve).ExcludeFromDescription();

    private static async Task Serve(string path, PlayerAssets assets, HttpContext http)
    {
        if (assets.Find(path) is not { } asset)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var headers = http.Response.Headers;
        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = "Accept-Encoding";
        headers["Cross-Origin-Resource-Policy"] = "cross-origin";
        // Public files: the page also loads in a frame whose sandbox gave it no origin, so that it can say what
        // is wrong.
        headers.AccessControlAllowOrigin = "*";
        http.Response.ContentType = asset.ContentType;
        var (bytes, encoding) = asset.For(http.Request.Headers.AcceptEncoding.ToString());
        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }

        http.Response.ContentLength = bytes.Length;
        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
    }

    private (string Script, string? Style) EntryOf(string manifest, string entry)
    {
        var file =
            _files.GetValueOrDefault(manifest)
            ?? throw new InvalidOperationException(
                "The player is not built into this program; build it with `dotnet build src/Examlet`."
            );
        using var json = JsonDocument.Parse(file.Plain);
        var built = json.RootElement.GetProperty(entry);
        return (
            built.GetProperty("file").GetString()!,
            built.TryGetProperty("css", out var styles) ? styles[0].GetString() : null
        );
    }

    private static byte[]? Load(Assembly assembly, string name)
    {
        using var stream = assembly.GetManifestResourceStream(name);
        if (stream is null)
        {
            return null;
        }

        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
