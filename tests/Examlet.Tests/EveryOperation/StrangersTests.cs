using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Examlet.Tests.EveryOperation;

/// <summary>Every operation of the OpenAPI document, called by those who may not (contract §1, §10).</summary>
public sealed partial class StrangersTests(Stages stages) : IClassFixture<Stages>
{
    private const string UnknownKey = "examp_00000000000000000000000000000000";
    private const string UnknownSecret = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

    /// <summary>An ID in the body is the student's own note, names a question to keep if there is one, or is a word for
    /// the log: nothing is looked up by it.</summary>
    private static readonly string[] NamesNothing =
    [
        "PATCH /exams/{id}",
        "PUT /embed-api/state",
        "POST /embed-api/faults",
    ];

    [Theory, EveryOperation]
    public async Task Nobody_is_401(Store store, string name)
    {
        var (stage, _) = await stages.OfAsync(store);

        (await CallAsync(stage, name, stage.Caller(credential: null))).ShouldBeProblem(401);
    }

    [Theory, EveryOperation(Door = "apiKey")]
    public async Task What_is_no_key_is_401(Store store, string name)
    {
        var (stage, _) = await stages.OfAsync(store);

        foreach (
            var credential in (string[])
                [UnknownKey, "examp_", "x", UnknownSecret, stage.Sitting.Embed.Secret, stage.MonitorSecret]
        )
        {
            (await CallAsync(stage, name, stage.Caller(credential))).ShouldBeProblem(401);
        }
    }

    [Theory, EveryOperation(Door = "embedSecret")]
    public async Task An_API_key_is_401_in_the_student_API_and_a_secret_that_never_was_404(Store store, string name)
    {
        var (stage, _) = await stages.OfAsync(store);

        (await CallAsync(stage, name, stage.Caller(stage.Sitting.Workspace.OwnerKey))).ShouldBeProblem(401);
        (await CallAsync(stage, name, stage.Caller(UnknownSecret))).ShouldBeProblem(404);
        (await CallAsync(stage, name, stage.Caller(stage.MonitorSecret))).ShouldBeProblem(404);
    }

    [Theory, EveryOperation(Door = "monitorSecret")]
    public async Task What_is_no_monitor_link_is_401_at_the_monitor(Store store, string name)
    {
        var (stage, _) = await stages.OfAsync(store);

        foreach (
            var credential in (string[])[stage.Sitting.Workspace.OwnerKey, UnknownSecret, stage.Sitting.Embed.Secret]
        )
        {
            (await CallAsync(stage, name, stage.Caller(credential))).ShouldBeProblem(401);
        }
    }

    [Theory, EveryOperation(Door = "apiKey")]
    public async Task A_role_below_the_least_is_403(Store store, string name)
    {
        var (stage, _) = await stages.OfAsync(store);

        foreach (var role in Callers.TooLowFor(Operation.Of(name)))
        {
            (await CallAsync(stage, name, await stage.CallerWithAsync(role))).ShouldBeProblem(403);
        }
    }

    [Theory, EveryOperation(WithParameters = true)]
    public async Task A_foreign_ID_in_the_path_answers_like_one_that_never_was(Store store, string name)
    {
        var (own, foreign) = await stages.OfAsync(store);
        var operation = Operation.Of(name);
        var kinds = operation.PathParameters.Select(parameter => Stage.KindOf(operation, parameter)).ToList();

        foreach (
            var changed in kinds
                .Select(kind => (string[])[kind])
                .Append([.. kinds])
                .Where(changed => changed.Length > 0)
        )
        {
            // A user who is not of the workspace holds no permission there, which is what a DELETE of one answers for
            // its own users too.
            var seen = await CallAsync(
                own,
                name,
                own.Holder(operation),
                own.PathOf(operation, kind => (changed.Contains(kind) ? foreign : own).Ids[kind])
            );
            var unknown = await CallAsync(
                own,
                name,
                own.Holder(operation),
                own.PathOf(operation, kind => changed.Contains(kind) ? NeverWas(foreign.Ids[kind]) : own.Ids[kind])
            );

            seen.ShouldBeProblem(404);
            Anonymous(seen, foreign).ShouldBe(Anonymous(unknown, foreign));
        }
    }

