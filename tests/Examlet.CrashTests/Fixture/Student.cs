using System.Text.Json;

namespace Examlet.CrashTests.Fixture;

/// <summary>A student who takes one exam after the other: saves one answer or several, says one thing twice, opens the
/// page again, hands in with answers that were not sent before. Whatever happens to the server, the same request goes
/// out again until it is answered.
/// </summary>
internal sealed class Student(Caller caller, string examId, IReadOnlyList<string> questions, string name, Chance chance)
{
    private const int LongestAnswer = 3000;
    private int _exams;

    public async Task RunAsync(Tally tally, Action<Ledger> sits, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var (ledger, _) = await PrepareAsync(caller, examId, $"{name}-{++_exams}@school.example", tally);
            var epoch = await HoldAsync(caller, ledger, "start");
            sits(ledger);
            await TakeAsync(ledger, epoch, stopping);
        }
    }

    /// <summary>Makes an exam of some questions that are answered with text, and returns its ID with theirs.</summary>
    public static async Task<(string ExamId, IReadOnlyList<string> Questions)> MakeExamAsync(
        Caller caller,
        int questions,
        int? timeLimit = null
    )
    {
        var exam = (
            await caller.PostAsync(
                "/exams",
                new
                {
                    name = "An exam",
                    settings = new { timeLimit },
                    questions = Enumerable
                        .Range(1, questions)
                        .Select(i => new { type = "multi-line-text", title = $"Question {i}" }),
                }
            )
        ).Json;
        return (
            exam.GetProperty("id").GetString()!,
            [
                .. exam.GetProperty("questions")
                    .EnumerateArray()
                    .Select(question => question.GetProperty("id").GetString()!),
            ]
        );
    }

    /// <summary>Makes an exam and an embed session for one student, up to the closed page.</summary>
    public static async Task<(Ledger Ledger, IReadOnlyList<string> Questions)> SitDownAsync(
        Caller caller,
        int questions
    )
    {
        var (examId, ids) = await MakeExamAsync(caller, questions);
        return ((await PrepareAsync(caller, examId, "student@school.example")).Ledger, ids);
    }

    /// <summary>Starts or opens the exam and returns the epoch under which it is held.</summary>
    public static async Task<long> HoldAsync(Caller caller, Ledger ledger, string step)
    {
        var state = await SendAsync(caller, HttpMethod.Post, $"/embed-api/{step}", ledger, new { });
        ledger.SessionId = state.Json.GetProperty("sessionId").GetString()!;
        return state.Json.GetProperty("epoch").GetInt64();
    }

    /// <summary>Makes a student with leave to take the exam and an embed session, up to the closed page.</summary>
    public static async Task<(Ledger Ledger, string Actor)> PrepareAsync(
        Caller caller,
        string examId,
        string email,
        Tally? tally = null
    )
    {
        var user = await caller.PostAsync("/users", new { email, role = "student" });
        var actor = user.Json.GetProperty(user.Status == 409 ? "userId" : "id").GetString()!;
        await caller.PostAsync($"/permissions/{examId}", new { actor, role = "participant" });
        var embed = (
            await caller.PostAsync(
                "/embed-sessions",
                new
                {
                    flow = "take-exam",
                    actor,
                    presets = new { examId },
                }
            )
        ).Json;
        return (
            new Ledger(
                embed.GetProperty("id").GetString()!,
                new Uri(embed.GetProperty("embedUrl").GetString()!).Segments[^1],
                examId,
                tally ?? new Tally()
            ),
            actor
        );
    }

    private async Task TakeAsync(Ledger ledger, long epoch, CancellationToken stopping)
    {
        var revisions = questions.ToDictionary(question => question, _ => 0L, StringComparer.Ordinal);
        for (var left = chance.Between(5, 80); left > 0; left--)
        {
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            switch (chance.Between(1, 40))
            {
                case 1:
                    epoch = await HoldAsync(caller, ledger, "open");
                    break;
                case 2:
                    await RepeatAsync(ledger, epoch);
                    break;
                case < 10:
                    await SaveAsync(ledger, epoch, Write(chance.Between(2, questions.Count)));
                    break;
                default:
                    await SaveAsync(ledger, Write(1)[0]);
                    break;
            }

            await Task.Delay(chance.Milliseconds(0, 15), CancellationToken.None); // A person thinks.
        }

        await HandInAsync(ledger, epoch, Write(chance.Between(0, 3)), revisions);
        await SaveAfterwardsAsync(ledger, Write(1)[0]);

        List<Saving> Write(int count) =>
            [
                .. Enumerable
                    .Range(chance.Between(0, questions.Count - 1), count)
                    .Select(i => questions[i % questions.Count])
                    .Select(question => new Saving(
                        new Version(question, epoch, ++revisions[question]),
                        Words(),
                        chance.OneIn(2)
                    )),
            ];
    }

    private async Task SaveAsync(Ledger ledger, Saving save)
    {
        ledger.Sent[save.Version] = save;
        var answered = await SendAsync(
            caller,
            HttpMethod.Put,
            $"/embed-api/answers/{save.Version.QuestionId}",
            ledger,
            Body(save)
        );
        Acknowledge(ledger, save, answered.Json, answered.Text);
    }

    private async Task SaveAsync(Ledger ledger, long epoch, List<Saving> saves)
    {
        saves.ForEach(save => ledger.Sent[save.Version] = save);
        for (var waiting = saves; waiting.Count > 0; )
        {
            var answered = await SendAsync(
                caller,
                HttpMethod.Post,
                "/embed-api/answers",
                ledger,
                new { epoch, answers = waiting.Select(Body) }
            );
            var results = answered.Json.GetProperty("results").EnumerateArray().ToList();
            List<Saving> again = [];
            for (var i = 0; i < waiting.Count; i++)
            {
                if (results[i].TryGetProperty("status", out var status) && status.GetInt32() == 503)
                {
                    again.Add(waiting[i]);
                }
                else
                {
                    Acknowledge(ledger, waiting[i], results[i], answered.Text);
                }
            }

            waiting = again;
        }
    }

    /// <summary>Says again what was acknowledged before: the same acknowledgement comes back.</summary>
    private async Task RepeatAsync(Ledger ledger, long epoch)
    {
        if (ledger.Acknowledged.Values.FirstOrDefault(known => known.Save.Version.Epoch == epoch) is { } known)
        {
            var answered = await SendAsync(
                caller,
                HttpMethod.Put,
                $"/embed-api/answers/{known.Save.Version.QuestionId}",
                ledger,
                Body(known.Save)
            );
            if (answered.Json.GetProperty("savedAt").GetString() != known.SavedAt)
            {
                caller.Faults.Enqueue($"{known} was acknowledged otherwise when it was repeated: {answered.Text}");
            }
        }
    }

    private async Task HandInAsync(Ledger ledger, long epoch, List<Saving> saves, Dictionary<string, long> revisions)
    {
        saves.ForEach(save => ledger.Sent[save.Version] = save);
        var held = revisions.Where(r => r.Value > 0).ToDictionary(r => r.Key, r => r.Value, StringComparer.Ordinal);
        var answered = await SendAsync(
            caller,
            HttpMethod.Post,
            "/embed-api/hand-in",
            ledger,
            new
            {
                epoch,
                answers = saves.Select(Body),
                revisions = held,
            }
        );
        saves.ForEach(save => ledger.Acknowledge(new Acknowledged(save, SavedAt: null, Seq: null)));
        ledger.CompletedAt = answered.Json.GetProperty("completedAt").GetString();
    }

    private async Task SaveAfterwardsAsync(Ledger ledger, Saving save)
    {
        var answered = await caller.SendAsync(
            HttpMethod.Put,
            $"/embed-api/answers/{save.Version.QuestionId}",
            ledger.Secret,
            Body(save)
        );
        if (answered.Problem != "session-completed")
        {
            caller.Faults.Enqueue($"A save after the hand-in was answered {answered.Status} {answered.Text}");
        }
    }

    private static async Task<Answered> SendAsync(
        Caller caller,
        HttpMethod method,
        string path,
        Ledger ledger,
        object body
    )
    {
        var answered = await caller.SendAsync(method, path, ledger.Secret, body);
        return answered.Status == 200
            ? answered
            : throw new InvalidOperationException(
                $"{method} {path} of {ledger.SessionId} was answered {answered.Status} {answered.Text}"
            );
    }

    private void Acknowledge(Ledger ledger, Saving save, JsonElement said, string text)
    {
        if (
            !said.TryGetProperty("savedAt", out var savedAt)
            || said.GetProperty("revision").GetInt64() != save.Version.Revision
            || !said.GetProperty("applied").GetBoolean()
        )
        {
            caller.Faults.Enqueue($"{save.Version} was answered {text}");
            return;
        }

        ledger.Acknowledge(
            new Acknowledged(save, savedAt.GetString(), said.GetProperty("event").GetProperty("seq").GetInt64())
        );
    }

    private static object Body(Saving save) =>
        new
        {
            questionId = save.Version.QuestionId,
            epoch = save.Version.Epoch,
            revision = save.Version.Revision,
            value = save.Value,
            completed = save.Completed,
        };

    private string Words()
    {
        var words = $"{name} wrote “{chance.Between(0, int.MaxValue - 1)}” ✓ ";
        return words
            + new string(
                (char)('a' + chance.Between(0, 25)),
                chance.OneIn(10) ? LongestAnswer : chance.Between(0, 300)
            );
    }
}
