namespace Examlet.Demo;

/// <summary>The school's web site: a page, its script and style, and the backend calls that the page makes.</summary>
internal static class SchoolSite
{
    private const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static async Task<WebApplication> StartAsync(Uri address, School school, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", address.GetLeftPart(UriPartial.Authority)]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var site = builder.Build();
        site.MapGet("/", () => Results.Text(DemoFiles.Text("school.html"), "text/html; charset=utf-8"));
        site.MapGet("/school.css", () => Results.Text(DemoFiles.Text("school.css"), "text/css; charset=utf-8"));
        site.MapGet("/school.js", () => Results.Text(DemoFiles.Text("school.js"), "text/javascript; charset=utf-8"));
        site.MapGet("/class", () => Results.Text(DemoFiles.Text("class.html"), "text/html; charset=utf-8"));
        site.MapGet("/class.js", () => Results.Text(DemoFiles.Text("class.js"), "text/javascript; charset=utf-8"));
        site.MapPost(
            "/class-link",
            (string flow, CancellationToken stop) =>
                school.ClassAsync(flow == "view-results" ? flow : "grade-exam", stop)
        );
        site.MapGet("/favicon.ico", () => Results.NoContent());
        site.MapPost("/exam", (CancellationToken stop) => school.EmbedAsync(stop));
        site.MapGet("/teacher", (CancellationToken stop) => school.ReadAsync(stop));
        site.MapGet("/monitor", async (CancellationToken stop) => Results.Redirect(await school.MonitorAsync(stop)));
        site.MapGet(
            "/results.xlsx",
            async (CancellationToken stop) =>
                Results.File(await school.SpreadsheetAsync(stop), Spreadsheet, "results.xlsx")
        );
        site.MapGet("/docs", () => Results.Redirect(school.Docs.AbsoluteUri));
        site.MapPost(
            "/start-over",
            async (CancellationToken stop) =>
            {
                await school.StartOverAsync(stop);
                return Results.NoContent();
            }
        );
        await site.StartAsync(cancellation);
        return site;
    }
}
