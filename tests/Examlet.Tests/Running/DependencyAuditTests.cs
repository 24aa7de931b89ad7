using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Examlet.Tests.Running;

/// <summary>A package with a known hole fails the build. The settings of this repository are given an audit source of
/// our own that knows of one, for no package source can be asked for a hole on demand.
/// </summary>
public sealed class DependencyAuditTests : IAsyncLifetime
{
    private const string Direct = "HtmlSanitizer";
    private const string BroughtAlong = "AngleSharp";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("examlet-audit-");

    [Theory, InlineData(Direct), InlineData(BroughtAlong)]
    public async Task A_package_with_a_known_hole_fails_the_build_whoever_brought_it(string holed)
    {
        await using var known = await HolesOfAsync(holed);

        var (code, output) = await RestoreAsync(known);

        code.ShouldNotBe(0);
        output.ShouldContain($"error NU1901: Warning As Error: Package '{holed}'", Case.Insensitive);
    }

    [Fact]
    public async Task A_hole_of_a_package_that_is_not_used_fails_nothing()
    {
        await using var known = await HolesOfAsync("Some.Other.Package");

        var (code, output) = await RestoreAsync(known);

        code.ShouldBe(0, output);
    }

    public ValueTask InitializeAsync()
    {
        foreach (var shared in (string[])["Directory.Build.props", "Directory.Packages.props"])
        {
            Write(shared, $"""<Project><Import Project="{Repository.PathOf(shared)}" /></Project>""");
        }

        Write(
            "program.csproj",
            $"""<Project Sdk="Microsoft.NET.Sdk"><ItemGroup><PackageReference Include="{Direct}" """
                + """/></ItemGroup></Project>"""
        );
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Restores a program that uses the sanitiser, with what the build of this repository has in its
    /// cache.</summary>
    private async Task<(int Code, string Output)> RestoreAsync(WebApplication audit)
    {
        _folder.CreateSubdirectory("no-packages");
        Write(
            "nuget.config",
            $"""
            <configuration>
              <packageSources><clear /><add key="none" value="no-packages" /></packageSources>
              <auditSources>
                <clear />
                <add key="audit" value="{audit.Urls.Single()}/index.json" protocolVersion="3"
                  allowInsecureConnections="true" />
              </auditSources>
            </configuration>
            """
        );
        var start = new ProcessStartInfo("dotnet", ["restore", "program.csproj"])
        {
            WorkingDirectory = _folder.FullName,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using var restore = Process.Start(start)!;
        var output = await restore.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await restore.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (restore.ExitCode, output);
    }

    /// <summary>A NuGet source that knows of one hole, of the lowest severity.</summary>
    private static async Task<WebApplication> HolesOfAsync(string package)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        var source = builder.Build();
        source.MapGet(
            "/index.json",
            (HttpRequest request) =>
                TypedResults.Text(
                    $$"""
                    {
                      "version": "3.0.0",
                      "resources": [{ "@id": "http://{{request.Host}}/holes.json", "@type": "VulnerabilityInfo/6.7.0" }]
                    }
                    """,
                    "application/json"
                )
        );
        source.MapGet(
            "/holes.json",
            (HttpRequest request) =>
                TypedResults.Text(
                    $$"""
                    [{ "@name": "all", "@id": "http://{{request.Host}}/all.json", "@updated": "2026-01-01T00:00:00Z" }]
                    """,
                    "application/json"
                )
        );
        source.MapGet(
            "/all.json",
            () =>
                TypedResults.Text(
                    $$"""
                    {
                      "{{package.ToLowerInvariant()}}":
                        [{ "severity": 0, "url": "https://example.org/advisory", "versions": "(, 9999.0.0)" }]
                    }
                    """,
                    "application/json"
                )
        );
        await source.StartAsync(TestContext.Current.CancellationToken);
        return source;
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder.FullName, name), text);
}
