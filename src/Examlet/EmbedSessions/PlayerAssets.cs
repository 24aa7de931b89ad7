using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.StaticFiles;

namespace Examlet.EmbedSessions;

/// <summary>One built file of the player, with a brotli copy.</summary>
public sealed record PlayerAsset(string ContentType, byte[] Plain, byte[] Brotli);

/// <summary>The built player, embedded in this program. File names carry a hash of their content, so that browsers may keep them for good.</summary>
public sealed class PlayerAssets
{
    private const string Prefix = "player/";
    private const string Entry = "main.ts";
    private readonly FrozenDictionary<string, PlayerAsset> _files;

    public PlayerAssets()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var types = new FileExtensionContentTypeProvider();
        _files = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .ToFrozenDictionary(
                name => name[Prefix.Length..],
                name => Load(assembly, name, types.TryGetContentType(name, out var type) ? type : "application/octet-stream"),
                StringComparer.Ordinal);
        var entry = Manifest().RootElement.GetProperty(Entry);
        Script = entry.GetProperty("file").GetString()!;
        Style = entry.TryGetProperty("css", out var styles) ? styles[0].GetString() : null;
    }

    /// <summary>The path of the entry script below <c>/assets/</c>.</summary>
    public string Script { get; }

    /// <summary>The path of its style sheet.</summary>
    public string? Style { get; }

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
        headers.AccessControlAllowOrigin = "*"; // public files; lets the page load in a frame whose sandbox gave it no origin, so that it can say what is missing
        http.Response.ContentType = asset.ContentType;
        var brotli = http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.OrdinalIgnoreCase);
        if (brotli)
        {
            headers.ContentEncoding = "br";
        }

        await http.Response.Body.WriteAsync(brotli ? asset.Brotli : asset.Plain, http.RequestAborted);
    }

    private JsonDocument Manifest() => JsonDocument.Parse(
        (_files.GetValueOrDefault(".vite/manifest.json") ?? throw new InvalidOperationException("The player is not built into this program; build it with `dotnet build src/Examlet`.")).Plain);

    private static PlayerAsset Load(Assembly assembly, string name, string contentType)
    {
        using var stream = assembly.GetManifestResourceStream(name)!;
        using var plain = new MemoryStream();
        stream.CopyTo(plain);
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, new BrotliCompressionOptions { Quality = 9 }))
        {
            brotli.Write(plain.ToArray());
        }

        return new PlayerAsset(contentType, plain.ToArray(), packed.ToArray());
    }
}
