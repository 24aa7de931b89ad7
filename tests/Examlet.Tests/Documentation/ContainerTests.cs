using System.Text.RegularExpressions;

namespace Examlet.Tests.Documentation;

/// <summary>What the container and its companions may do, and what is never built into them.</summary>
public sealed partial class ContainerTests
{
    private static readonly string Compose = Read("compose.yaml");

    [Fact]
    public void No_secret_of_the_operator_comes_into_the_build() =>
        Read(".dockerignore").Split('\n').ShouldContain("**/.env");

    [Fact]
    public void Every_service_drops_all_rights_and_takes_back_what_it_needs()
    {
        var services = Service()
            .Split(
                Compose[
                    Compose.IndexOf("services:", StringComparison.Ordinal)..Compose.IndexOf(
                        "\nvolumes:",
                        StringComparison.Ordinal
                    )
                ]
            )
            .Skip(1)
            .ToList();

        services.Count.ShouldBe(2);
        services.ShouldAllBe(service =>
            service.Contains("cap_drop:\n      - ALL", StringComparison.Ordinal)
            && service.Contains("no-new-privileges:true", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Every_image_is_named_by_its_digest()
    {
        var images = Image()
            .Matches(Compose)
            .Concat(From().Matches(Read("Dockerfile")))
            .Select(image => image.Groups["name"].Value)
            .ToList();

        images.Count.ShouldBe(4);
        images.ShouldAllBe(name => Pinned().IsMatch(name));
    }

    private static string Read(string file) => File.ReadAllText(Repository.PathOf(file));

    [GeneratedRegex("^  [a-z]+:$", RegexOptions.Multiline, 1000)]
    private static partial Regex Service();

    [GeneratedRegex("^ +image: (?<name>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Image();

    [GeneratedRegex("^FROM (?<name>[^ \n]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex From();

    [GeneratedRegex("^[a-z./]+:[a-z0-9.-]+@sha256:[0-9a-f]{64}$", RegexOptions.None, 1000)]
    private static partial Regex Pinned();
}
