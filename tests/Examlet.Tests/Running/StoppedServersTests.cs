using System.Runtime.CompilerServices;
using Examlet.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;

namespace Examlet.Tests.Running;

/// <summary>A server that was stopped leaves nothing behind in its process, and one that runs has no share in
/// another.</summary>
public sealed class StoppedServersTests(ExamletServers servers)
{
    private const int Servers = 15;

    [Theory, AllStores]
    public async Task Nothing_of_a_stopped_server_is_kept(Store store)
    {
        var parts = new List<WeakReference>();
        for (var i = 0; i < Servers; i++)
        {
            parts.AddRange(await UseAsync(store));
        }

        (await Eventually.BecomesAsync(() => Task.FromResult(Alive(parts)), alive => alive.Count == 0)).ShouldBeEmpty();
    }

    [Theory, AllStores]
    public async Task A_server_does_not_measure_another_in_its_process(Store store)
    {
        await using var one = await servers.StartAsync(store);
        await using var other = await servers.StartAsync(store);
        var workspace = await one.WorkspaceAsync();
        await workspace.Owner.GetAsync("/users");

        const string Series = "http_route=\"/users/\"";
        (await Eventually.BecomesAsync(() => MetricsAsync(one), text => text.Contains(Series))).ShouldContain(Series);
        (await MetricsAsync(other)).ShouldNotContain(Series);
    }

    private static async Task<string> MetricsAsync(ExamletServer server) =>
        (await server.Stranger.GetAsync("/metrics")).ShouldBe(200).Text;

    /// <summary>Starts a server, has a student use it, stops it; returns what it was made of.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<List<WeakReference>> UseAsync(Store store)
    {
        await using var server = await servers.StartAsync(store);
        var workspace = await server.WorkspaceAsync();
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
        (await server.Stranger.GetAsync("/metrics")).ShouldBe(200);
        return
        [
            .. server
                .Services.GetServices<IHostedService>()
                .Append<object>(server.Services)
                .Append(server.Service<Database>())
                .Append(server.Service<MeterProvider>())
                .Append(server.Service<IHostApplicationLifetime>())
                .Select(part => new WeakReference(part)),
        ];
    }

    private static List<string> Alive(List<WeakReference> parts)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return [.. parts.Select(part => part.Target?.GetType().Name).OfType<string>()];
    }
}
