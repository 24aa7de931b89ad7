using System.Text.Json;

namespace Examlet.Tests.ExamSessions;

/// <summary>Every state of an attempt, through every way to it: the page, the student API and the REST API say the
/// same. A link that nobody has opened shows an attempt that is over as the one does that it was taken through.
/// </summary>
public sealed class LinksAfterTheEndTests(ExamletServers servers)
{
    /// <summary>What a link leads to.</summary>
    public enum State
    {
        NotOpened,
        Opened,
        Answered,
        OverInGrace,
        OverUnread,
        HandedIn,
        Scored,
        EndedByStaff,
        Voided,
        Reopened,
        Withdrawn,
        Expired,
        Closed,
    }

    /// <summary>How the student comes back.</summary>
    public enum Way
    {
        SameLink,
        OtherDevice,
        NewLink,

        /// <summary>A link that was made before and that nobody opened.</summary>
        SpareLink,
    }

    public static TheoryData<Store, State, Way> Everything()
    {
        var all = new TheoryData<Store, State, Way>();
        foreach (var store in Enum.GetValues<Store>())
        {
            foreach (var state in Enum.GetValues<State>())
            {
                foreach (var way in Enum.GetValues<Way>())
                {
                    all.Add(store, state, way);
                }
            }
        }

        return all;
    }

    [Theory, MemberData(nameof(Everything))]
    public async Task Whoever_comes_back_finds_the_same_everywhere(Store store, State state, Way way)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.SitAsync(
            [Ask.Line("Capital?", "Paris")],
            new
            {
                timeLimit = 10,
                showScore = true,
                closesAt = workspace.Server.Now.AddHours(2).Iso(),
            }
        );
        var spare = await sitting.EmbedAgainAsync();
        await BringAboutAsync(sitting, state);
        var embed = way switch
        {
            Way.NewLink => await sitting.EmbedAgainAsync(),
            Way.SpareLink => spare,
            _ => sitting.Embed,
        };
        var expected = Expected(state, way);

        var seen = await SeenAsync(workspace, embed, way is Way.SameLink ? sitting.Student : workspace.Student(embed));

