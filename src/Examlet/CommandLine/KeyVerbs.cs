using System.CommandLine;
using System.Globalization;
using Examlet.Access;
using Examlet.Time;
using Examlet.Users;

namespace Examlet.CommandLine;

/// <summary><c>key add|list|revoke</c>: API keys.</summary>
internal static class KeyVerbs
{
    public static Command Command() => new("key", "API keys.") { Add(), List(), Revoke() };

    private static Command Add()
    {
        var user = new Argument<string>("user")
        {
            Description = "The user whom the key belongs to: an ID, or an e-mail address.",
        };
        var label = new Option<string?>("--label") { Description = "What the key is for." };
        var add = new Command("add", "Make a key; it is shown only now.") { user, label };
        add.SetAction(
            (result, cancellation) =>
                Store.UseAsync(async database =>
                {
                    var users = await database.ReadAsync(
                        reader =>
                            ApiKeyStore.UsersAsync(
                                reader,
                                result.GetValue(user)!,
                                User.EmailKey(result.GetValue(user)!.Trim())
                            ),
                        cancellation
                    );
                    if (users.Count != 1)
                    {
                        await Console.Error.WriteLineAsync(
                            users.Count == 0
                                ? "There is no such user. `key list` shows the users who have keys; GET "
                                    + "/users lists all of a workspace."
                                : $"That address is a user in {users.Count} workspaces. Give the ID of one of them: "
                                    + string.Join(", ", users.Select(found => $"{found.Id} (in {found.WorkspaceId})"))
                        );
                        return 1;
                    }

                    Console.WriteLine(
                        await database.WriteAsync(
                            transaction =>
                                ApiKeyStore.AddAsync(
                                    transaction,
                                    users[0].Id,
                                    result.GetValue(label),
                                    TimeProvider.System.Now()
                                ),
                            cancellation
                        )
                    );
                    return 0;
                })
        );
        return add;
    }

    private static Command List()
    {
        var list = new Command("list", "List the keys: their IDs and users, never the keys themselves.");
        list.SetAction(
            (_, cancellation) =>
                Store.UseAsync(async database =>
                {
                    foreach (var key in await database.ReadAsync(ApiKeyStore.ListAsync, cancellation))
                    {
                        var state = key.RevokedAt is { } revoked ? $"revoked {Day(revoked)}" : "in force";
                        Console.WriteLine(
                            $"{key.Id}  {key.Email}  {key.UserId}  {key.WorkspaceId}  {key.Label}  made "
                                + $"{Day(key.CreatedAt)}  {state}"
                        );
                    }

                    return 0;
                })
        );
        return list;
    }

    private static Command Revoke()
    {
        var id = new Argument<string>("id") { Description = "The ID of the key, as `key list` shows it." };
        var revoke = new Command("revoke", "End a key at once.") { id };
        revoke.SetAction(
            (result, cancellation) =>
                Store.UseAsync(async database =>
                {
                    if (
                        await database.WriteAsync(
                            transaction =>
                                ApiKeyStore.RevokeAsync(transaction, result.GetValue(id)!, TimeProvider.System.Now()),
                            cancellation
                        )
                    )
                    {
                        return 0;
                    }

                    await Console.Error.WriteLineAsync(
                        "There is no such key, or it was revoked before. `key list` shows the IDs."
                    );
                    return 1;
                })
        );
        return revoke;
    }

    private static string Day(DateTimeOffset time) => time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
