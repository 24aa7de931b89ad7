namespace Examlet.Tests.EveryOperation;

/// <summary>Every operation of the OpenAPI document does what it is for when the lowest who may call it does so (contract §1, §2).</summary>
public sealed class RequestsTests(ExamletServers servers)
{
    [Theory, EveryOperation(ThatEnd = true)]
    public async Task It_succeeds_and_ignores_fields_that_it_does_not_know(Store store, string name)
    {
        var operation = Operation.Of(name);
        await using var borrowed = await servers.WorkspaceAsync(store);
        var workspace = operation.Path.StartsWith("/test/", StringComparison.Ordinal) ? await borrowed.Server.WorkspaceAsync(isSandbox: true) : borrowed;
        var stage = await (await Stage.SetAsync(workspace)).ReadyForAsync(operation);
        var caller = operation.Door == "apiKey" ? await stage.CallerWithAsync(Callers.LeastFor(operation)) : stage.Holder(operation);
        var body = stage.BodyOf(operation);
        if (body is not null)
        {
            body["aFieldOfAnotherVersion"] = new System.Text.Json.Nodes.JsonObject { ["a"] = 1 };
        }

        var query = operation.Query.Contains("epoch") ? $"?epoch={stage.Sitting.Student.Epoch}" : operation.Query.Contains("since") ? "?since=2020-01-01T00:00:00Z" : "";
        var reply = operation.ShouldKnow(await stage.SendAsync(operation, caller, stage.PathOf(operation) + query, body));

        reply.Status.ShouldBeInRange(200, 204, reply.Text);
    }
}
