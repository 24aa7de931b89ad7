using System.Net.Http.Headers;

namespace Examlet.Tests.Access;

/// <summary>What a hostile page can make a browser send has no effect: there is no cookie to ride on, and what our own
/// pages call gives no other origin leave to read. That no answer of any test sets a cookie is checked by every client
/// of the tests.
/// </summary>
public sealed class CrossOriginTests(ExamletServers servers)
{
    private const string Origin = "https://evil.example";

    [Theory, AllStores]
    public async Task Only_the_REST_API_may_be_read_from_other_origins_and_never_with_credentials(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var operations = await OperationCall.AllAsync(workspace);
        var secret = workspace.Student((await workspace.SitAsync()).Embed);

        foreach (var operation in operations)
        {
            foreach (var caller in (Wire[])[workspace.Server.Stranger, workspace.Owner, secret])
            {
                var isOwnPages =
                    operation.Path.StartsWith("/embed-api", StringComparison.Ordinal)
                    || operation.Path.StartsWith("/staff-api", StringComparison.Ordinal)
                    || operation.Path.StartsWith("/monitor-api", StringComparison.Ordinal);
                var isForOperators =
                    operation.Path.StartsWith("/health/", StringComparison.Ordinal) || operation.Path == "/metrics";
                if (operation.Name == "GET /embed-api/events" && caller == secret)
                {
                    continue; // a stream that does not end
                }

                // A body that is no JSON: the operation does nothing.
                var reply = await caller.SendAsync(
                    operation.Method,
                    operation.Path,
                    operation.TakesJson ? "no JSON" : null,
                    ("Origin", Origin),
                    ("Cookie", "session=x")
                );

                reply.Header("Access-Control-Allow-Credentials").ShouldBeNull(operation.Name);
                reply
                    .Header("Access-Control-Allow-Origin")
                    .ShouldBe(isOwnPages || isForOperators ? null : "*", $"{operation} answered {reply.Status}");
            }
        }
    }

    [Theory]
    [AllStores("/embed-api/nowhere")]
    [AllStores("/embed-api/start")]
    [AllStores("/EMBED-API/open")]
    [AllStores("/monitor-api/nowhere")]
    [AllStores("/monitor-api/room")]
    [AllStores("/Monitor-Api/actions")]
    [AllStores("/embeds/unknown")]
    [AllStores("/embeds/unknown/deeper")]
    [AllStores("/monitor/unknown")]
    [AllStores("/monitor/unknown/deeper")]
    public async Task No_other_origin_may_read_what_only_our_own_pages_call_whatever_the_method(
        Store store,
        string path
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        foreach (var method in (string[])["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"])
        {
            var reply = await workspace.Server.Stranger.SendAsync(
                new HttpMethod(method),
                path,
                null,
                ("Origin", Origin),
                ("Access-Control-Request-Method", "POST")
            );

            reply
                .Headers.Where(header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase))
                .Select(header => header.Key)
                .ShouldBeEmpty($"{method} {path} answered {reply.Status}");
        }
    }

    [Theory]
    [AllStores("text/plain")]
    [AllStores("text/plain; charset=utf-8")]
    [AllStores("application/x-www-form-urlencoded")]
    [AllStores("multipart/form-data; boundary=x")]
    public async Task What_a_form_can_send_without_asking_is_refused_with_a_key_and_without(
        Store store,
        string mediaType
    )
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var operations = (await OperationCall.AllAsync(workspace)).Where(operation => operation.TakesJson).ToList();

        foreach (var operation in operations)
        {
            (await SendAsync(workspace.Server.Stranger)).Status.ShouldBeOneOf(401, 415);
            (await SendAsync(operation.Caller)).ShouldBeProblem(415);

            Task<Reply> SendAsync(Wire caller)
            {
                var body = new ByteArrayContent("""{"name":"=x","email":"form@example.com"}"""u8.ToArray())
                {
                    Headers = { ContentType = MediaTypeHeaderValue.Parse(mediaType) },
                };
                return caller.SendAsync(
                    operation.Method,
                    operation.Path,
                    body,
                    ("Origin", Origin),
                    ("Cookie", "session=x; examp=x")
                );
            }
        }

        (await workspace.Owner.GetAsync("/users?email=form@example.com")).Items.ShouldBeEmpty();
    }

    [Theory, AllStores("/embed-api/start"), AllStores("/embed-api/open")]
    public async Task An_operation_that_ignores_its_body_takes_none_that_a_form_can_send(Store store, string path)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync();

        foreach (
            var mediaType in (string[])
                ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
        )
        {
            var body = new ByteArrayContent("{}"u8.ToArray())
            {
                Headers = { ContentType = MediaTypeHeaderValue.Parse(mediaType) },
            };
            (await sitting.Student.SendAsync(HttpMethod.Post, path, body)).ShouldBeProblem(415);
        }

        (await workspace.Owner.GetAsync($"/exams/{sitting.Exam.Id}/sessions")).Items.ShouldBeEmpty();
    }

    [
        Theory,
        AllStores("?key={key}"),
        AllStores("?api_key={key}"),
        AllStores("?access_token={key}"),
        AllStores("?Authorization=Bearer%20{key}")
    ]
    public async Task A_key_in_a_query_or_a_cookie_opens_nothing(Store store, string query)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var path = $"/me{query.Replace("{key}", workspace.OwnerKey, StringComparison.Ordinal)}";

        (
            await workspace.Server.Stranger.SendAsync(
                HttpMethod.Get,
                path,
                null,
                ("Cookie", $"Authorization=Bearer {workspace.OwnerKey}; api_key={workspace.OwnerKey}")
            )
        ).ShouldBeProblem(401);
    }
}
