using System.Net.Sockets;
using System.Text.Json;
using CsCheck;

namespace Examlet.Tests.Model;

/// <summary>One student's exam on a real server, and the model beside it. Whatever is sent is heard by both; what the
/// server says and shows must be what the model does.</summary>
internal sealed class ModelledExam
{
    private static readonly object[] Questions =
    [
        Ask.Line("One?", Terms.Right),
        Ask.Line("Two?", Terms.Right),
        Ask.Line("Three?", Terms.Right),
    ];
    private readonly List<StudentClient> _links = [];
    private readonly List<string> _attempts = [];
    private readonly List<string> _embeds = [];
    private readonly List<string> _told = [];
    private readonly Sitting _sitting;

    private ModelledExam(Sitting sitting, Terms terms)
    {
        _sitting = sitting;
        Server = sitting.Server;
        Model = new ExamModel(terms, Server.Now);
        Add(sitting.Embed);
    }

    /// <summary>The exam's settings: minutes; the opening and the closing count from its creation.</summary>
    public static readonly Gen<(int Opens, int? Limit, int? Closes, double Multiplier)> AnyTerms = Gen.Select(
        Gen.Frequency((5, 0), (1, 1)),
        Gen.Frequency<int?>((4, 10), (1, null)),
        Gen.Frequency<int?>((2, null), (1, 7), (1, 30)),
        Gen.Frequency((2, 1.0), (1, 1.5))
    );

    public ExamletServer Server { get; }

    public ExamModel Model { get; private set; }

    /// <summary>How many messages a crash left without an answer.</summary>
    public int CutOff { get; private set; }

    /// <summary>What was sent and answered, for whoever reads a failure.</summary>
    public string Told => string.Join('\n', _told);

    public static async Task<ModelledExam> CreateAsync(
        Workspace workspace,
        (int Opens, int? Limit, int? Closes, double Multiplier) terms
    )
    {
        var now = workspace.Server.Now;
        DateTimeOffset? opens = terms.Opens == 0 ? null : now.AddMinutes(terms.Opens);
        DateTimeOffset? closes = terms.Closes is { } minutes ? now.AddMinutes(minutes) : null;
        var sitting = await workspace.SitAsync(
            Questions,
            new
            {
                timeLimit = terms.Limit,
                opensAt = opens?.Iso(),
                closesAt = closes?.Iso(),
            },
            user: new { timeMultiplier = terms.Multiplier }
        );
        return new ModelledExam(
            sitting,
            new Terms(new(sitting.Exam.Questions), opens, terms.Limit, closes, terms.Multiplier)
        );
    }

    /// <summary>Sends a message and compares the answer.</summary>
    public async Task SendAsync(Message message)
    {
        var reply = await DeliverAsync(message);
        var (next, said) = Model.Hear(message);
        Model = next;
        var differences = Differences(reply, said);
        differences.ShouldBeEmpty($"{message} was answered {reply?.Status} {reply?.Text}\n{Told}");
    }

    /// <summary>Sends messages at once. The answers, and what is there afterwards, must be what some order of them
    /// gives.</summary>
    public async Task SendAtOnceAsync(IReadOnlyList<(Message Message, int Delay)> messages)
    {
        var replies = await Task.WhenAll(
            messages.Select(async sent =>
            {
                await YieldAsync(sent.Delay);
                return (sent.Message, Reply: await DeliverAsync(sent.Message));
            })
        );
        var seen = await LookAsync();
        Model = Explained(Orders<(Message, Reply?)>([.. replies]), seen);
    }

