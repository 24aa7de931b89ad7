using CsCheck;
using Examlet.Answers;
using Examlet.EmbedSessions;
using Examlet.Exams;
using Examlet.ExamSessions;

namespace Examlet.Tests.Answers;

/// <summary>What becomes of a save, and which refusal goes first when several apply.</summary>
public sealed class SaveDecisionTests
{
    private static readonly AnswerBody Body = new("\"text\"", Completed: true, ContextJson: null);
    private static readonly ExamContent Content = Given.Content(
        Given.Question("single-line-text", id: "q_1"),
        Given.Question("single-line-text", id: "q_2"),
        Given.Question("paragraph", id: "q_text")
    );
    private static readonly ExamPaper Paper = Given.Paper(Content);
    private static readonly ExamPaper Linear = Given.Paper(
        Content with
        {
            Settings = new ExamSettings { Navigation = ExamSettings.Linear },
        }
    );
    private static readonly ExamSession Session = Given.Session() with { Epoch = 3 };
    private static readonly ExamSession HandedIn = Session with
    {
        CompletedAt = Given.Start.AddMinutes(5),
        CompletionReason = Completion.Submitted,
    };
    private static readonly SessionEntry Entry = new(Given.Embed(), MayTake: true, Session);
    private static readonly Save Newest = new(
        "embed_session_1",
        "q_1",
        new VersionNumber(3, 1),
        Body,
        Given.Start.AddMinutes(10)
    );
    private static readonly DateTimeOffset GraceEnd = Session.DeadlineAt!.Value + Deadline.Grace;

    [Fact]
    public void A_save_of_the_holder_in_time_is_stored() => Decide().ShouldBe(SaveRefusal.None);

    [Fact]
    public void An_older_revision_of_the_holder_is_stored_too() =>
        Decide(stored: Stored(3, 9)).ShouldBe(SaveRefusal.None);

    [Theory]
    [InlineData(-30_000, SaveRefusal.None)]
    [InlineData(-1, SaveRefusal.None)]
    [InlineData(0, SaveRefusal.None)]
    [InlineData(1, SaveRefusal.Late)]
    public void A_save_that_arrives_so_many_milliseconds_after_the_grace_is(long milliseconds, SaveRefusal refusal) =>
        Decide(save: Newest with { ArrivedAt = GraceEnd.AddMilliseconds(milliseconds) }).ShouldBe(refusal);

    [Theory]
    [InlineData(Completion.TimeLimit, 0, SaveRefusal.None)]
    [InlineData(Completion.Closed, 0, SaveRefusal.None)]
    [InlineData(Completion.TimeLimit, 1, SaveRefusal.Late)]
    [InlineData(Completion.Submitted, 0, SaveRefusal.SessionCompleted)]
    [InlineData("staff", 0, SaveRefusal.SessionCompleted)]
    public void A_save_that_arrived_in_the_grace_but_is_written_after_the_session_was_settled_is(
        string reason,
        long late,
        SaveRefusal refusal
    ) =>
        Decide(
                Entry with
                {
                    Session = Session with { CompletedAt = Session.DeadlineAt, CompletionReason = reason },
                },
                save: Newest with
                {
                    ArrivedAt = GraceEnd.AddMilliseconds(late),
                }
            )
            .ShouldBe(refusal);

    [Fact]
    public void A_deleted_embed_session_is_revoked() =>
        Decide(Entry with { Embed = Given.Embed() with { DeletedAt = Given.Start } }).ShouldBe(SaveRefusal.Revoked);

    [Fact]
    public void A_voided_attempt_is_revoked() =>
        Decide(Entry with { Session = Session with { VoidedAt = Given.Start } }).ShouldBe(SaveRefusal.Revoked);

    [Fact]
    public void An_embed_session_over_its_lifetime_is_expired() =>
        Decide(Entry with { Embed = Given.Embed() with { ExpiresAt = Newest.ArrivedAt } })
            .ShouldBe(SaveRefusal.Expired);

    [Fact]
    public void Before_the_start_nothing_is_stored() =>
        Decide(Entry with { Session = null }).ShouldBe(SaveRefusal.NotStarted);

    [Theory]
    [InlineData("q_text")]
    [InlineData("q_of_another_exam")]
    public void A_question_that_takes_no_answer_here_is_unknown(string questionId) =>
        Decide(save: Newest with { QuestionId = questionId }).ShouldBe(SaveRefusal.UnknownQuestion);

    [Fact]
    public void An_epoch_from_the_future_is_refused() =>
        Decide(save: Newest with { Version = new VersionNumber(4, 1) }).ShouldBe(SaveRefusal.FutureEpoch);

    [Fact]
    public void A_client_that_was_taken_over_is_superseded() =>
        Decide(save: Newest with { Version = new VersionNumber(2, 99) }).ShouldBe(SaveRefusal.Superseded);

    [Fact]
    public void A_hand_in_ends_saving() =>
        Decide(Entry with { Session = HandedIn }).ShouldBe(SaveRefusal.SessionCompleted);

