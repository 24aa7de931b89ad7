using System.Text.RegularExpressions;

namespace Examlet.Tests.Http;

/// <summary>Requests as no browser makes them: refused, and the connection never takes a part of one for another
/// request.</summary>
public sealed partial class RequestLineTests(ExamletServers servers)
{
    /// <summary>The request that an attacker would hide: it would be answered 200.</summary>
    private const string Hidden = "GET /health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    [
        Theory,
        AllStores("TRACE"),
        AllStores("CONNECT"),
        AllStores("PROPFIND"),
        AllStores("BREW"),
        AllStores("PURGE"),
        AllStores("DELETE")
    ]
    public async Task A_method_that_an_address_does_not_take_is_405_with_those_it_takes(Store store, string method)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        foreach (var path in (string[])["/me", "/users", "/embed-api/start", "/health/live"])
        {
            using var connection = await RawConnection.OpenAsync(workspace.Server);
            await connection.SendAsync(
                $"{method} {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + $"{workspace.OwnerKey}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );

            var reply = (await connection.ReadToEndAsync()).ShouldHaveSingleItem();
            reply
                .ShouldBeProblem(405)
                .Headers["Allow"]
                .ShouldHaveSingleItem()
                .ShouldMatch("^(GET|POST|PUT|PATCH|DELETE)(, (GET|POST|PUT|PATCH|DELETE|HEAD))*$");
            reply.Body.ShouldNotContain(workspace.OwnerKey); // TRACE would send it back
        }
    }

    [Theory, AllStores("X-HTTP-Method-Override"), AllStores("X-HTTP-Method"), AllStores("X-Method-Override")]
    public async Task A_header_that_names_another_method_is_ignored(Store store, string header)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var user = await workspace.UserAsync();

        (
            await workspace.Owner.SendAsync(HttpMethod.Get, $"/users/{user}?_method=DELETE", null, (header, "DELETE"))
        ).ShouldBe(200);
        (
            await workspace.Owner.SendAsync(
                HttpMethod.Post,
                $"/users/{user}?_method=DELETE",
                new { _method = "DELETE" },
                (header, "DELETE")
            )
        ).ShouldBeProblem(405);

        (await workspace.Owner.GetAsync($"/users/{user}")).ShouldBe(200);
    }

    [Theory]
    [AllStores("Content-Length: 5\r\nTransfer-Encoding: chunked", "0\r\n\r\n")]
    [AllStores("Transfer-Encoding: chunked\r\nContent-Length: 5", "0\r\n\r\n")]
    [AllStores("Content-Length: 5\r\nTransfer-Encoding: chunked", "")]
    [AllStores("Transfer-Encoding: xchunked", "0\r\n\r\n")]
    [AllStores("Transfer-Encoding: chunked\r\nTransfer-Encoding: x", "0\r\n\r\n")]
    [AllStores("Transfer-Encoding : chunked", "0\r\n\r\n")]
    [AllStores("Transfer-Encoding:\u000bchunked", "0\r\n\r\n")]
    [AllStores("X: x\nTransfer-Encoding: chunked", "0\r\n\r\n")]
    [AllStores("X: x\rTransfer-Encoding: chunked", "0\r\n\r\n")]
    [AllStores("Content-Length: 0\r\nContent-Length: 5", "")]
    [AllStores("Content-Length: 0\r\n folded: 5", "")]
    [AllStores("Content-Length:\r\n 5", "")]
    [AllStores(" Content-Length: 5", "")]
    [AllStores("Content-Length\u0000: 5", "")]
    [AllStores("X: a\u0000b\r\nContent-Length: 0", "")]
    [AllStores("no colon\r\nContent-Length: 0", "")]
    [AllStores(": no name\r\nContent-Length: 0", "")]
    public async Task A_request_that_two_servers_could_read_differently_is_refused_and_nothing_after_it_is_answered(
        Store store,
        string headers,
        string body
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        using var connection = await RawConnection.OpenAsync(workspace.Server);

        await connection.SendAsync(
            "POST /users HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + $"{workspace.OwnerKey}\r\nContent-Type: application/json\r\n{headers}\r\n\r\n{body}{Hidden}"
        );

        var reply = (await connection.ReadToEndAsync()).ShouldHaveSingleItem();
        reply.Status.ShouldBe(400, reply.Body);
    }

    [Theory]
    [AllStores("GET /health/live\r\n")] // HTTP/0.9
    [AllStores("GET /health/live HTTP/0.9\r\nHost: localhost\r\n\r\n")]
    [AllStores("GET /health/live HTTP/1.2\r\nHost: localhost\r\n\r\n")]
    [AllStores("GET /health/live HTTP/3.0\r\nHost: localhost\r\n\r\n")]
    [AllStores("GET /health/live http/1.1\r\nHost: localhost\r\n\r\n")]
    [AllStores("GET  /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [AllStores("GET /health/ live HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [AllStores("GET /health/live HTTP/1.1\nHost: localhost\n\n")] // bare line feeds
    [AllStores("GET /health/live HTTP/1.1\r\n\r\n")] // no Host
    [AllStores("GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [AllStores("GET /health/live HTTP/1.1\r\nHost: a b\r\n\r\n")]
    [AllStores("GET /users/%00 HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [AllStores("GET /users/\u0000 HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [AllStores("GET health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [AllStores("GET ftp://localhost/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [AllStores("GET http://elsewhere.example/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [AllStores("GET localhost:80 HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [AllStores("GET * HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [AllStores("CONNECT localhost:22 HTTP/1.1\r\nHost: localhost:22\r\n\r\n")]
    [AllStores("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n")] // TLS on a plain port
    [AllStores("G\u0000T / HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [AllStores("G(T /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    public async Task A_request_line_that_is_none_is_refused(Store store, string request)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        using var connection = await RawConnection.OpenAsync(workspace.Server);

        await connection.SendAsync(request);
        connection.EndSending();

        (await connection.ReadToEndAsync()).ShouldAllBe(reply =>
            reply.Status >= 400 && reply.Status < 500 || reply.Status == 505
        );
    }

    [Theory]
    [AllStores("/exams/../me")]
    [AllStores("/exams/%2e%2e/me")]
    [AllStores("/exams/exam_x/../../me")]
    [AllStores("/../../../../etc/passwd")]
    [AllStores("/..%2f..%2fetc%2fpasswd")]
    [AllStores("/%2e%2e/%2e%2e/etc/passwd")]
    [AllStores("/..\\..\\etc\\passwd")]
    [AllStores("/player/../../appsettings.json")]
    [AllStores("/player/%2e%2e%2f%2e%2e%2fExamlet.dll")]
    [AllStores("/docs/..%2f..%2fExamlet.dll")]
    [AllStores("//elsewhere.example/me")]
    [AllStores("/me;x=y")]
    [AllStores("/me/.")]
    [AllStores("/%c0%ae%c0%ae/me")]
    [AllStores("/%zz")]
    [AllStores("/%")]
    public async Task Dots_in_a_path_lead_nowhere_that_a_key_is_not_needed_for(Store store, string path)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        using var connection = await RawConnection.OpenAsync(workspace.Server);

        await connection.SendAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

        var reply = (await connection.ReadToEndAsync()).ShouldHaveSingleItem();
        // below /docs anything is that page
        reply.Status.ShouldBeOneOf(path.StartsWith("/docs/", StringComparison.Ordinal) ? [200] : [400, 401, 404]);
        reply.Body.ShouldNotContain("root:");
        Root().IsMatch(reply.Body).ShouldBeFalse();
    }

    [Theory, AllStores]
    public async Task Headers_without_end_are_refused(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        (await RefusedAsync(string.Concat(Enumerable.Range(0, 200).Select(i => $"X-{i}: x\r\n")))).ShouldBe(431);
        (await RefusedAsync($"X: {new string('x', 64 << 10)}\r\n")).ShouldBe(431);
        (await RefusedAsync("", "/" + new string('x', 64 << 10))).ShouldBe(414);

        async Task<int> RefusedAsync(string headers, string path = "/health/live")
        {
            using var connection = await RawConnection.OpenAsync(workspace.Server);
            await connection.SendAsync($"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");
            return (await connection.ReadToEndAsync()).ShouldHaveSingleItem().Status;
        }
    }

    [Theory, AllStores]
    public async Task Requests_in_a_row_are_answered_in_their_order(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        using var connection = await RawConnection.OpenAsync(workspace.Server);
        var authorization = $"Host: localhost\r\nAuthorization: Bearer {workspace.OwnerKey}\r\n";

        await connection.SendAsync(
            $"GET /me HTTP/1.1\r\n{authorization}\r\n"
                + $"POST /users HTTP/1.1\r\n{authorization}Content-Type: application/json\r\nContent-Length: "
                + "5\r\n\r\nnever"
                + $"GET /users/user_x HTTP/1.1\r\n{authorization}\r\n"
                + $"POST /users HTTP/1.1\r\n{authorization}Content-Type: text/plain\r\nTransfer-Encoding: "
                + "chunked\r\n\r\n3\r\nGET\r\n0\r\n\r\n"
                + Hidden
        );

        (await connection.ReadToEndAsync()).Select(reply => reply.Status).ShouldBe([200, 400, 404, 415, 200]);
    }

    [GeneratedRegex("MZ\u0090|\"Logging\"", RegexOptions.None, 1000)]
    private static partial Regex Root();
}