    /// <summary>Sends a message to a server whose store fails, and again until it is answered, as every client does;
    /// <paramref name="mend"/> ends the fault. What was not answered may have been heard or not, in a batch each save
    /// by itself; nothing else may have happened.
    /// </summary>
    public async Task SendThroughFaultAsync(Message message, Action mend)
    {
        var tries = 1;
        var reply = await DeliverAsync(message);
        for (; reply is { Status: 503 }; tries++)
        {
            if (tries == 2)
            {
                mend();
            }

            reply = await DeliverAsync(message);
        }

        mend();
        var seen = await LookAsync();
        var heard = Enumerable.Range(0, tries).SelectMany(times => Heard(message, times));
        Model = Explained(heard.Select(way => (IReadOnlyList<(Message, Reply?)>)[.. way, (message, reply)]), seen);
    }

    /// <summary>Sends messages at once to a server that crashes meanwhile, and what was not answered again to the one
    /// that comes back.</summary>
    public async Task SendThroughCrashAsync(IReadOnlyList<(Message Message, int Delay)> messages, int crashAfter)
    {
        var sending = messages
            .Select(async sent =>
            {
                await YieldAsync(sent.Delay);
                return (sent.Message, Reply: await TryDeliverAsync(sent.Message));
            })
            .ToList();
        await YieldAsync(crashAfter);
        await Server.CrashAsync();
        var first = await Task.WhenAll(sending);
        var unanswered = first.Where(sent => sent.Reply is null).Select(sent => sent.Message).ToList();
        var again = new List<(Message, Reply?)>();
        foreach (var message in unanswered)
        {
            again.Add((message, await DeliverAsync(message)));
        }

        var seen = await LookAsync();
        var ways = Subsets(unanswered)
            .SelectMany(heard =>
                Orders<(Message, Reply?)>([
                    .. first.Where(sent => sent.Reply is not null),
                    .. heard.Select(message => (message, (Reply?)null)),
                ])
            );
        Model = Explained(ways.Select(way => (IReadOnlyList<(Message, Reply?)>)[.. way, .. again]), seen);
    }

    /// <summary>Reads everything, as teachers and hosts can, and compares it.</summary>
    public async Task CheckAsync() => Differences(Model, await LookAsync()).ShouldBeEmpty(Told);

    /// <summary>Whatever has become of the links: a new one shows the attempt and its events.</summary>
    public async Task CheckToTheEndAsync()
    {
        await SendAsync(new Issue());
        await SendAsync(new Open(Model.Links.Count - 1));
        await CheckAsync();
    }

    /// <summary>Sends a message without telling the model; null for time that goes by.</summary>
    public async Task<Reply?> DeliverAsync(Message message)
    {
        var reply = await ReplyAsync(message);
        lock (_told)
        {
            _told.Add(
                $"{Server.Now.Iso()} {message} -> {reply?.Status} {(reply?.Status >= 400 ? reply.Value("type") : "")}"
            );
        }

        if (message is Issue)
        {
            Add(_sitting.Workspace.EmbedOf(reply!));
        }
        else if (
            message is Start or Open
            && reply is { Status: 200 }
            && reply["sessionId"] is { ValueKind: JsonValueKind.String } id
        )
        {
            lock (_attempts)
            {
                _attempts.AddRange(new[] { id.GetString()! }.Except(_attempts, StringComparer.Ordinal));
            }
        }

        return reply;
    }

    private void Add(Embed embed)
    {
        _embeds.Add(embed.Id);
        _links.Add(new StudentClient(Server, embed.Secret));
    }

