using Examlet.Bench;

var arguments = Arguments.Of(args);
if (arguments.Scenario != "hand-ins")
{
    Console.Error.WriteLine("Usage: dotnet run --project bench -c Release -- hand-ins [--store <connection string>] [--students 5000] [--seconds 60] [--rate 200]");
    return 2;
}

await using var server = await ExamletProcess.StartAsync(arguments.Text("store"));
Console.WriteLine($"{Machine.Description}; {server.Store}");
await new HandIns(server, arguments.Number("students", 5000), arguments.Number("seconds", 60), arguments.Number("rate", 200)).RunAsync();
return 0;
