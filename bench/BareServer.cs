using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Examlet.Bench;

/// <summary>The ceiling: the same web server on the same machine, which reads the JSON of a save and answers
/// 204.</summary>
internal static class BareServer
{
    public static async Task<int> RunAsync(string url)
    {
        var builder = WebApplication.CreateBuilder(["--urls", url]);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPut(
            "/embed-api/answers/{questionId}",
            (string questionId, BareAnswer body) =>
                questionId.Length > 0 && body.Revision > 0 ? Results.NoContent() : Results.BadRequest()
        );
        app.MapGet("/health/ready", () => Results.NoContent());
        await app.RunAsync();
        return 0;
    }

    private sealed record BareAnswer(long Epoch, long Revision, JsonElement Value, bool Completed);
}
