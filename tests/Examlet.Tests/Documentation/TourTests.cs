using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace Examlet.Tests.Documentation;

/// <summary><c>requests/tour.http</c>, sent from top to bottom as an editor does: each request is answered with the
/// status that its title names, else with 2xx.</summary>
public sealed partial class TourTests(ExamletServers servers)
{
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Reply> _replies = new(StringComparer.Ordinal);

    [Theory, AllStores]
    public async Task Every_request_of_the_tour_is_answered_as_its_title_says(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sent = 0;
        foreach (
            var part in (
                await File.ReadAllTextAsync(
                    Repository.PathOf("requests", "tour.http"),
                    TestContext.Current.CancellationToken
                )
            ).Split("\n###")
        )
        {
            var lines = part.Split('\n').ToList();
            Read(lines, workspace);
            var (name, request) = (
                Name().Match(part).Groups["name"].Value,
                lines.Skip(1).SkipWhile(line => !Method().IsMatch(line)).ToList()
            );
            if (request.Count == 0)
            {
                continue;
            }

            var reply = await SendAsync(workspace.Server, request);
            sent++;
            _replies[name] = reply;
            var title = lines[0].Trim();
            (
                Status().Match(title) is { Success: true } status
                    ? $"{reply.Status}" == status.Value
                    : reply.Status is >= 200 and < 300
            ).ShouldBeTrue($"{title}\n{reply.Request} {reply.Status} {reply.Text}");
        }

        sent.ShouldBeGreaterThan(50);
    }

    /// <summary>Reads the variables; the server, the key and the secret, which the tour has its reader fill in, are
    /// those of this test.</summary>
    private void Read(List<string> lines, Workspace workspace)
    {
        foreach (var variable in lines.Select(line => Variable().Match(line)).Where(match => match.Success))
        {
            _variables[variable.Groups["name"].Value] = variable.Groups["name"].Value switch
            {
                "base" => workspace.Server.Address.GetLeftPart(UriPartial.Authority),
                "key" => workspace.OwnerKey,
                "secret" => _replies["embed"].Value("embedUrl").Split('/')[^1],
                _ => variable.Groups["value"].Value,
            };
        }
    }

    private async Task<Reply> SendAsync(ExamletServer server, List<string> lines)
    {
        var parts = lines[0].Split(' ', 2);
        var headers = lines
            .Skip(1)
            .TakeWhile(line => line.Trim().Length > 0)
            .Select(line => line.Split(": ", 2))
            .ToDictionary(pair => pair[0], pair => Fill(pair[1]), StringComparer.OrdinalIgnoreCase);
        using var request = new HttpRequestMessage(new HttpMethod(parts[0]), Fill(parts[1]));
        if (headers.Remove("Content-Type", out var type))
        {
            request.Content = new ByteArrayContent(
                Encoding.UTF8.GetBytes(
                    Fill(string.Join('\n', lines.Skip(1).SkipWhile(line => line.Trim().Length > 0)).Trim())
                )
            );
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Reply.OfAsync(response);
    }

    private string Fill(string text) =>
        Placeholder()
            .Replace(
                text,
                match =>
                    match.Groups["name"].Value switch
                    {
                        "$timestamp" => Guid.NewGuid().ToString("N"),
                        var name when name.Split(".response.body.$.", 2) is [var reply, var path] => _replies[reply]
                            .Value(path),
                        var name => _variables[name],
                    }
            );

    [GeneratedRegex(@"^# @name (?<name>\w+)$", RegexOptions.Multiline, 1000)]
    private static partial Regex Name();

    [GeneratedRegex("^(?:GET|POST|PUT|PATCH|DELETE) ", RegexOptions.None, 1000)]
    private static partial Regex Method();

    [GeneratedRegex(@"\b4\d\d\b", RegexOptions.None, 1000)]
    private static partial Regex Status();

    [GeneratedRegex(@"^@(?<name>\w+) = (?<value>.+)$", RegexOptions.None, 1000)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\{\{(?<name>.+?)\}\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
