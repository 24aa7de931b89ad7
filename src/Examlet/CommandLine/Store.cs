using System.Data.Common;
using Examlet.Settings;
using Examlet.Storage;

namespace Examlet.CommandLine;

/// <summary>The database, for verbs that work on it without serving.</summary>
internal static class Store
{
    /// <summary>
    /// Opens the configured database, brings its schema up to date and runs <paramref name="work"/>. Returns the exit
    /// code of the work.
    /// </summary>
    public static async Task<int> UseAsync(Func<Database, Task<int>> work)
    {
        try
        {
            await using var database = Database.Open(Options());
            database.Migrate();
            return await work(database);
        }
        catch (Exception fault) when (fault is InvalidOperationException or DbException)
        {
            await Console.Error.WriteLineAsync($"Examlet cannot open its database: {fault.Message}");
            return 1;
        }
    }

    /// <summary>
    /// Runs <paramref name="work"/> with the settings. An error that an operator can mend becomes a message and exit
    /// code 1.
    /// </summary>
    public static async Task<int> SafelyAsync(Func<ExamletOptions, Task<int>> work)
    {
        try
        {
            return await work(Options());
        }
        catch (Exception fault)
            when (fault
                    is InvalidOperationException
                        or IOException
                        or UnauthorizedAccessException
                        or DbException
                        or FileStoreException
            )
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
    }

    /// <summary>The settings, read as the server reads them.</summary>
    public static ExamletOptions Options() =>
        WebApplication
            .CreateBuilder(ExamletHost.Options([]))
            .Configuration.GetSection(ExamletOptions.Section)
            .Get<ExamletOptions>()
        ?? new ExamletOptions();
}
