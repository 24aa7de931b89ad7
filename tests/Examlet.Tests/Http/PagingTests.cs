using System.Text.Json;

namespace Examlet.Tests.Http;

/// <summary>Lists: <c>limit</c> 1–100 and 25 by default, <c>cursor</c>, <c>{ items, nextCursor }</c> (contract
/// §2).</summary>
public sealed class PagingTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task Following_the_cursor_shows_every_user_once(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var made = new List<string> { workspace.Owner.UserId };
        for (var i = 0; i < 10; i++)
        {
            made.Add(await workspace.UserAsync());
        }

        var pages = await PagesAsync(workspace, "/users", 4);

        pages.Select(p => p.Count).ShouldBe([4, 4, 3]);
        pages.SelectMany(p => p).ShouldBe(made, ignoreOrder: true);
    }

    [Theory, AllStores]
    public async Task Following_the_cursor_shows_every_exam_embed_session_and_exam_session_once(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var students = new[] { await workspace.UserAsync(), await workspace.UserAsync(), await workspace.UserAsync() };
        var exams = new[]
        {
            await workspace.ExamAsync(participants: students),
            await workspace.ExamAsync(),
            await workspace.ExamAsync(),
        };
        var embeds = new List<Embed>();
        var sessions = new List<string>();
        foreach (var student in students)
        {
            var embed = await workspace.EmbedAsync(exams[0].Id, student);
            sessions.Add((await workspace.Student(embed).StartAsync()).Value("sessionId"));
            embeds.Add(embed);
        }

        (await PagesAsync(workspace, "/exams", 1))
            .SelectMany(p => p)
            .ShouldBe(exams.Select(e => e.Id), ignoreOrder: true);
        (await PagesAsync(workspace, "/embed-sessions", 2))
            .SelectMany(p => p)
            .ShouldBe(embeds.Select(e => e.Id), ignoreOrder: true);
        (await PagesAsync(workspace, $"/exams/{exams[0].Id}/sessions", 2))
            .SelectMany(p => p)
            .ShouldBe(sessions, ignoreOrder: true);
    }

    [Theory, AllStores]
    public async Task Rows_added_meanwhile_push_none_out_and_show_none_twice(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var before = new List<string>
        {
            workspace.Owner.UserId,
            await workspace.UserAsync(),
            await workspace.UserAsync(),
        };
        var first = await workspace.Owner.GetAsync("/users?limit=2");
        await workspace.UserAsync();

        var rest = await workspace.Owner.GetAsync(
            $"/users?limit=100&cursor={Uri.EscapeDataString(first.Value("nextCursor"))}"
        );

        var seen = Ids(first).Concat(Ids(rest)).ToList();
        seen.Distinct().Count().ShouldBe(seen.Count);
        before.ShouldBeSubsetOf(seen);
    }

    [Theory, AllStores]
    public async Task Without_a_limit_a_page_has_25(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        for (var i = 0; i < 26; i++)
        {
            await workspace.UserAsync();
        }

        var page = await workspace.Owner.GetAsync("/users");

        page["items"].GetArrayLength().ShouldBe(25);
        page["nextCursor"].ValueKind.ShouldBe(JsonValueKind.String);
    }

    [Theory, AllStores]
    public async Task The_last_page_has_no_cursor_even_when_it_is_full(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        await workspace.UserAsync();

        var page = await workspace.Owner.GetAsync("/users?limit=2");

        page.ShouldBe(200, new { nextCursor = (string?)null })["items"].GetArrayLength().ShouldBe(2);
    }

    [
        Theory,
        AllStores("/users"),
        AllStores("/exams"),
        AllStores("/embed-sessions"),
        AllStores("/permissions/{exam}?limit=25"),
        AllStores("/exams/{exam}/sessions"),
        AllStores("{session}/history"),
        AllStores("/embed-sessions/{embed}/events")
    ]
    public async Task Every_list_has_items_and_a_cursor(Store store, string path)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        (await sitting.Student.SaveAsync(sitting.Question, "x")).ShouldBe(200);
        var list = path.Replace("{exam}", sitting.Exam.Id, StringComparison.Ordinal)
            .Replace("{session}", sitting.Path, StringComparison.Ordinal)
            .Replace("{embed}", sitting.Embed.Id, StringComparison.Ordinal);

        var page = await workspace.Owner.GetAsync(list);

        page.ShouldBe(200, new { nextCursor = (string?)null }).Items.ShouldNotBeEmpty();
    }

    [Theory]
    [AllStores("limit=0", "limit")]
    [AllStores("limit=101", "limit")]
    [AllStores("limit=-1", "limit")]
    [AllStores("limit=ten", "limit")]
    [AllStores("limit=", "limit")]
    [AllStores("limit=99999999999999999999", "limit")]
    [AllStores("cursor=nonsense", "cursor")]
    [AllStores("cursor=%00", "cursor")]
    [AllStores("cursor='", "cursor")]
    public async Task A_wrong_limit_or_cursor_is_400_and_named(Store store, string query, string field)
    {
        await using var workspace = await servers.WorkspaceAsync(store);

        foreach (var path in (string[])["/users", "/exams", "/embed-sessions"])
        {
            (await workspace.Owner.GetAsync($"{path}?{query}")).ShouldBeInvalid(field);
        }
    }

    private static async Task<List<List<string>>> PagesAsync(Workspace workspace, string path, int limit)
    {
        var pages = new List<List<string>>();
        string? cursor = null;
        do
        {
            var page = (
                await workspace.Owner.GetAsync(
                    $"{path}?limit={limit}{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}"
                )
            ).ShouldBe(200);
            page.Json.Names().ShouldBe(["items", "nextCursor"], ignoreOrder: true);
            pages.Add([.. Ids(page)]);
            cursor = page["nextCursor"].GetString();
        } while (cursor is not null && pages.Count < 50);
        return pages;
    }

    private static IEnumerable<string> Ids(Reply page) =>
        page["items"].EnumerateArray().Select(item => item.GetProperty("id").GetString()!);
}
