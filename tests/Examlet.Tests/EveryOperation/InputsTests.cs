using System.Text.Json.Nodes;

namespace Examlet.Tests.EveryOperation;

/// <summary>Every field and parameter of the OpenAPI document, sent wrong: 400, and the problem names it (contract
/// §2).</summary>
public sealed class InputsTests(Stages stages) : IClassFixture<Stages>
{
    /// <summary>A value of each JSON type.</summary>
    private static readonly (string Type, string Json)[] Samples =
    [
        ("string", "\"a text\""),
        ("number", "12.5"),
        ("boolean", "true"),
        ("array", "[[]]"),
        ("object", "{\"a\":1}"),
        ("array", "[{\"a\":{}}]"),
    ];

    private static readonly Dictionary<string, string[]> WrongInQuery = new(StringComparer.Ordinal)
    {
        ["limit"] = ["0", "101", "-1", "ten", "1.5", ""],
        ["cursor"] = ["x", "%00", "bm90IGEgY3Vyc29y"],
        ["voided"] = ["maybe", "2"],
        ["raw"] = ["maybe", "2"],
        ["erase"] = ["maybe", "2"],
        ["after"] = ["x", "-1", "1.5"],
        ["epoch"] = ["x", "-1", "1.5"],
        ["since"] = ["yesterday", "5"],
        ["status"] = ["nonsense"],
        // Anything may be looked for.
        ["email"] = [],
        ["sessionId"] = [],
        ["questionId"] = [],
        ["state"] = ["nonsense", ""],
    };

    [Theory, EveryOperation(WithBody = true)]
    public async Task A_field_of_the_wrong_type_is_400_and_named(Store store, string name)
    {
        var (stage, _) = await stages.OfAsync(store);
        var operation = Operation.Of(name);

        foreach (var field in operation.Fields.Where(field => field.Types.Count > 0))
        {
            foreach (
                var (_, json) in Samples.Where(sample =>
                    !Takes(field, sample.Type)
                    || (
                        sample.Type == "array"
                        && !operation.Fields.Any(f => f.Path.StartsWith(field.Path + "[0]", StringComparison.Ordinal))
                    )
                )
            )
            {
                await ShouldBeNamedAsync(
                    stage,
                    operation,
                    field.Path,
                    body => Put(body, field.Path, JsonNode.Parse(json)),
                    json
                );
            }
        }
    }

    [Theory, EveryOperation(WithBody = true)]
    public async Task A_time_or_a_whole_number_that_is_none_is_400_and_named(Store store, string name)
    {
        var (stage, _) = await stages.OfAsync(store);
        var operation = Operation.Of(name);

        foreach (var field in operation.Fields.Where(field => field.Format is "date-time" or "int64" or "int32"))
        {
            var json = field.Format == "date-time" ? "\"2026-13-45\"" : "1e400";
            await ShouldBeNamedAsync(
                stage,
                operation,
                field.Path,
                body => Put(body, field.Path, JsonNode.Parse(json)),
                json
            );
        }
    }

    [Theory, EveryOperation(WithBody = true)]
    public async Task A_field_that_must_be_there_and_is_not_is_400_and_named(Store store, string name)
    {
        var (stage, _) = await stages.OfAsync(store);
        var operation = Operation.Of(name);

        foreach (var field in operation.Fields.Where(field => field.IsRequired))
        {
            await ShouldBeNamedAsync(stage, operation, field.Path, body => Remove(body, field.Path), "without it");
            await ShouldBeNamedAsync(stage, operation, field.Path, body => Put(body, field.Path, value: null), "null");
        }
    }

    [Theory, EveryOperation(WithBody = true)]
    public async Task What_is_no_object_is_400(Store store, string name)
    {
        var (stage, _) = await stages.OfAsync(store);
        var operation = Operation.Of(name);

        foreach (var body in (string[])["[]", "5", "\"text\"", "null", "{", "", "{} {}"])
        {
            operation
                .ShouldKnow(await stage.SendAsync(operation, stage.Holder(operation), body: body))
                .ShouldBeProblem(400);
        }
    }

    [Theory, EveryOperation(WithParameters = true)]
    public async Task A_parameter_of_the_query_that_cannot_be_read_is_400_and_named(Store store, string name)
    {
        var (stage, _) = await stages.OfAsync(store);
        var operation = Operation.Of(name);

        foreach (var parameter in operation.Query)
        {
            foreach (var value in WrongInQuery[parameter])
            {
                var path = $"{stage.PathOf(operation)}?{parameter}={value}";
                operation
                    .ShouldKnow(await stage.SendAsync(operation, stage.Holder(operation), path))
                    .ShouldBeInvalid(parameter);
            }
        }
    }

    /// <summary>Sends the operation's body, changed, and looks for the field among the errors of the problem, or of the
    /// only entry's problem.</summary>
    private static async Task ShouldBeNamedAsync(
        Stage stage,
        Operation operation,
        string path,
        Action<JsonObject> change,
        string what
    )
    {
        var body = stage.BodyOf(operation)!;
        change(body);

        var reply = operation.ShouldKnow(await stage.SendAsync(operation, stage.Holder(operation), body: body));

        if (
            operation.Name == "POST /embed-api/hand-in"
            && path.StartsWith("answers[0].", StringComparison.Ordinal)
            && reply.Status == 409
        )
        {
            // One answer that cannot be read does not hold up the others: the hand-in says what is missing.
            reply.ShouldBeProblem(409, "answers-missing");
            return;
        }

        var problem =
            reply.Status == 200
            && reply.Json.TryGetProperty("results", out var results)
            && results.GetArrayLength() == 1
                ? results[0]
                : reply.Json;
        problem
            .TryGetProperty("errors", out var errors)
            .ShouldBeTrue($"{operation.Name} with `{path}` {what} answered {reply.Status} {reply.Text}");
        errors
            .Names()
            .ShouldContain(
                error =>
                    error == path
                    || error.StartsWith(path + "[", StringComparison.Ordinal)
                    || error.StartsWith(path + ".", StringComparison.Ordinal),
                $"{operation.Name} with `{path}` {what} answered {reply.Text}"
            );
    }

    private static bool Takes(Field field, string type) =>
        field.Types.Contains(type) || (type == "number" && field.Types.Contains("integer") && field.Format is null);

    /// <summary>Puts a value at a path; what is missing on the way is made.</summary>
    internal static void Put(JsonObject body, string path, JsonNode? value)
    {
        var steps = path.Split('.');
        var at = body;
        foreach (var step in steps[..^1])
        {
            at = Enter(at, step);
        }

        at[steps[^1]] = value;
    }

    private static void Remove(JsonObject body, string path)
    {
        var steps = path.Split('.');
        steps[..^1].Aggregate(body, Enter).Remove(steps[^1]);
    }

    private static JsonObject Enter(JsonObject from, string step)
    {
        var isList = step.EndsWith("[0]", StringComparison.Ordinal);
        var name = isList ? step[..^3] : step;
        if (isList)
        {
            var list = from[name] as JsonArray ?? [];
            from[name] ??= list;
            if (list.Count == 0)
            {
                list.Add(new JsonObject());
            }

            return list[0]!.AsObject();
        }

        from[name] ??= new JsonObject();
        return from[name]!.AsObject();
    }
}
