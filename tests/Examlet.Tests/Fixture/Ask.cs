namespace Examlet.Tests.Fixture;

/// <summary>Questions for exams. Each text of a key is distinctive, so that a test can look for it.</summary>
public static class Ask
{
    public static object Line(string title, string? correct = null) =>
        new
        {
            type = "single-line-text",
            title,
            settings = correct is null ? (object)new { } : new { correctAnswer = correct },
        };

    public static object Text(string title) => new { type = "multi-line-text", title };

    public static object One(string title, string[] options, string correct, bool shuffle = false) =>
        new
        {
            type = "multiple-choice-single-answer",
            title,
            settings = new
            {
                options,
                correctAnswer = correct,
                shuffleAnswers = shuffle,
            },
        };

    public static object Many(string title, string[] options, string[] correct, bool shuffle = false) =>
        new
        {
            type = "multiple-choice-multiple-answers",
            title,
            settings = new
            {
                options,
                correctAnswer = correct,
                shuffleAnswers = shuffle,
            },
        };

    public static object TrueFalse(string title, string correct) =>
        new
        {
            type = "true-false",
            title,
            settings = new { correctAnswer = correct },
        };

    public static object Paragraph(string description) => new { type = "paragraph", description };

    public static object Intro(string description) => new { type = "exam-intro", description };

    public static object Outro(string description) => new { type = "exam-outro", description };

    public static object File(string title, string[]? accept = null) =>
        new
        {
            type = "upload-file",
            title,
            settings = accept is null ? (object)new { } : new { acceptFileTypes = accept },
        };

    public static object Voice(string title) => new { type = "voice-recorder", title };

    /// <summary>A multi-line question that a person grades by criteria.</summary>
    public static object Rubric(string title, int[] points) =>
        new
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
                        levels = points.Select(p => new
                        {
                            id = $"l{p}",
                            title = $"Level title {p}",
                            description = $"Level description {p}",
                            points = p,
                        }),
                    },
                },
            },
        };

    /// <summary>One question of every type.</summary>
    public static object[] Everything() =>
        [
            Intro("<p>Welcome to the exam</p>"),
            Line("What is the capital of France?", "Paris"),
            Text("Describe the water cycle."),
            One("Which is a prime?", ["9", "11", "15"], "11"),
            Many("Which are even?", ["1", "2", "3", "4"], ["2", "4"]),
            TrueFalse("The earth is flat.", "false"),
            Paragraph("<p>A text to read</p>"),
            .. WithMoreTypes(),
            Outro("<p>That was the exam</p>"),
        ];

    private static object[] WithMoreTypes() =>
        [
            new
            {
                type = "essay",
                title = "Write about it.",
                settings = new { minWords = 3 },
            },
            new
            {
                type = "picture-choice",
                title = "Which is a cat?",
                settings = new
                {
                    options = new[] { "https://pictures.example/1.png", "https://pictures.example/2.png" },
                    correctAnswer = "https://pictures.example/2.png",
                },
            },
            new
            {
                type = "fill-in-blank",
                title = "Fill in.",
                settings = new
                {
                    text = "Roses are ___, violets are ___.",
                    correctAnswer = new[] { "red", "blue" },
                    exactValuesCaseInsensitive = true,
                },
            },
            new
            {
                type = "matching",
                title = "Match.",
                settings = new
                {
                    left = new[] { "France", "Italy" },
                    right = new[] { "Rome", "Paris" },
                    correctAnswer = new[] { "France = Paris", "Italy = Rome" },
                    layout = "columns",
                },
            },
            new
            {
                type = "sequence",
                title = "Put in order.",
                settings = new { options = new[] { "one", "two", "three" } },
            },
            new
            {
                type = "date-year",
                title = "When?",
                settings = new { dateType = "full-date", correctAnswer = "1925-12-31" },
            },
            new
            {
                type = "formula",
                title = "Square x.",
                settings = new { correctAnswer = "x^2" },
            },
            new
            {
                type = "math-notebook",
                title = "Solve.",
                settings = new { initialLines = new[] { "2x=4" } },
            },
            new
            {
                type = "sentence-analysis",
                title = "Ontleed.",
                settings = new
                {
                    sentence = "Gisteren liep hij",
                    enabledLabels = new[] { "BWB", "OND" },
                    requirePersoonsvorm = true,
                    correctAnswer = new
                    {
                        raw = "[BWB Gisteren] liep [OND hij]",
                        tokens = new[]
                        {
                            new
                            {
                                index = 0,
                                text = "Gisteren",
                                start = 0,
                                end = 8,
                            },
                            new
                            {
                                index = 1,
                                text = "liep",
                                start = 9,
                                end = 13,
                            },
                            new
                            {
                                index = 2,
                                text = "hij",
                                start = 14,
                                end = 17,
                            },
                        },
                        segments = new[]
                        {
                            new
                            {
                                startToken = 0,
                                endToken = 0,
                                label = "BWB",
                            },
                            new
                            {
                                startToken = 2,
                                endToken = 2,
                                label = "OND",
                            },
                        },
                        persoonsvorm = new { startToken = 1, endToken = 1 },
                    },
                },
            },
            File("Hand in a file."),
            Voice("Say it."),
        ];
}
