namespace Examlet.Tests.Fixture;

/// <summary>Questions for exams. Each text of a key is distinctive, so that a test can look for it.</summary>
public static class Ask
{
    public static object Line(string title, string? correct = null) =>
        new { type = "single-line-text", title, settings = correct is null ? (object)new { } : new { correctAnswer = correct } };

    public static object Text(string title) => new { type = "multi-line-text", title };

    public static object One(string title, string[] options, string correct, bool shuffle = false) =>
        new { type = "multiple-choice-single-answer", title, settings = new { options, correctAnswer = correct, shuffleAnswers = shuffle } };

    public static object Many(string title, string[] options, string[] correct, bool shuffle = false) =>
        new { type = "multiple-choice-multiple-answers", title, settings = new { options, correctAnswer = correct, shuffleAnswers = shuffle } };

    public static object TrueFalse(string title, string correct) => new { type = "true-false", title, settings = new { correctAnswer = correct } };

    public static object Paragraph(string description) => new { type = "paragraph", description };

    public static object Intro(string description) => new { type = "exam-intro", description };

    public static object Outro(string description) => new { type = "exam-outro", description };

    /// <summary>A multi-line question that a person grades by criteria.</summary>
    public static object Rubric(string title, int[] points) => new
    {
        type = "multi-line-text",
        title,
        scoring = new
        {
            rubricType = "analytical",
            criteria = new[]
            {
                new
                {
                    id = "c1",
                    title = "Criterion that no student sees",
                    levels = points.Select(p => new { id = $"l{p}", title = $"Level title {p}", description = $"Level description {p}", points = p }),
                },
            },
        },
    };

    /// <summary>One question of every type of the first release.</summary>
    public static object[] Everything() =>
    [
        Intro("<p>Welcome to the exam</p>"),
        Line("What is the capital of France?", "Paris"),
        Text("Describe the water cycle."),
        One("Which is a prime?", ["9", "11", "15"], "11"),
        Many("Which are even?", ["1", "2", "3", "4"], ["2", "4"]),
        TrueFalse("The earth is flat.", "false"),
        Paragraph("<p>A text to read</p>"),
        Outro("<p>That was the exam</p>"),
    ];
}
