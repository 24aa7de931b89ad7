using Examlet.Exams;
using Examlet.ExamSessions;

namespace Examlet.Tests.ExamSessions;

public sealed class ExamPaperTests
{
    private static readonly ExamContent Content = Given.Content(
        Given.Question("exam-outro", id: "q_outro"),
        Given.Question("true-false", "{'correctAnswer':'true'}", id: "q_a"),
        Given.Question("paragraph", id: "q_text"),
        Given.Question("single-line-text", id: "q_b"),
        Given.Question("exam-intro", id: "q_intro")
    );

    private static readonly ExamPaper Free = Given.Paper(Content);
    private static readonly ExamPaper Linear = Given.Paper(
        Content with
        {
            Settings = new ExamSettings { Navigation = ExamSettings.Linear },
        }
    );

    [Fact]
    public void Texts_are_not_counted_as_questions_to_answer() => Free.AnswerableCount.ShouldBe(2);

    [Theory]
    [InlineData("q_a", true)]
    [InlineData("q_b", true)]
    [InlineData("q_intro", false)]
    [InlineData("q_text", false)]
    [InlineData("q_outro", false)]
    [InlineData("q_other", false)]
    [InlineData("", false)]
    public void An_answer_is_taken_for(string questionId, bool takes) => Free.TakesAnswer(questionId).ShouldBe(takes);

    [Fact]
    public void The_paper_goes_from_introduction_to_closing_text() =>
        Free.Questions.Select(q => q.Id).ShouldBe(["q_intro", "q_a", "q_text", "q_b", "q_outro"]);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(3, 4)]
    [InlineData(4, 5)]
    [InlineData(99, 5)]
    public void With_linear_navigation_nothing_beyond_the_reached_question_is_visible(int position, int visible) =>
        Linear.VisibleTo(At(position)).Count.ShouldBe(visible);

    [Fact]
    public void With_free_navigation_everything_is_visible() => Free.VisibleTo(At(0)).Count.ShouldBe(5);

    [Theory]
    [InlineData(0, true, true)]
    [InlineData(1, false, true)]
    [InlineData(2, true, true)]
    [InlineData(3, true, false)]
    [InlineData(4, true, true)]
    public void With_linear_navigation_only_the_reached_question_is_open(
        int position,
        bool firstLocked,
        bool secondLocked
    ) => new[] { "q_a", "q_b" }.Select(id => Linear.IsLocked(id, At(position))).ShouldBe([firstLocked, secondLocked]);

    [Fact]
    public void With_free_navigation_nothing_is_locked() =>
        Free.Questions.ShouldAllBe(q => !Free.IsLocked(q.Id, At(0)));

    [Fact]
    public void A_question_of_another_exam_is_locked_with_linear_navigation() =>
        Linear.IsLocked("q_other", At(0)).ShouldBeTrue();

    [Fact]
    public void With_shuffled_questions_the_lock_follows_the_order_of_the_session()
    {
        var paper = Given.Paper(
            Content with
            {
                Settings = new ExamSettings { Navigation = ExamSettings.Linear, ShuffleQuestions = true },
            }
        );

        foreach (var session in Enumerable.Range(0, 20).Select(i => At(1) with { Seed = $"seed {i}" }))
        {
            var open = paper.Questions.Where(q => !paper.IsLocked(q.Id, session)).Select(q => q.Id);
            open.ShouldBe([paper.InOrderOf(session)[1].Id]);
        }
    }

    private static ExamSession At(int position) => Given.Session() with { Position = position };
}