    [Theory, EveryOperation(WithBody = true)]
    public async Task A_foreign_ID_in_the_body_answers_like_one_that_never_was(Store store, string name)
    {
        var (own, foreign) = await stages.OfAsync(store);
        var operation = Operation.Of(name);
        var before = (await foreign.Sitting.ReadAsync()).Text;

        foreach (
            var (kind, id) in own.Ids.Where(pair =>
                own.BodyOf(operation)!.ToJsonString().Contains($"\"{pair.Value}\"", StringComparison.Ordinal)
            )
        )
        {
            var seen = await CallAsync(own, name, own.Holder(operation), body: Replaced(id, foreign.Ids[kind]));
            var unknown = await CallAsync(
                own,
                name,
                own.Holder(operation),
                body: Replaced(id, NeverWas(foreign.Ids[kind]))
            );

            if (!NamesNothing.Contains(name))
            {
                ShouldRefuse(seen);
            }

            Anonymous(seen, foreign).ShouldBe(Anonymous(unknown, foreign));
        }

        (await foreign.Sitting.ReadAsync()).Text.ShouldBe(before);

        JsonObject Replaced(string id, string other) =>
            JsonNode
                .Parse(
                    own.BodyOf(operation)!.ToJsonString().Replace($"\"{id}\"", $"\"{other}\"", StringComparison.Ordinal)
                )!
                .AsObject();
    }

    [Theory, AllStores("/users?email={0}", "email"), AllStores("/exams/{1}/audit?sessionId={0}", "session")]
    public async Task What_is_foreign_in_a_query_finds_nothing(Store store, string path, string kind)
    {
        var (own, foreign) = await stages.OfAsync(store);
        var value =
            kind == "email"
                ? (await foreign.Sitting.Owner.GetAsync($"/users/{foreign.Ids["user"]}"))
                    .Value("email")
                    .Replace("student", "STUDENT", StringComparison.Ordinal)
                : foreign.Ids[kind];
        if (kind == "email")
        {
            // An address that only the other workspace has.
            await foreign.Sitting.Owner.PatchAsync(
                $"/users/{foreign.Ids["user"]}",
                new { email = value = $"only-there-{store}@school.example" }
            );
        }

        var seen = await own.Sitting.Owner.GetAsync(
            string.Format(null, path, Uri.EscapeDataString(value), own.Ids["exam"])
        );

        seen.ShouldBe(200).Items.ShouldBeEmpty();
    }

    /// <summary>Calls with everything of <paramref name="stage"/> but what the test says.</summary>
    private static async Task<Reply> CallAsync(
        Stage stage,
        string name,
        Wire caller,
        string? path = null,
        object? body = null
    )
    {
        var operation = Operation.Of(name);
        return operation.ShouldKnow(await stage.SendAsync(operation, caller, path, body));
    }

    /// <summary>Refused as a whole, or, where each entry has an answer of its own, in the only entry there
    /// is.</summary>
    private static void ShouldRefuse(Reply reply)
    {
        if (reply.Status is < 200 or > 299)
        {
            reply.ShouldHaveProblemShape();
            return;
        }

        if (reply.Json.TryGetProperty("skipped", out var skipped))
        {
            var left = skipped.EnumerateArray().ShouldHaveSingleItem();
            left.GetProperty("reason").GetString().ShouldBe("not-found", reply.Text);
            return;
        }

        var result = reply["results"].EnumerateArray().ShouldHaveSingleItem();
        (
            result.TryGetProperty("done", out var done)
                ? !done.GetBoolean()
                : result.GetProperty("status").GetInt32() is >= 400 and < 500
        ).ShouldBeTrue(reply.Text);
    }

    /// <summary>The reply without the IDs that the caller sent, and those of questions, which may be new.</summary>
    private static string Anonymous(Reply reply, Stage foreign) =>
        foreign.Ids.Aggregate(
            QuestionId().Replace(reply.WithoutTrace(), "question"),
            (text, pair) =>
                text.Replace(pair.Value, pair.Key, StringComparison.Ordinal)
                    .Replace(NeverWas(pair.Value), pair.Key, StringComparison.Ordinal)
        );

    [GeneratedRegex("q_[a-zA-Z0-9]{24}", RegexOptions.None, 1000)]
    private static partial Regex QuestionId();

    /// <summary>An ID of the same form that nothing has.</summary>
    private static string NeverWas(string id) =>
        id[..^4] + (id.EndsWith("0000", StringComparison.Ordinal) ? "1111" : "0000");
}
