using Examlet.EmbedSessions;

namespace Examlet.Tests.EmbedSessions;

public sealed class CanonicalOriginTests
{
    [Theory]
    [InlineData("https://app.example.com", "https://app.example.com")]
    [InlineData("HTTPS://App.Example.COM", "https://app.example.com")]
    [InlineData("https://app.example.com:443", "https://app.example.com")]
    [InlineData("https://app.example.com:8443", "https://app.example.com:8443")]
    [InlineData("https://192.0.2.1", "https://192.0.2.1")]
    [InlineData("https://[2001:db8::1]:8443", "https://[2001:db8::1]:8443")]
    [InlineData("https://bücher.example", "https://xn--bcher-kva.example")]
    [InlineData("https://BÜCHER.example", "https://xn--bcher-kva.example")]
    [InlineData("https://app.example.com/", "https://app.example.com")]
    [InlineData("http://localhost", "http://localhost")]
    [InlineData("http://localhost:80", "http://localhost")]
    [InlineData("http://localhost:3000", "http://localhost:3000")]
    [InlineData("http://school.localhost:3000", "http://school.localhost:3000")]
    [InlineData("http://127.0.0.1:5000", "http://127.0.0.1:5000")]
    [InlineData("http://[::1]:5000", "http://[::1]:5000")]
    public void An_origin_is_stored_as_browsers_write_it(string given, string stored) =>
        EmbedSessionInput.CanonicalOrigin(given).ShouldBe(stored);

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("null")]
    [InlineData("https://")]
    [InlineData("https://*")]
    [InlineData("https://*.example.com")]
    [InlineData("app.example.com")]
    [InlineData("//app.example.com")]
    [InlineData("https:app.example.com")]
    [InlineData("https://app.example.com//")]
    [InlineData("https://app.example.com/page")]
    [InlineData("https://app.example.com?x")]
    [InlineData("https://app.example.com#x")]
    [InlineData("https://user@app.example.com")]
    [InlineData("https://user:secret@app.example.com")]
    [InlineData("https://app.example.com.")]
    [InlineData("https://app.example.com:0x50")]
    [InlineData("https://app.example.com:99999")]
    [InlineData("https://app.example.com:-1")]
    [InlineData("https://app example.com")]
    [InlineData(" https://app.example.com")]
    [InlineData("https://app.example.com ")]
    [InlineData("https://app.example.com\n")]
    [InlineData("https://app.example.com\\x")]
    [InlineData("https:\\\\app.example.com")]
    [InlineData("https://app.example.com;script-src *")]
    [InlineData("https://app.example.com,https://evil.example")]
    [InlineData("https://app.example.com'")]
    [InlineData("https://[::1")]
    [InlineData("https://app.example.com；script-src")]
    [InlineData("https://app.example.com，evil.example")]
    [InlineData("https://app.example.com＇")]
    [InlineData("https://app.example.com／x")]
    [InlineData("https://app.example.com％20x")]
    [InlineData("https://＊.example.com")]
    [InlineData("http://app.example.com")]
    [InlineData("http://localhost.example.com")]
    [InlineData("http://notlocalhost")]
    [InlineData("http://192.0.2.1")]
    [InlineData("http://0.0.0.0")]
    [InlineData("ftp://app.example.com")]
    [InlineData("javascript://app.example.com")]
    [InlineData("file://app.example.com")]
    [InlineData("ws://localhost")]
    public void What_is_no_safe_origin_is_refused(string given) =>
        EmbedSessionInput.CanonicalOrigin(given).ShouldBeNull();

    [Fact]
    public void A_stored_origin_is_stored_unchanged_again() =>
        EmbedSessionInput
            .CanonicalOrigin(EmbedSessionInput.CanonicalOrigin("https://BÜCHER.example:8443")!)
            .ShouldBe("https://xn--bcher-kva.example:8443");
}
