using CsCheck;
using Examlet.Exams;
using Examlet.Questions;

namespace Examlet.Tests.Exams;

public sealed class SessionOrderTests
{
    private const string MultipleChoice = "multiple-choice-single-answer";

    private static readonly IReadOnlyList<StudentQuestion> Paper = StudentView.Of(
        Given.Content(
            Given.Question("exam-intro", id: "q_intro"),
            Given.Question("single-line-text", id: "q_a"),
            Given.Question("paragraph", id: "q_before_b"),
            Given.Question("single-line-text", id: "q_b"),
            Given.Question("single-line-text", id: "q_c"),
            Given.Question("paragraph", id: "q_before_d"),
            Given.Question("paragraph", id: "q_just_before_d"),
            Given.Question("single-line-text", id: "q_d"),
            Given.Question("paragraph", id: "q_last"),
            Given.Question("exam-outro", id: "q_outro")
        ),
        Given.Types
    );

    private static readonly StudentQuestion Choice = StudentView.Of(
        Given.Content(
            Given.Question(
                MultipleChoice,
                "{'options':['<i>A</i>','<i>B</i>','<i>C</i>','<i>D</i>'],'correctAnswer':'<i>A</i>',"
                    + "'shuffleAnswers':true}"
            )
        ),
        Given.Types
    )[0];

    private static readonly Gen<string> Seeds = Gen.String[Gen.Char.AlphaNumeric, 1, 30];

    [Fact]
    public void A_permutation_has_each_index_once() =>
        Gen.Select(Gen.Int[0, 60], Seeds)
            .Sample(
                (count, seed) =>
                    SessionOrder.Permutation(count, seed, "x").Order().SequenceEqual(Enumerable.Range(0, count))
            );

    [Fact]
    public void A_seed_gives_the_same_order_every_time() =>
        Gen.Select(Gen.Int[0, 60], Seeds)
            .Sample(
                (count, seed) =>
                    SessionOrder.Permutation(count, seed, "x").SequenceEqual(SessionOrder.Permutation(count, seed, "x"))
            );

    /// <summary>Students half way through an exam keep their order across an update of the program: change this only
    /// with a new name for the stream.</summary>
    [Fact]
    public void The_order_of_a_known_seed_is_this_one_for_ever() =>
        SessionOrder.Permutation(10, "pinned-seed", "questions").ShouldBe([4, 1, 9, 8, 0, 7, 2, 3, 6, 5]);

    [Fact]
    public void Other_seeds_give_other_orders() =>
        Enumerable
            .Range(0, 200)
            .Select(i => string.Join(',', SessionOrder.Permutation(20, $"seed {i}", "questions")))
            .ShouldBeUnique();

    [Fact]
    public void Two_questions_of_one_session_are_shuffled_differently() =>
        SessionOrder
            .Permutation(20, "seed", "q_1/options")
            .ShouldNotBe(SessionOrder.Permutation(20, "seed", "q_2/options"));

    [Fact]
    public void Every_place_is_about_as_likely_for_every_entry()
    {
        var counts = new int[5, 5];
        foreach (
            var order in Enumerable.Range(0, 2000).Select(i => SessionOrder.Permutation(5, $"seed {i}", "questions"))
        )
        {
            for (var place = 0; place < 5; place++)
            {
                counts[place, order[place]]++;
            }
        }

        // 400 are expected in each; 5 standard deviations are 90.
        counts.Cast<int>().ShouldAllBe(count => count > 310 && count < 490);
    }

    [Fact]
    public void The_place_of_the_right_option_tells_nothing()
    {
        var places = Enumerable
            .Range(0, 2000)
            .Select(i => Texts(Draw(Choice, $"seed {i}"), "options").IndexOf("<i>A</i>"))
            .CountBy(place => place)
            .ToDictionary();

        // 500 are expected in each; 5 standard deviations are 97.
        Enumerable.Range(0, 4).ShouldAllBe(place => places[place] > 403 && places[place] < 597);
    }

    [Fact]
    public void Options_and_their_HTML_move_together() =>
        Seeds.Sample(seed =>
            Texts(Draw(Choice, seed), "options").SequenceEqual(Texts(Draw(Choice, seed), "optionsHtml"))
        );

    [Fact]
    public void Shuffled_options_are_the_same_options() =>
        Seeds.Sample(seed =>
            Texts(Draw(Choice, seed), "options")
                .Order(StringComparer.Ordinal)
                .SequenceEqual(Texts(Choice, "options").Order(StringComparer.Ordinal))
        );

    [Fact]
    public void Options_that_are_not_to_be_shuffled_keep_their_order()
    {
        var fixedOrder = StudentView.Of(
            Given.Content(Given.Question(MultipleChoice, "{'options':['A','B','C','D','E'],'correctAnswer':'A'}")),
            Given.Types
        )[0];

        Seeds.Sample(seed => Texts(Draw(fixedOrder, seed), "options").SequenceEqual(["A", "B", "C", "D", "E"]));
    }

