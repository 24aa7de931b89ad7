using System.CommandLine;
using Examlet.Demo;

namespace Examlet.CommandLine;

/// <summary>The verbs of the program; without one it serves.</summary>
public static class Verbs
{
    private static readonly string[] Names = ["demo", "workspace", "key", "backup", "restore", "verify", "migrate", "serve", "--help", "-h", "-?", "--version"];

    /// <summary>Runs what <paramref name="args"/> ask for; returns the exit code, 0 when all went well.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length == 0 || !Names.Contains(args[0], StringComparer.Ordinal))
        {
            return await ServeAsync(args);
        }

        var root = new RootCommand("Examlet: an exam that lives inside other people's software. Without a verb it serves.")
        {
            Serve(), DemoVerb.Command(), WorkspaceVerbs.Command(), KeyVerbs.Command(),
            BackupVerbs.Backup(), BackupVerbs.Restore(), BackupVerbs.Verify(), MigrateVerb.Command(),
        };
        return await root.Parse(args).InvokeAsync();
    }

    private static Command Serve()
    {
        var rest = new Argument<string[]>("settings") { Arity = ArgumentArity.ZeroOrMore, Description = "ASP.NET Core arguments, such as --urls http://localhost:5080" };
        var command = new Command("serve", "Serve the REST API, the embed page and its assets.") { rest };
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction(result => ServeAsync([.. result.GetValue(rest) ?? [], .. result.UnmatchedTokens]));
        return command;
    }

    private static async Task<int> ServeAsync(string[] args)
    {
        try
        {
            await using var app = ExamletHost.Build(args);
            await app.RunAsync();
            return 0;
        }
        catch (Exception fault) when (fault is InvalidOperationException or Microsoft.Extensions.Options.OptionsValidationException)
        {
            await Console.Error.WriteLineAsync($"Examlet cannot start: {fault.Message}");
            return 1;
        }
    }
}
