using Examlet.Storage;

namespace Examlet.Tests.Storage;

public sealed class SqliteVersionTests
{
    [Theory]
    [InlineData("3.6.23", false)]
    [InlineData("3.7.0", true)]
    [InlineData("3.50.4", true)]
    [InlineData("3.51.2", true)]
    [InlineData("3.51.3", false)]
    [InlineData("3.51.10", false)]
    [InlineData("3.52.0", true)]
    [InlineData("3.52.1", false)]
    [InlineData("3.53.0", false)]
    [InlineData("4.0.0", false)]
    public void A_version_has_the_WAL_reset_bug(string version, bool affected) =>
        SqliteVersion.IsAffected(Version.Parse(version)).ShouldBe(affected);

    [Fact]
    public void An_affected_version_is_refused_by_name() =>
        Should
            .Throw<InvalidOperationException>(() => SqliteVersion.Require("3.51.2"))
            .Message.ShouldContain("SQLite 3.51.2");

    [Fact]
    public void A_mended_version_is_accepted() => Should.NotThrow(() => SqliteVersion.Require("3.51.3"));
}