    [Fact]
    public void Questions_that_are_not_to_be_shuffled_keep_their_order() =>
        Seeds.Sample(seed => SessionOrder.Draw(Paper, shuffleQuestions: false, seed).SequenceEqual(Paper));

    [Fact]
    public void Shuffled_questions_are_the_same_questions() =>
        Seeds.Sample(seed =>
            Order(seed)
                .Order(StringComparer.Ordinal)
                .SequenceEqual(Paper.Select(q => q.Id).Order(StringComparer.Ordinal))
        );

    [Fact]
    public void Shuffled_questions_do_come_in_other_orders() =>
        Enumerable
            .Range(0, 200)
            .Select(i => string.Join(',', Order($"seed {i}")))
            .Distinct(StringComparer.Ordinal)
            .Count()
            .ShouldBe(4);

    /// <summary>A student who began before an update of the program has the same questions in the same places after
    /// it.</summary>
    [Fact]
    public void A_session_that_began_on_the_second_rules_keeps_its_order() =>
        SessionOrder
            .Draw(Paper, shuffleQuestions: true, "pinned-seed", ExamRules.Second)
            .Select(q => q.Id)
            .ShouldBe([
                "q_intro",
                "q_a",
                "q_before_b",
                "q_b",
                "q_before_d",
                "q_just_before_d",
                "q_d",
                "q_c",
                "q_last",
                "q_outro",
            ]);

    [Fact]
    public void A_session_that_begins_now_keeps_its_order() =>
        SessionOrder
            .Draw(Paper, shuffleQuestions: true, "pinned-seed")
            .Select(q => q.Id)
            .ShouldBe([
                "q_intro",
                "q_a",
                "q_before_d",
                "q_just_before_d",
                "q_d",
                "q_before_b",
                "q_b",
                "q_c",
                "q_last",
                "q_outro",
            ]);

    [Fact]
    public void A_question_stays_with_the_text_before_it() =>
        Seeds.Sample(seed =>
        {
            var order = Order(seed);
            var texts = order
                .Select(
                    (id, i) =>
                        order
                            .Take(i + 1)
                            .LastOrDefault(before =>
                                before.Contains("before", StringComparison.Ordinal) || before == "q_last"
                            )
                )
                .ToList();
            return texts[order.IndexOf("q_a")] is null
                && texts[order.IndexOf("q_b")] == "q_before_b"
                && texts[order.IndexOf("q_c")] == "q_before_b"
                && texts[order.IndexOf("q_d")] == "q_just_before_d";
        });

    [Fact]
    public void Questions_of_one_text_are_shuffled_among_themselves() =>
        Enumerable
            .Range(0, 50)
            .Select(i => Order($"seed {i}"))
            .Select(order => order.IndexOf("q_b") < order.IndexOf("q_c"))
            .Distinct()
            .Count()
            .ShouldBe(2);

    [Fact]
    public void Without_a_text_all_questions_are_shuffled()
    {
        var plain = StudentView.Of(
            Given.Content([.. Enumerable.Range(0, 4).Select(i => Given.Question("single-line-text", id: $"q_{i}"))]),
            Given.Types
        );

        Enumerable
            .Range(0, 500)
            .Select(i =>
                string.Join(',', SessionOrder.Draw(plain, shuffleQuestions: true, $"seed {i}").Select(q => q.Id))
            )
            .Distinct(StringComparer.Ordinal)
            .Count()
            .ShouldBe(24);
    }

    [Theory]
    [InlineData("paragraph")]
    [InlineData("exam-intro paragraph")]
    [InlineData("paragraph paragraph exam-outro")]
    [InlineData("")]
    public void An_exam_of_texts_alone_keeps_its_order(string types)
    {
        var texts = StudentView.Of(
            Given.Content([
                .. types
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select((type, i) => Given.Question(type, id: $"q_{i}")),
            ]),
            Given.Types
        );

        SessionOrder.Draw(texts, shuffleQuestions: true, "seed").ShouldBe(texts);
    }

    [Fact]
    public void Introduction_and_closing_text_keep_their_places() =>
        Seeds.Sample(seed => Order(seed) is ["q_intro", .., "q_last", "q_outro"]);

    [Theory]
    [InlineData("q_before_d", "q_just_before_d")]
    [InlineData("q_just_before_d", "q_d")]
    public void A_text_stays_right_before_what_follows_it(string text, string question) =>
        Seeds.Sample(seed => Order(seed) is var order && order.IndexOf(question) == order.IndexOf(text) + 1);

    private static List<string> Order(string seed) =>
        [.. SessionOrder.Draw(Paper, shuffleQuestions: true, seed).Select(q => q.Id)];

    private static StudentQuestion Draw(StudentQuestion question, string seed) =>
        SessionOrder.Draw([question], shuffleQuestions: false, seed)[0];

    private static List<string> Texts(StudentQuestion question, string setting) =>
        [.. question.Settings[setting].EnumerateArray().Select(entry => entry.GetString()!)];
}
