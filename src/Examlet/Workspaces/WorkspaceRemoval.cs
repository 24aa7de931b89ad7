using Examlet.Storage;

namespace Examlet.Workspaces;

/// <summary>Takes a workspace away with everything in it, for good: what the operator does when a school has left.
/// Nothing of it can be brought back but from a backup.</summary>
/// <param name="holdings">What each table holds, those first that name others.</param>
public sealed class WorkspaceRemoval(IReadOnlyList<Holding> holdings)
{
    /// <summary>How many rows of each table are the workspace's; null when there is no such workspace.</summary>
    public async Task<IReadOnlyDictionary<string, long>?> CountAsync(Reader reader, string workspaceId)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var holding in holdings.Where(holding => holding.OfWorkspace is not null))
        {
            counts[holding.Table] = await reader.FirstOrDefaultAsync<long>(
                $"select count(*) from {holding.Table} where {holding.OfWorkspace}",
                new { workspaceId }
            );
        }

        return counts["workspace"] == 0 ? null : counts;
    }

    /// <summary>Removes the workspace, all or nothing.</summary>
    public async Task RemoveAsync(Transaction transaction, string workspaceId)
    {
        foreach (var holding in holdings.Where(holding => holding.OfWorkspace is not null))
        {
            await (holding.RemoveBytesAsync?.Invoke(transaction, workspaceId) ?? Task.CompletedTask);
            await transaction.ExecuteAsync(
                $"delete from {holding.Table} where {holding.OfWorkspace}",
                new { workspaceId }
            );
        }
    }
}
