using Examlet.Storage;

namespace Examlet.Users;

/// <summary>Reads how people are called.</summary>
public static class UserNames
{
    /// <summary>The name of each of those users by ID, or else their e-mail address; deleted users too.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(Reader reader, IEnumerable<string> ids)
    {
        var rows = await reader.QueryAsync<Row>(
            $"""select id as "Id", coalesce(name, email) as "Name" from app_user where {reader.In("id", "ids")}""",
            new { ids = Reader.List(ids.Distinct(StringComparer.Ordinal)) }
        );
        return rows.ToDictionary(row => row.Id, row => row.Name, StringComparer.Ordinal);
    }

    private sealed record Row
    {
        public string Id { get; init; } = "";
        public string Name { get; init; } = "";
    }
}
