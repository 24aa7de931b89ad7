using Examlet.Bench;

var arguments = Arguments.Of(args);
if (arguments.Scenario == "bare")
{
    return await BareServer.RunAsync(arguments.Text("urls")!);
}

var isFull = arguments.Scenario == "full";
var rounds = arguments.Number("rounds", 3);
var seconds = arguments.Number("seconds", isFull ? 20 : 5);
var students = arguments.Number("students", isFull ? 5000 : 1000);
Console.WriteLine(Machine.Description);
await using var cluster = new LazyCluster();
switch (arguments.Scenario)
{
    case "hand-ins":
        await using (var server = await ExamletProcess.StartAsync(arguments.Text("store")))
        {
            await new HandIns(
                server,
                arguments.Number("students", 5000),
                arguments.Number("seconds", 60),
                arguments.Number("rate", 200)
            ).RunAsync();
        }

        return 0;
    case "saves":
        await Saves.RunAsync(
            cluster.AddDatabaseAsync,
            rounds,
            seconds,
            arguments.Text("before"),
            arguments.Text("only") ?? ""
        );
        return 0;
    case "herd":
        await Herd.RunAsync(
            cluster.AddDatabaseAsync,
            arguments.Number("students", 5000),
            arguments.Number("seconds", 10),
            rounds
        );
        return 0;
    case "pages":
        await Pages.RunAsync(
            cluster.AddDatabaseAsync,
            arguments.Number("pages", 8000),
            arguments.Number("seconds", 20)
        );
        return 0;
    case "growth":
        await Growth.RunAsync(
            cluster.AddDatabaseAsync,
            isFull: arguments.Number("most", 0) >= 1_000_000,
            rounds,
            seconds
        );
        return 0;
    case "nodes":
        await Nodes.RunAsync(cluster.AddDatabaseAsync, rounds, seconds);
        return 0;
    case "start":
        await Start.RunAsync(rounds);
        return 0;
    case "abuse":
        await Abuse.RunAsync(
            cluster.AddDatabaseAsync,
            arguments.Number("rounds", 1),
            arguments.Number("seconds", 10),
            arguments.Text("only") ?? ""
        );
        return 0;
    case "room":
        await Room.RunAsync(arguments.Number("students", 1000), arguments.Number("seconds", 300));
        return 0;
    case "quick" or "full":
        await Saves.RunAsync(cluster.AddDatabaseAsync, rounds, seconds);
        await Herd.RunAsync(cluster.AddDatabaseAsync, students, 10, isFull ? rounds : 1);
        await Pages.RunAsync(cluster.AddDatabaseAsync, isFull ? 8000 : 2000, isFull ? 20 : 10);
        await Growth.RunAsync(cluster.AddDatabaseAsync, isFull, rounds, seconds);
        await Nodes.RunAsync(cluster.AddDatabaseAsync, rounds, seconds);
        return 0;
    default:
        Console.Error.WriteLine(
            """
            Usage: dotnet build src/Examlet -c Release
              && dotnet run --project bench -c Release -- <scenario> [--rounds 3] [--seconds 5] [--students 1000]
              quick     saves, herd, pages, growth and nodes in small, in less than 10 minutes
              full      the same at full size
              saves     durable saves by 64 and 256 students, beside a bare endpoint
                        [--before <path of another build's Examlet.dll>] [--only sqlite]
              herd      opening and starting within 10 s; handing in in one second
              pages     open pages with their event streams, idle
              growth    saves with 1,000, 100,000 and (--most 1000000) 1,000,000 exam sessions in the database
              nodes     one, two and three nodes on one PostgreSQL
              start     from nothing to the first answer; idle memory
              abuse     64 students who save, alone and beside each of seven attacks [--seconds 10] [--rounds 1]
              room      the monitor with 1,000 students, in Chromium
              hand-ins  saves beside 5,000 hand-ins within a minute [--store <connection string>] [--rate 200]
            """
        );
        return 2;
}
