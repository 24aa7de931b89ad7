using System.Text.Json;

namespace Examlet.CrashTests.Fixture;

/// <summary>Holds what the server says it has against the ledgers. Faults go where the caller's go.</summary>
internal sealed class Audit(Caller caller)
{
    private const int AtOnce = 4;
    private int _settled;

    /// <summary>Checks, while the storm goes on, the sessions that may have been touched since the last time: what was
    /// acknowledged before this call must be there.
    /// </summary>
    public async Task CheckRecentAsync(Storm storm)
    {
        var ledgers = storm.Ledgers;
        await CheckAsync(ledgers.Skip(_settled));

        // What was seen completed twice cannot change any more; the last check of all looks at it again.
        while (_settled < ledgers.Count && ledgers[_settled].Frozen is not null)
        {
            _settled++;
        }
    }

    public Task CheckAsync(IEnumerable<Ledger> ledgers) =>
        Parallel.ForEachAsync(
            ledgers,
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (ledger, _) => await CheckAsync(ledger)
        );

    private async Task CheckAsync(Ledger ledger)
    {
        var (promised, completedAt) = (ledger.Acknowledged.Values.ToList(), ledger.CompletedAt);
        var path = $"/exams/{ledger.ExamId}/sessions/{ledger.SessionId}";
        var history = await HistoryAsync(path, ledger);
        var session = (await caller.AskAsync(path)).Json;
        var events = await EventsAsync(ledger);
        foreach (var promise in promised)
        {
            CheckPromise(ledger, promise, history, events);
        }

        CheckCurrent(ledger, promised, session);
        CheckEnd(ledger, completedAt, session, events);
    }

    private void CheckPromise(
        Ledger ledger,
        Acknowledged promise,
        Dictionary<Version, JsonElement> history,
        List<JsonElement> events
    )
    {
        var (save, savedAt, seq) = promise;
        if (!history.TryGetValue(save.Version, out var stored))
        {
            Fault(ledger, $"{save.Version} was acknowledged and is LOST");
        }
        else if (savedAt is not null && stored.GetProperty("savedAt").GetString() != savedAt)
        {
            Fault(ledger, $"{save.Version} was acknowledged at {savedAt} and is stored as {stored}");
        }

        if (
            seq is { } number
            && (number > events.Count || VersionOf(events[(int)number - 1].GetProperty("data")) != save.Version)
        )
        {
            Fault(ledger, $"{save.Version} was acknowledged as event {number} and is not that event");
        }
    }

    private void CheckCurrent(Ledger ledger, List<Acknowledged> promised, JsonElement session)
    {
        var current = session
            .GetProperty("answers")
            .EnumerateArray()
            .ToDictionary(answer => answer.GetProperty("questionId").GetString()!, StringComparer.Ordinal);
        foreach (
            var newest in promised
                .GroupBy(p => p.Save.Version.QuestionId, StringComparer.Ordinal)
                .Select(g => g.MaxBy(p => p.Save.Version.Order)!.Save)
        )
        {
            if (
                !current.TryGetValue(newest.Version.QuestionId, out var answer)
                || VersionOf(answer).Order < newest.Version.Order
            )
            {
                Fault(ledger, $"{newest.Version} was acknowledged and the current answer is older: {answer}");
            }
            else if (!IsAsSent(ledger, answer))
            {
                Fault(ledger, $"the current answer was never sent: {answer}");
            }
        }
    }

    private void CheckEnd(Ledger ledger, string? completedAt, JsonElement session, List<JsonElement> events)
    {
        var submitted = events.Count(e => e.GetProperty("name").GetString() == "exam:submitted");
        if (submitted > 1 || (completedAt is not null && submitted != 1))
        {
            Fault(ledger, $"there are {submitted} events exam:submitted");
        }

        if (completedAt is null)
        {
            return;
        }

        if (
            session.GetProperty("status").GetString() != "completed"
            || session.GetProperty("completedAt").GetString() != completedAt
        )
        {
            Fault(ledger, $"it was completed at {completedAt} and is {session}");
        }

        var answers = session
            .GetProperty("answers")
            .EnumerateArray()
            .Select(a => $"{VersionOf(a)} {a.GetProperty("value")} {a.GetProperty("savedAt")}")
            .Order(StringComparer.Ordinal);
        var now = $"{string.Join('\n', answers)}\n{events.Count} events";
        if (ledger.Frozen is { } frozen && frozen != now)
        {
            Fault(ledger, $"it was handed in with\n{frozen}\nand now has\n{now}");
        }

        ledger.Frozen = now;
    }

    private async Task<Dictionary<Version, JsonElement>> HistoryAsync(string path, Ledger ledger)
    {
        var history = new Dictionary<Version, JsonElement>();
        for (var cursor = ""; cursor is not null; )
        {
            var page = (
                await caller.AskAsync(
                    $"{path}/history?limit=100{(cursor.Length > 0 ? $"&cursor={Uri.EscapeDataString(cursor)}" : "")}"
                )
            ).Json;
            foreach (var stored in page.GetProperty("items").EnumerateArray())
            {
                if (!history.TryAdd(VersionOf(stored), stored))
                {
                    Fault(ledger, $"{VersionOf(stored)} is stored twice");
                }

                if (!IsAsSent(ledger, stored))
                {
                    Fault(ledger, $"what is stored was never sent: {stored}");
                }
            }

            cursor = page.GetProperty("nextCursor").GetString();
        }

        return history;
    }

    /// <summary>The events, which must be numbered from 1 without a gap and name each version once.</summary>
    private async Task<List<JsonElement>> EventsAsync(Ledger ledger)
    {
        var events = new List<JsonElement>();
        for (string? after = "0"; after is not null; )
        {
            var page = (await caller.AskAsync($"/embed-sessions/{ledger.EmbedSessionId}/events?after={after}")).Json;
            events.AddRange(page.GetProperty("items").EnumerateArray());
            after = page.GetProperty("nextCursor").GetString();
        }

        if (events.Where((e, i) => e.GetProperty("seq").GetInt64() != i + 1).Any())
        {
            Fault(
                ledger,
                $"its events are numbered {string.Join(' ', events.Select(e => e.GetProperty("seq").GetInt64()))}"
            );
        }

        var saved = events
            .Where(e => e.GetProperty("name").GetString() == "answer:saved")
            .Select(e => VersionOf(e.GetProperty("data")))
            .ToList();
        if (saved.Distinct().Count() != saved.Count)
        {
            Fault(ledger, "one version has two events");
        }

        return events;
    }

    private void Fault(Ledger ledger, string what) => caller.Faults.Enqueue($"{ledger.SessionId}: {what}");

    private static bool IsAsSent(Ledger ledger, JsonElement stored) =>
        ledger.Sent.TryGetValue(VersionOf(stored), out var sent)
        && stored.GetProperty("value").GetString() == sent.Value
        && stored.GetProperty("completed").GetBoolean() == sent.Completed;

    private static Version VersionOf(JsonElement json) =>
        json.TryGetProperty("questionId", out var question)
            ? new Version(
                question.GetString()!,
                json.GetProperty("epoch").GetInt64(),
                json.GetProperty("revision").GetInt64()
            )
            : default;
}