    private async Task<Reply?> ReplyAsync(Message message)
    {
        var owner = _sitting.Owner;
        switch (message)
        {
            case Pass pass:
                Server.Clock.Advance(pass.Time);
                return null;
            case Start start:
                return await _links[start.Link].StartAsync();
            case Open open:
                return await _links[open.Link].OpenAsync();
            case Save save:
                return await _links[save.Link]
                    .SaveAsync(
                        save.Answer.Question,
                        save.Answer.Value,
                        save.Answer.Completed,
                        save.Answer.Revision,
                        save.Answer.Epoch
                    );
            case SaveMany many:
                return await _links[many.Link].SaveAllAsync(many.Answers.Select(Body), many.Epoch);
            case HandIn handIn:
                return await _links[handIn.Link]
                    .HandInAsync(
                        new
                        {
                            answers = handIn.Answers.Select(Body),
                            revisions = handIn.Revisions.ToDictionary(r => r.Question, r => r.Revision),
                        },
                        handIn.Epoch
                    );
            case AskReceipt ask:
                return await _links[ask.Link].GetAsync("/embed-api/receipt");
            case Extend extend:
                return await owner.PatchAsync(
                    Path(_attempts[^1]),
                    new { extraTime = extend.ExtraTime, timeMultiplier = extend.Multiplier }
                );
            case VoidAttempt:
                return await owner.DeleteAsync(Path(_attempts[^1]));
            case Revoke revoke:
                return await owner.DeleteAsync($"/embed-sessions/{_embeds[revoke.Link]}");
            case Issue:
                return await owner.PostAsync(
                    "/embed-sessions",
                    Workspace.EmbedBody(_sitting.Exam.Id, _sitting.StudentId)
                );
            default:
                throw new InvalidOperationException($"Nobody knows how to send {message}.");
        }
    }

    /// <summary>Everything there is to read, by name (see <see cref="ModelViews.Seen"/>).</summary>
    public async Task<IReadOnlyDictionary<string, JsonElement>> LookAsync()
    {
        var owner = _sitting.Owner;
        var seen = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        for (var i = 0; i < _embeds.Count; i++)
        {
            if (await owner.GetAsync($"/embed-sessions/{_embeds[i]}") is { Status: 200 } embed)
            {
                seen[$"link {i}"] = embed.Json;
                var events = (await owner.GetAsync($"/embed-sessions/{_embeds[i]}/events")).ShouldBe(200).Items;
                if (events.Count > 0)
                {
                    seen[$"events {_attempts.IndexOf(events[0].GetProperty("sessionId").GetString()!)}"] =
                        JsonSerializer.SerializeToElement(events);
                }
            }
        }

        for (var i = 0; i < _attempts.Count; i++)
        {
            var session = await owner.GetAsync(Path(_attempts[i]));
            var voided = session.Status == 404 ? "voided=true" : "";
            session =
                session.Status == 404
                    ? (await owner.GetAsync($"{Path(_attempts[i])}?{voided}")).ShouldBe(200)
                    : session;
            seen[$"attempt {i}"] = session.Json;
            seen[$"history {i}"] = (await owner.GetAsync($"{Path(_attempts[i])}/history?limit=100&{voided}")).ShouldBe(
                200
            )["items"];
            var retained = (await owner.GetAsync($"{Path(_attempts[i])}/retained?limit=100&{voided}"))
                .ShouldBe(200)
                .Items;
            seen[$"retained {i}"] = JsonSerializer.SerializeToElement(retained.OrderBy(SortOf, StringComparer.Ordinal));
        }

        return seen;
    }

    /// <summary>How the server differs from the model: nothing, when all is well. Events of an attempt are there only
    /// while a link shows them.</summary>
    private static IReadOnlyList<string> Differences(ExamModel model, IReadOnlyDictionary<string, JsonElement> seen)
    {
        var wanted = model.Seen();
        var missing = wanted
            .Keys.Where(name => !name.StartsWith("events", StringComparison.Ordinal))
            .Except(seen.Keys, StringComparer.Ordinal)
            .Select(name => $"{name} is missing");
        return
        [
            .. missing,
            .. seen.SelectMany(one =>
                wanted.TryGetValue(one.Key, out var view)
                    ? one.Value.DifferencesFrom(view).Select(d => $"{one.Key}{d}")
                    : [$"{one.Key} should not be there"]
            ),
        ];
    }

    private static IReadOnlyList<string> Differences(Reply? reply, Said said) =>
        (reply?.Status ?? 0) != said.Status
            ? [$"the status should be {said.Status}: {JsonSerializer.Serialize(said.Body)}"]
        : said.Body is null ? []
        : reply!.Json.DifferencesFrom(said.Body);

