namespace Examlet.Tests.Fixture;

/// <summary>The page of a staff flow in one browser.</summary>
public sealed class StaffClient(ExamletServer server, string secret) : Wire(server, $"Bearer {secret}")
{
    private string? _token;

    protected override IReadOnlyList<(string Name, string Value)> Always =>
        _token is null ? [] : [("Examlet-Browser", _token)];

    /// <summary>A flow for a new teacher who may do everything with the exam, open in a browser.</summary>
    public static async Task<StaffClient> OpenedAsync(Workspace workspace, string examId, string flow)
    {
        var teacher = await workspace.UserAsync("teacher");
        (await workspace.Owner.PostAsync($"/permissions/{examId}", new { actor = teacher, role = "manager" })).ShouldBe(
            201
        );
        var made = await workspace.Owner.PostAsync(
            "/embed-sessions",
            new
            {
                flow,
                actor = teacher,
                presets = new { examId },
            }
        );
        var page = new StaffClient(workspace.Server, workspace.EmbedOf(made).Secret);
        (await page.OpenAsync("the-browser-of-one-teacher")).ShouldBe(200);
        return page;
    }

    /// <summary>Opens the flow in the browser with that token, which goes with every request from then on.</summary>
    public async Task<Reply> OpenAsync(string token)
    {
        _token = token;
        return await PostAsync("/staff-api/open", new { browser = token });
    }
}