        seen.ShouldBe(expected);
    }

    private static async Task BringAboutAsync(Sitting sitting, State state)
    {
        var clock = sitting.Server.Clock;
        if (state is State.NotOpened)
        {
            return;
        }

        if (state is State.Closed)
        {
            clock.Advance(TimeSpan.FromHours(2));
            return;
        }

        (await sitting.Student.StartAsync()).ShouldBe(200);
        if (state is State.Opened)
        {
            return;
        }

        (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
        switch (state)
        {
            case State.OverInGrace:
                clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(10));
                break;
            case State.OverUnread:
                clock.Advance(TimeSpan.FromMinutes(11));
                break;
            case State.EndedByStaff:
                await ActAsync(sitting, new { action = "hand-in", reason = "ill" });
                break;
            case State.HandedIn or State.Scored or State.Voided or State.Reopened or State.Withdrawn or State.Expired:
                (await sitting.Student.HandInAsync()).ShouldBe(200);
                await AfterTheHandInAsync(sitting, state);
                break;
        }
    }

    private static async Task AfterTheHandInAsync(Sitting sitting, State state)
    {
        switch (state)
        {
            case State.Scored:
                await sitting.ScoredAsync();
                break;
            case State.Voided:
                (await sitting.Owner.DeleteAsync(sitting.Path)).ShouldBe(204);
                break;
            case State.Reopened:
                await ActAsync(
                    sitting,
                    new
                    {
                        action = "reopen",
                        minutes = 5,
                        reason = "a mistake",
                    }
                );
                break;
            case State.Withdrawn:
                (await sitting.Owner.DeleteAsync($"/embed-sessions/{sitting.Embed.Id}")).ShouldBe(204);
                break;
            case State.Expired:
                sitting.Server.Clock.Advance(TimeSpan.FromDays(7));
                break;
        }
    }

    private static async Task ActAsync(Sitting sitting, object action) =>
        (
            await sitting.Owner.PostAsync(
                $"/exams/{sitting.Exam.Id}/sessions/actions",
                Body.With(action, new { sessions = new[] { sitting.Student.SessionId } })
            )
        ).ShouldBe(200, new { results = new[] { new { done = true } } });

    private static Seen Expected(State state, Way way)
    {
        var isNew = way is Way.NewLink;
        var isOld = way is Way.SameLink or Way.OtherDevice;
        return state switch
        {
            State.NotOpened or State.Closed => Seen.NotStarted,
            State.Opened => Seen.Begun("pending"),
            State.Answered => Seen.Begun(isOld ? "started" : "pending"),
            State.Reopened => Seen.Begun(isOld ? "started" : "pending"),
            State.OverInGrace => Seen.Over("time_limit", isNew) with { Result = 409, Receipt = 409 },
            State.OverUnread => Seen.Over("time_limit", isNew),
            State.HandedIn or State.Scored => Seen.Over("submitted", isNew),
            State.EndedByStaff => Seen.Over("staff", isNew),
            State.Voided => !isOld
                ? Seen.NotStarted
                : Seen.Over("submitted", isNew) with
                {
                    Page = "session-revoked",
                    Open = "session-revoked",
                    Result = 410,
                    Receipt = 410,
                },
            State.Withdrawn when isOld => Seen.Over("", isNew) with
            {
                Rest = "404",
                Outputs = false,
                Page = "session-revoked",
                Open = "session-revoked",
                Result = 410,
                Receipt = 410,
            },
            State.Expired when !isNew => Seen.Over("submitted", isNew) with
            {
                Page = "session-expired",
                Open = "session-expired",
                Result = 410,
                Receipt = 410,
            },
            _ => Seen.Over("submitted", isNew),
        };
    }

    private static async Task<Seen> SeenAsync(Workspace workspace, Embed embed, StudentClient student)
    {
        var rest = await workspace.Owner.GetAsync($"/embed-sessions/{embed.Id}");
        var listed = (await workspace.Owner.GetAsync("/embed-sessions?limit=100"))
            .Items.Where(e => e.GetProperty("id").GetString() == embed.Id)
            .ToList();
        if (rest.Status == 200)
        {
            listed.ShouldHaveSingleItem().GetRawText().ShouldBe(rest.Text);
        }

        var page = Page.Data(await student.PageAsync());
        var result = await student.GetAsync("/embed-api/result");
        var receipt = await student.GetAsync("/embed-api/receipt");
        var opened = await student.OpenAsync();
        var reason =
            rest.Status == 200 && rest["outputs"].TryGetProperty("completionReason", out var why)
                ? why.GetString()!
                : "";
        return new Seen(
            rest.Status == 200 ? rest.Value("status") : $"{rest.Status}",
            reason.Length > 0,
            reason,
            embed
                .Created["warnings"]
                .ToString()
                .Contains("already handed in; void the attempt for a retake", StringComparison.Ordinal),
            page.GetProperty("expired") is { ValueKind: JsonValueKind.String } expired
                ? expired.GetString()!
                : page.GetProperty("status").GetString()!,
            opened.Status == 200 ? opened.Value("status") : opened.Value("type").Split('/', ':')[^1],
            result.Status,
            receipt.Status
        );
    }

    /// <summary>What is to be seen at one moment: on REST, on the page, and through the student API.</summary>
    private sealed record Seen(
        string Rest,
        bool Outputs,
        string Reason,
        bool Warned,
        string Page,
        string Open,
        int Result,
        int Receipt
    )
    {
        public static Seen NotStarted { get; } =
            new("pending", Outputs: false, "", Warned: false, "not_started", "not_started", 409, 409);

        public static Seen Begun(string status) =>
            new(status, Outputs: false, "", Warned: false, "in_progress", "in_progress", 409, 409);

        public static Seen Over(string reason, bool isNew) =>
            new("completed", Outputs: true, reason, Warned: isNew, "completed", "completed", 200, 200);
    }
}
