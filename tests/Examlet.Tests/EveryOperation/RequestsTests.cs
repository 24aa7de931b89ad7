using System.Text.Json.Nodes;

namespace Examlet.Tests.EveryOperation;

/// <summary>Every operation of the OpenAPI document does what it is for when the lowest who may call it does so
/// (contract §1, §2).</summary>
public sealed class RequestsTests(ExamletServers servers)
{
    [Theory, EveryOperation(WithBody = true)]
    public async Task A_number_beyond_all_bounds_is_no_defect(Store store, string name)
    {
        var operation = Operation.Of(name);
        await using var workspace = await servers.WorkspaceAsync(store);
        var stage = await (await Stage.SetAsync(workspace)).ReadyForAsync(operation);

        foreach (
            var field in operation.Fields.Where(field =>
                field.Types.Contains("number") || field.Types.Contains("integer")
            )
        )
        {
            foreach (var number in (string[])["1e308", "-1e308", "9223372036854775807", "-9223372036854775808"])
            {
                var body = stage.BodyOf(operation)!;
                InputsTests.Put(body, field.Path, JsonNode.Parse(number));

                operation
                    .ShouldKnow(await stage.SendAsync(operation, stage.Holder(operation), body: body))
                    .Status.ShouldBeLessThan(500, $"{field.Path}: {number}");
            }
        }
    }

    [Theory, EveryOperation(ThatEnd = true)]
    public async Task It_succeeds_and_ignores_fields_that_it_does_not_know(Store store, string name)
    {
        var operation = Operation.Of(name);
        await using var borrowed = await servers.WorkspaceAsync(store);
        var workspace = operation.Path.StartsWith("/test/", StringComparison.Ordinal)
            ? await borrowed.Server.WorkspaceAsync(isSandbox: true)
            : borrowed;
        var stage = await (await Stage.SetAsync(workspace)).ReadyForAsync(operation);
        var caller =
            operation.Door == "apiKey"
                ? await stage.CallerWithAsync(Callers.LeastFor(operation))
                : stage.Holder(operation);
        var body = stage.BodyOf(operation);
        if (body is not null)
        {
            body["aFieldOfAnotherVersion"] = new System.Text.Json.Nodes.JsonObject { ["a"] = 1 };
        }

        var query =
            operation.Query.Contains("epoch") ? $"?epoch={stage.Sitting.Student.Epoch}"
            : operation.Query.Contains("since") ? "?since=2020-01-01T00:00:00Z"
            : "";
        var reply = operation.ShouldKnow(
            await stage.SendAsync(operation, caller, stage.PathOf(operation) + query, body)
        );

        reply.Status.ShouldBeInRange(200, 204, reply.Text);
    }
}
