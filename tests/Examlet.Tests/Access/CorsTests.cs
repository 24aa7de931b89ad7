namespace Examlet.Tests.Access;

public sealed class CorsTests(ExamletServers servers)
{
    private const string Origin = "https://school.example";

    [Theory, AllStores]
    public async Task A_browser_on_any_origin_may_read_the_answers_of_the_REST_API(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Owner.SendAsync(HttpMethod.Get, "/me", null, ("Origin", Origin));

        reply.ShouldBe(200).Header("Access-Control-Allow-Origin").ShouldBe("*");
        reply.Header("Access-Control-Allow-Credentials").ShouldBeNull();
    }

    [Theory, AllStores("/me"), AllStores("/users/user_unknown")]
    public async Task Errors_can_be_read_from_any_origin_too(Store store, string path)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Server.Stranger.SendAsync(HttpMethod.Get, path, null, ("Origin", Origin));

        reply.Status.ShouldBeOneOf(401, 404);
        reply.Header("Access-Control-Allow-Origin").ShouldBe("*");
    }

    [Theory]
    [AllStores("POST", "/users")]
    [AllStores("POST", "/exams")]
    [AllStores("PATCH", "/exams/exam_x")]
    [AllStores("DELETE", "/exams/exam_x")]
    [AllStores("POST", "/embed-sessions")]
    [AllStores("DELETE", "/embed-sessions/embed_session_x")]
    public async Task A_preflight_allows_every_method_with_key_and_idempotency_key(
        Store store,
        string method,
        string path
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Server.Stranger.SendAsync(
            HttpMethod.Options,
            path,
            null,
            ("Origin", Origin),
            ("Access-Control-Request-Method", method),
            ("Access-Control-Request-Headers", "authorization,content-type,idempotency-key")
        );

        reply.Status.ShouldBeOneOf(200, 204);
        reply.Header("Access-Control-Allow-Origin").ShouldBe("*");
        reply.Header("Access-Control-Allow-Credentials").ShouldBeNull();
        reply.Header("Access-Control-Allow-Methods").ShouldNotBeNull().ShouldContain(method);
        foreach (var header in (string[])["authorization", "content-type", "idempotency-key"])
        {
            reply.Header("Access-Control-Allow-Headers").ShouldNotBeNull().ToLowerInvariant().ShouldContain(header);
        }
    }

    [Theory, AllStores]
    public async Task A_browser_may_read_the_headers_that_tell_a_client_what_to_do(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Owner.SendAsync(HttpMethod.Get, "/me", null, ("Origin", Origin));

        var exposed = reply.Header("Access-Control-Expose-Headers").ShouldNotBeNull();
        exposed.ShouldContain("Retry-After");
        exposed.ShouldContain("Idempotent-Replayed");
    }

    [Theory]
    [AllStores("/embed-api/start")]
    [AllStores("/embed-api/open")]
    [AllStores("/embed-api/hand-in")]
    [AllStores("/embed-api/answers")]
    [AllStores("/embed-api/nowhere")]
    [AllStores("/monitor-api/actions")]
    [AllStores("/monitor-api/nowhere")]
    public async Task The_student_API_and_the_monitor_s_are_for_their_own_pages_only(Store store, string path)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();

        var reply = await sitting.Student.SendAsync(HttpMethod.Post, path, new { }, ("Origin", Origin));
        var preflight = await workspace.Server.Stranger.SendAsync(
            HttpMethod.Options,
            path,
            null,
            ("Origin", Origin),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "authorization")
        );

        reply.Header("Access-Control-Allow-Origin").ShouldBeNull();
        preflight.Header("Access-Control-Allow-Origin").ShouldBeNull();
    }
}
