namespace Examlet.Tests.Access;

public sealed class AuthenticationTests(ExamletServers servers)
{
    [Theory, AllStores("Bearer "), AllStores("bearer "), AllStores("")]
    public async Task A_key_authenticates_with_bearer_and_bare(Store store, string prefix)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var client = new RestClient(workspace.Server, prefix + workspace.OwnerKey);

        var reply = await client.GetAsync("/me");

        reply.ShouldBe(200, new { id = workspace.Owner.UserId });
    }

    [Theory]
    [AllStores(null)]
    [AllStores("")]
    [AllStores("Bearer")]
    [AllStores("Bearer ")]
    [AllStores("Bearer examp_00000000000000000000000000000000")]
    [AllStores("examp_00000000000000000000000000000000")]
    [AllStores("Bearer not-a-key")]
    [AllStores("Basic b3duZXI6c2VjcmV0")]
    public async Task Without_a_good_key_the_answer_is_401(Store store, string? authorization)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var client = new RestClient(workspace.Server, authorization);

        var reply = await client.GetAsync("/me");

        reply.ShouldBeProblem(401);
    }

    [Theory]
    [AllStores("GET", "/me")]
    [AllStores("PATCH", "/me")]
    [AllStores("GET", "/users")]
    [AllStores("POST", "/users")]
    [AllStores("GET", "/users/user_x")]
    [AllStores("PATCH", "/users/user_x")]
    [AllStores("DELETE", "/users/user_x")]
    [AllStores("GET", "/exams")]
    [AllStores("POST", "/exams")]
    [AllStores("GET", "/exams/exam_x")]
    [AllStores("PATCH", "/exams/exam_x")]
    [AllStores("DELETE", "/exams/exam_x")]
    [AllStores("GET", "/permissions/exam_x")]
    [AllStores("POST", "/permissions/exam_x")]
    [AllStores("DELETE", "/permissions/exam_x/user_x")]
    [AllStores("GET", "/embed-sessions")]
    [AllStores("POST", "/embed-sessions")]
    [AllStores("GET", "/embed-sessions/embed_session_x")]
    [AllStores("DELETE", "/embed-sessions/embed_session_x")]
    [AllStores("GET", "/embed-sessions/embed_session_x/events")]
    [AllStores("GET", "/exams/exam_x/sessions")]
    [AllStores("GET", "/exams/exam_x/sessions/session_x")]
    [AllStores("PATCH", "/exams/exam_x/sessions/session_x")]
    [AllStores("DELETE", "/exams/exam_x/sessions/session_x")]
    [AllStores("GET", "/exams/exam_x/sessions/session_x/history")]
    public async Task Every_operation_asks_for_a_key(Store store, string method, string path)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Server.Stranger.SendAsync(
            new HttpMethod(method),
            path,
            method is "GET" or "DELETE" ? null : new { }
        );

        reply.ShouldBeProblem(401);
    }

    [Theory, AllStores]
    public async Task A_cookie_authenticates_nothing(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Server.Stranger.SendAsync(
            HttpMethod.Get,
            "/me",
            null,
            ("Cookie", $"apiKey={workspace.OwnerKey}; Authorization=Bearer {workspace.OwnerKey}")
        );

        reply.ShouldBeProblem(401);
    }

    [
        Theory,
        AllStores("?apiKey="),
        AllStores("?key="),
        AllStores("?access_token="),
        AllStores("?authorization=Bearer%20")
    ]
    public async Task A_key_in_the_query_authenticates_nothing(Store store, string query)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Server.Stranger.GetAsync($"/me{query}{workspace.OwnerKey}");

        reply.ShouldBeProblem(401);
    }

    [Theory, AllStores]
    public async Task An_embed_secret_does_not_work_on_the_REST_API(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();

        var reply = await new RestClient(workspace.Server, $"Bearer {sitting.Embed.Secret}").GetAsync("/me");

        reply.ShouldBeProblem(401);
    }

    [
        Theory,
        AllStores("/embed-api/start"),
        AllStores("/embed-api/open"),
        AllStores("/embed-api/hand-in"),
        AllStores("/embed-api/answers")
    ]
    public async Task An_API_key_does_not_work_on_the_student_API(Store store, string path)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Owner.PostAsync(path, new { });

        reply.Status.ShouldBeOneOf(401, 404);
    }

    [
        Theory,
        AllStores("/embed-api/start"),
        AllStores("/embed-api/open"),
        AllStores("/embed-api/hand-in"),
        AllStores("/embed-api/answers")
    ]
    public async Task The_student_API_asks_for_a_secret(Store store, string path)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        var reply = await workspace.Server.Stranger.PostAsync(path, new { });

        reply.ShouldBeProblem(401);
    }

    [Theory, AllStores]
    public async Task A_secret_that_never_was_is_404(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();
        var secret = sitting.Embed.Secret;
        var forged = secret[..^1] + (secret[^1] == 'A' ? 'Q' : 'A');

        var reply = await new StudentClient(workspace.Server, forged).PostAsync("/embed-api/start", new { });

        reply.ShouldBeProblem(404);
    }

    [Theory, AllStores]
    public async Task The_ID_of_an_embed_session_opens_nothing(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();
        var id = sitting.Embed.Id;

        foreach (var guess in (string[])[id, id["embed_session_".Length..]])
        {
            (await workspace.Server.Stranger.GetAsync($"/embeds/{guess}")).ShouldBe(404);
            (await new StudentClient(workspace.Server, guess).PostAsync("/embed-api/start", new { })).ShouldBeProblem(
                404
            );
        }
    }

    [Theory, AllStores]
    public async Task The_first_key_from_the_settings_belongs_to_an_owner(Store store)
    {
        await using var server = await servers.StartAsync(store);

        var reply = await new RestClient(server, $"Bearer {ExamletServer.FirstKey}").GetAsync("/me");

        reply.ShouldBe(200, new { role = "owner" });
    }
}