    /// <summary>The first model that agrees with the answers and with what is there.</summary>
    private ExamModel Explained(
        IEnumerable<IReadOnlyList<(Message, Reply?)>> ways,
        IReadOnlyDictionary<string, JsonElement> seen
    )
    {
        var explained = ways.Select(way => Explain(way, seen)).FirstOrDefault(model => model is not null);
        explained.ShouldNotBeNull(
            "no order explains what was answered and is "
                + $"there:\n{Told}\n{string.Join('\n', seen.Select(s => $"{s.Key}: {s.Value}"))}"
        );
        return explained;
    }

    /// <summary>What comes of one order of messages; null when it does not agree. A message without an answer was
    /// heard, and its answer was lost.</summary>
    private ExamModel? Explain(
        IEnumerable<(Message Message, Reply? Reply)> order,
        IReadOnlyDictionary<string, JsonElement> seen
    )
    {
        var model = Model;
        foreach (var (message, reply) in order)
        {
            (model, var said) = model.Hear(message);
            if (reply is not null && Differences(reply, said).Count > 0)
            {
                return null;
            }
        }

        return Differences(model, seen).Count == 0 ? model : null;
    }

    private static IEnumerable<IReadOnlyList<T>> Orders<T>(T[] items) =>
        items.Length <= 1
            ? [items]
            : Enumerable
                .Range(0, items.Length)
                .SelectMany(first =>
                    Orders<T>([.. items.Where((_, i) => i != first)])
                        .Select(rest => (IReadOnlyList<T>)[items[first], .. rest])
                );

    /// <summary>The ways in which a message may have been heard so many times without an answer.</summary>
    private static IEnumerable<(Message, Reply?)[]> Heard(Message message, int times) =>
        times == 0
            ?
            [
                [],
            ]
            : Heard(message, times - 1)
                .SelectMany(way => Parts(message).Select(part => ((Message, Reply?)[])[.. way, (part, null)]));

    /// <summary>A message as it may have been heard when it was not answered: of a batch only some saves.</summary>
    private static IEnumerable<Message> Parts(Message message) =>
        message is SaveMany many
            ? Subsets(many.Answers).Where(some => some.Count > 0).Select(some => many with { Answers = new(some) })
            : [message];

    private static IEnumerable<IReadOnlyList<T>> Subsets<T>(IReadOnlyList<T> items) =>
        Enumerable
            .Range(0, 1 << items.Count)
            .Select(chosen => (IReadOnlyList<T>)[.. items.Where((_, i) => (chosen & (1 << i)) != 0)]);

    /// <summary>The answer; null when the server was gone before it came.</summary>
    private async Task<Reply?> TryDeliverAsync(Message message)
    {
        try
        {
            return await DeliverAsync(message) is { Status: not 503 } reply ? reply : null;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or SocketException)
        {
            lock (_told)
            {
                _told.Add($"{Server.Now.Iso()} {message} -> no answer: the server crashed");
                CutOff++;
            }

            return null;
        }
    }

    private static async Task YieldAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await Task.Yield();
        }
    }

    private static object Body(Written answer) =>
        new
        {
            questionId = answer.Question,
            revision = answer.Revision,
            value = answer.Value,
            completed = answer.Completed,
        };

    private static string SortOf(JsonElement kept) =>
        ModelViews.SortOf(
            kept.GetProperty("arrivedAt").GetString()!,
            new Written(
                kept.GetProperty("questionId").GetString()!,
                kept.GetProperty("epoch").GetInt64(),
                kept.GetProperty("revision").GetInt64(),
                kept.GetProperty("value").GetString(),
                kept.GetProperty("completed").GetBoolean()
            )
        );

    private string Path(string sessionId) => $"/exams/{_sitting.Exam.Id}/sessions/{sessionId}";
}
