using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Examlet.Access;

namespace Examlet.Demo;

/// <summary>
/// <c>demo</c>: the main job for a newcomer. It runs a fresh SQLite database, the server, and a school's site on
/// another origin. The site embeds an exam, and shows its messages and the teacher's view.
/// </summary>
internal static class DemoVerb
{
    public static Command Command()
    {
        var port = new Option<int>("--port")
        {
            Description = "The port of the server; the school's site takes the next one.",
            DefaultValueFactory = _ => 5080,
        };
        var demo = new Command(
            "demo",
            "Try it: a school's page with an exam in it, on a database of its own that is deleted at the end."
        )
        {
            port,
        };
        demo.SetAction((result, cancellation) => RunAsync(result.GetValue(port), cancellation));
        return demo;
    }

    private static async Task<int> RunAsync(int port, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("examlet-demo-");
        try
        {
            var key = ApiKey.New();
            // Two origins of one site, as docs/operating/install.md advises: browsers block the storage of frames of
            // another site.
            var server = new Uri($"http://localhost:{FreePort(port)}");
            var school = new Uri($"http://localhost:{FreePort(port == 0 ? 0 : port + 1)}");
            await using var app = ExamletHost.Build(
                ["--urls", server.GetLeftPart(UriPartial.Authority)],
                builder =>
                    builder.Configuration.AddInMemoryCollection(
                        new Dictionary<string, string?>(StringComparer.Ordinal)
                        {
                            ["Examlet:Database"] = Path.Combine(folder.FullName, "examlet.db"),
                            ["Examlet:ApiKey"] = key,
                            ["Examlet:PublicUrl"] = server.GetLeftPart(UriPartial.Authority),
                            ["Examlet:RateLimit"] = "0",
                            ["Logging:LogLevel:Default"] = "Warning",
                        }
                    )
            );
            await app.StartAsync(cancellation);
            using var api = new SchoolClient(server, key);
            await using var site = await SchoolSite.StartAsync(
                school,
                await School.OpenAsync(api, school, cancellation),
                cancellation
            );
            Console.WriteLine();
            Console.WriteLine($"  Open this page:  {school}");
            Console.WriteLine();
            Console.WriteLine(
                "  It is a school's site on an origin of its own, with an exam in it. Ctrl+C ends the demo and "
                    + "deletes its database."
            );
            Console.WriteLine();
            await app.WaitForShutdownAsync(cancellation);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The wanted port, or any free port if that one is taken.</summary>
    private static int FreePort(int wished)
    {
        foreach (var port in new[] { wished, 0 })
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException) when (port != 0)
            {
                // Taken: the next one is any free port.
            }
        }

        throw new InvalidOperationException("No free port on the loopback address.");
    }
}
