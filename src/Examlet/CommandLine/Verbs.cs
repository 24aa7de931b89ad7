using System.CommandLine;
using Examlet.Demo;

namespace Examlet.CommandLine;

/// <summary>The verbs of the program; without one it serves.</summary>
public static class Verbs
{
    private static readonly string[] Names =
    [
        "demo",
        "workspace",
        "key",
        "backup",
        "restore",
        "verify",
        "migrate",
        "serve",
        "--help",
        "-h",
        "-?",
        "--version",
    ];

    /// <summary>Runs the verb in <paramref name="args"/>. Returns the exit code: 0 for success.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args.Length == 0 || IsSetting(args[0]))
        {
            return await ServeAsync(args);
        }

        if (!Names.Contains(args[0], StringComparer.Ordinal))
        {
            await Console.Error.WriteLineAsync(
                $"There is no verb `{args[0]}`. Did you mean `{Nearest(args[0])}`? `--help` lists the verbs."
            );
            return 1;
        }

        var root = new RootCommand(
            "Examlet: an exam that lives inside other people's software. Without a verb it serves."
        )
        {
            Serve(),
            DemoVerb.Command(),
            WorkspaceVerbs.Command(),
            KeyVerbs.Command(),
            BackupVerbs.Backup(),
            BackupVerbs.Restore(),
            BackupVerbs.Verify(),
            MigrateVerb.Command(),
        };
        return await root.Parse(args).InvokeAsync();
    }

    /// <summary>An argument of ASP.NET Core, such as <c>--urls</c> or <c>Logging:LogLevel:Default=Debug</c>.</summary>
    private static bool IsSetting(string argument) =>
        !Names.Contains(argument, StringComparer.Ordinal)
        && (argument.StartsWith('-') || argument.StartsWith('/') || argument.Contains('=', StringComparison.Ordinal));

    /// <summary>The verb with the fewest letters to change, add or leave out.</summary>
    private static string Nearest(string word) =>
        Names.Where(name => !name.StartsWith('-')).MinBy(name => Distance(name, word))!;

    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 0; i < from.Length; i++)
        {
            var (above, left) = (row[0], row[0] = i + 1);
            for (var j = 0; j < to.Length; j++)
            {
                var changed = above + (char.ToLowerInvariant(from[i]) == char.ToLowerInvariant(to[j]) ? 0 : 1);
                above = row[j + 1];
                left = row[j + 1] = Math.Min(changed, Math.Min(left, above) + 1);
            }
        }

        return row[^1];
    }

    private static Command Serve()
    {
        var rest = new Argument<string[]>("settings")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "ASP.NET Core arguments, such as --urls http://localhost:5080",
        };
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
            await ExamletHost.PrepareAsync(app);
            await app.RunAsync();
            return 0;
        }
        catch (Exception fault)
            when (fault is InvalidOperationException or Microsoft.Extensions.Options.OptionsValidationException)
        {
            await Console.Error.WriteLineAsync($"Examlet cannot start: {fault.Message}");
            return 1;
        }
    }
}
