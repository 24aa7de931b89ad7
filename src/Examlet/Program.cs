using Examlet.CommandLine;

return await Verbs.RunAsync(args);
