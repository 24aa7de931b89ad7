namespace Examlet.BrowserTests.Fixture;

/// <summary>Hears when a text was run as script, and when the browser refused something that a text asked for, in every
/// frame of a profile.</summary>
public sealed class Sentinel
{
    private readonly List<string> _seen = [];

    public IReadOnlyList<string> Seen
    {
        get
        {
            lock (_seen)
            {
                return [.. _seen];
            }
        }
    }

    public static async Task<Sentinel> InAsync(IBrowserContext context, School school)
    {
        var sentinel = new Sentinel();
        await context.ExposeFunctionAsync("__said", (string line) => sentinel.Add(line));
        await context.AddInitScriptAsync(
            """
            window.__sentinel = (what) => window.__said(`ran: ${what}`);
            window.alert = window.confirm = window.prompt = (text) => { window.__said(`ran: dialog ${text}`);
              return null; };
            window.addEventListener("securitypolicyviolation", (event) =>
              window.__said(`refused: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
            """
        );
        context.Request += (_, request) =>
        {
            var host = new Uri(request.Url).Authority;
            if (
                request.Url.StartsWith("http", StringComparison.Ordinal)
                && host != school.Server.Authority
                && host != new Uri(school.Host.Origin).Authority
            )
            {
                sentinel.Add($"asked: {request.Url}");
            }
        };
        return sentinel;
    }

    public void ShouldHaveSeenNothing() => Seen.ShouldBeEmpty();

    private void Add(string line)
    {
        lock (_seen)
        {
            _seen.Add(line);
        }
    }
}