    [Fact]
    public void A_question_already_left_is_locked() =>
        Decide(Entry with { Session = Session with { Position = 1 } }, Linear).ShouldBe(SaveRefusal.QuestionLocked);

    [Fact]
    public void The_question_reached_is_not_locked() => Decide(paper: Linear).ShouldBe(SaveRefusal.None);

    [Fact]
    public void The_same_version_with_another_body_is_a_conflict() =>
        Decide(save: Newest with { Body = Body with { ValueJson = "\"other\"" } }, stored: Stored(3, 1))
            .ShouldBe(SaveRefusal.RevisionConflict);

    [Fact]
    public void The_same_version_with_the_same_body_is_acknowledged_again() =>
        Decide(stored: Stored(3, 1)).ShouldBe(SaveRefusal.None);

    [Fact]
    public void A_duplicate_is_acknowledged_even_after_the_hand_in() =>
        Decide(Entry with { Session = HandedIn }, stored: Stored(3, 1)).ShouldBe(SaveRefusal.None);

    [Fact]
    public void A_duplicate_is_acknowledged_even_after_the_grace() =>
        Decide(save: Newest with { ArrivedAt = GraceEnd.AddHours(1) }, stored: Stored(3, 1)).ShouldBe(SaveRefusal.None);

    [Fact]
    public void A_duplicate_is_acknowledged_even_after_a_take_over() =>
        Decide(Entry with { Session = Session with { Epoch = 5 } }, stored: Stored(3, 1)).ShouldBe(SaveRefusal.None);

    [Fact]
    public void A_duplicate_tells_nothing_once_access_is_revoked() =>
        Decide(Entry with { MayTake = false }, stored: Stored(3, 1)).ShouldBe(SaveRefusal.Revoked);

    [Fact]
    public void Refusals_go_in_one_order()
    {
        var everything = Newest with { Version = new VersionNumber(2, 1), ArrivedAt = GraceEnd.AddYears(1) };
        var locked = HandedIn with { Position = 1 };
        var lasting = Entry with
        {
            Session = locked,
            Embed = Given.Embed() with { ExpiresAt = Given.Start.AddYears(9) },
        };
        var uncompleted = lasting with { Session = locked with { CompletedAt = null } };

        new[]
        {
            Decide(Entry with { Session = locked, MayTake = false }, Linear, everything),
            Decide(Entry with { Session = locked }, Linear, everything),
            Decide(lasting, Linear, everything with { QuestionId = "q_text" }),
            Decide(lasting, Linear, everything with { Version = new VersionNumber(9, 1) }),
            Decide(lasting, Linear, everything),
            Decide(uncompleted, Linear, everything),
            Decide(uncompleted, Linear, everything with { ArrivedAt = GraceEnd }),
            Decide(uncompleted, Linear, everything with { ArrivedAt = GraceEnd, Version = new VersionNumber(3, 1) }),
        }.ShouldBe([
            SaveRefusal.Revoked,
            SaveRefusal.Expired,
            SaveRefusal.UnknownQuestion,
            SaveRefusal.FutureEpoch,
            SaveRefusal.SessionCompleted,
            SaveRefusal.Late,
            SaveRefusal.Superseded,
            SaveRefusal.QuestionLocked,
        ]);
    }

    [Fact]
    public void In_any_order_and_repetition_the_highest_version_wins() =>
        Gen.Select(Gen.Long[1, 3], Gen.Long[1, 6])
            .Select((epoch, revision) => new VersionNumber(epoch, revision))
            .Array[1, 30]
            .Sample(arrivals =>
            {
                var store = new SortedDictionary<VersionNumber, StoredVersion>();
                long seq = 0;
                foreach (var version in arrivals)
                {
                    StoredVersion? atOrAfter = store
                        .Values.Where(v => v.Version >= version)
                        .Select(v => (StoredVersion?)v)
                        .FirstOrDefault();
                    var holder = Entry with { Session = Session with { Epoch = version.Epoch } };
                    if (
                        Decide(
                            holder,
                            save: Newest with
                            {
                                Version = version,
                                Body = Body with { ValueJson = $"\"{version.Order}\"" },
                            },
                            stored: atOrAfter
                        ) == SaveRefusal.None
                        && atOrAfter?.Version != version
                    )
                    {
                        store.Add(
                            version,
                            new StoredVersion(
                                version,
                                (Body with { ValueJson = $"\"{version.Order}\"" }).Digest(),
                                atOrAfter is null ? ++seq : null,
                                Given.Start
                            )
                        );
                    }
                }

                return store.Keys.SequenceEqual(arrivals.Distinct().Order())
                    && store.Values.MaxBy(v => v.Seq).Version == arrivals.Max();
            });

    private static SaveRefusal Decide(
        SessionEntry? entry = null,
        ExamPaper? paper = null,
        Save? save = null,
        StoredVersion? stored = null
    ) => SaveDecision.Decide((entry ?? Entry).Access, paper ?? Paper, save ?? Newest, stored);

    private static StoredVersion Stored(long epoch, long revision) =>
        new(new VersionNumber(epoch, revision), Body.Digest(), 1, Given.Start);
}
