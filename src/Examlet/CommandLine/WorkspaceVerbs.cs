using System.CommandLine;
using Examlet.Access;
using Examlet.Storage;
using Examlet.Time;
using Examlet.Workspaces;

namespace Examlet.CommandLine;

/// <summary><c>workspace add</c> and <c>workspace remove</c>: tenants.</summary>
internal static class WorkspaceVerbs
{
    public static Command Command()
    {
        var name = new Argument<string>("name") { Description = "The name of the workspace." };
        var owner = new Option<string>("--owner") { Description = "The e-mail of its owner.", Required = true };
        var sandbox = new Option<bool>("--sandbox")
        {
            Description = "For an integrator's tests: its keys may move its clock with POST /test/clock.",
        };
        var add = new Command("add", "Add a workspace with its owner and their first API key, which is shown only now.")
        {
            name,
            owner,
            sandbox,
        };
        add.SetAction(
            (result, cancellation) =>
                Store.UseAsync(async database =>
                {
                    var made = await database.WriteAsync(
                        transaction =>
                            WorkspaceStore.AddAsync(
                                transaction,
                                result.GetValue(name)!,
                                result.GetValue(owner)!,
                                ApiKey.New(),
                                TimeProvider.System.Now(),
                                result.GetValue(sandbox)
                            ),
                        cancellation
                    );
                    Console.WriteLine(
                        $"{(result.GetValue(sandbox) ? "Sandbox" : "Workspace")} {made.WorkspaceId}, owner "
                            + $"{made.OwnerId}."
                    );
                    Console.WriteLine($"API key, shown only now: {made.ApiKey}");
                    return 0;
                })
        );
        return new Command("workspace", "Workspaces: the tenants of this installation.") { add, Remove() };
    }

    private static Command Remove()
    {
        var id = new Argument<string>("id") { Description = "The ID of the workspace, as workspace add printed it." };
        var yes = new Option<bool>("--yes") { Description = "Remove it. Without this it is only said what would go." };
        var remove = new Command(
            "remove",
            "Remove a workspace for good: its users, keys, exams, exam sessions, answers, files, receipts "
                + "and audit log. Make a backup first."
        )
        {
            id,
            yes,
        };
        remove.SetAction(
            (result, cancellation) =>
                Store.UseAsync(database =>
                    RemoveAsync(database, result.GetValue(id)!, result.GetValue(yes), cancellation)
                )
        );
        return remove;
    }

    private static async Task<int> RemoveAsync(
        Database database,
        string workspaceId,
        bool isMeant,
        CancellationToken cancellation
    )
    {
        var removal = new WorkspaceRemoval(ExamletHost.Holdings);
        if (
            await database.SnapshotAsync(reader => removal.CountAsync(reader, workspaceId), cancellation)
            is not { } counts
        )
        {
            await Console.Error.WriteLineAsync($"There is no workspace {workspaceId}. `workspace add` printed its ID.");
            return 1;
        }

        Console.WriteLine(
            $"{workspaceId}: {counts["app_user"]} users, {counts["exam"]} exams, {counts["exam_session"]} "
                + $"exam sessions, {counts["answer_version"]} versions of answers, {counts["audit_entry"]} "
                + "entries of the audit log."
        );
        if (!isMeant)
        {
            await Console.Error.WriteLineAsync(
                "Nothing was removed. Make a backup (`backup <folder>`), then say --yes."
            );
            return 1;
        }

        await database.WriteAsync(transaction => removal.RemoveAsync(transaction, workspaceId), cancellation);
        Console.WriteLine("Removed. Backups made before still hold it.");
        return 0;
    }
}
