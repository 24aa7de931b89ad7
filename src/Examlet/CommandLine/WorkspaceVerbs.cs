using System.CommandLine;
using Examlet.Access;

namespace Examlet.CommandLine;

/// <summary><c>workspace add</c>: a further tenant.</summary>
internal static class WorkspaceVerbs
{
    public static Command Command()
    {
        var name = new Argument<string>("name") { Description = "The name of the workspace." };
        var owner = new Option<string>("--owner") { Description = "The e-mail of its owner.", Required = true };
        var sandbox = new Option<bool>("--sandbox") { Description = "For an integrator's tests: its keys may move its clock with POST /test/clock." };
        var add = new Command("add", "Add a workspace with its owner and their first API key, which is shown only now.") { name, owner, sandbox };
        add.SetAction((result, cancellation) => Store.UseAsync(
            async services =>
            {
                var made = await services.GetRequiredService<WorkspaceStore>().AddAsync(result.GetValue(name)!, result.GetValue(owner)!, cancellation, result.GetValue(sandbox));
                Console.WriteLine($"{(result.GetValue(sandbox) ? "Sandbox" : "Workspace")} {made.WorkspaceId}, owner {made.OwnerId}.");
                Console.WriteLine($"API key, shown only now: {made.ApiKey}");
                return 0;
            }));
        return new Command("workspace", "Workspaces: the tenants of this installation.") { add };
    }
}
