using System.Text.Json;
using Examlet.Exams;
using Examlet.Questions;

namespace Examlet.Tests.Results;

/// <summary>Teachers read answers as words: no markup of the author's, no bytes of pictures, no codes.</summary>
public sealed class ResultWordsTests
{
    private const string Picture = "data:image/png;base64,iVBORw0KGgo=";
    private static readonly QuestionTypeCatalog Types = QuestionTypeCatalog.Load();

    public static IEnumerable<TheoryDataRow<string, string, string, string?>> Answers =>
        [
            new("single-line-text", "{}", "\"<b>mine</b>\"", "<b>mine</b>"),
            new("essay", "{}", "\"<h2>Title</h2><p>One &amp; two</p>\"", "Title\nOne & two"),
            new(
                "multiple-choice-single-answer",
                """{ "options": ["<p>y = <inline-math>x^2</inline-math></p>", "b"] }""",
                "\"<p>y = <inline-math>x^2</inline-math></p>\"",
                "y = x^2"
            ),
            new(
                "multiple-choice-multiple-answers",
                """{ "options": ["<b>1</b>", "2", "3"] }""",
                """["<b>1</b>", "3"]""",
                "1 | 3"
            ),
            new(
                "multiple-choice-single-answer",
                $$"""{ "options": ["a", "<img src='{{Picture}}'>"] }""",
                $"\"<img src='{Picture}'>\"",
                "Picture 2"
            ),
            new(
                "multiple-choice-single-answer",
                $$"""{ "options": ["a", "<img alt='A cat &amp; dog' src='{{Picture}}'>"] }""",
                $"\"<img alt='A cat &amp; dog' src='{Picture}'>\"",
                "A cat & dog"
            ),
            new("multiple-choice-single-answer", """{ "options": ["a", "b"] }""", "\"none of them\"", "none of them"),
            new(
                "picture-choice",
                $$"""{ "options": ["https://example.com/a/cat%20one.png?x=1", "{{Picture}}"] }""",
                "\"https://example.com/a/cat%20one.png?x=1\"",
                "Picture 1 (cat one.png)"
            ),
            new(
                "picture-choice",
                $$"""{ "options": ["https://example.com/cat.png", "{{Picture}}"] }""",
                $"\"{Picture}\"",
                "Picture 2"
            ),
            new(
                "picture-choice",
                """{ "options": ["https://example.com/cat.png", "https://example.com/dog.png"] }""",
                $"\"{Picture}\"",
                "(another picture)"
            ),
            new("true-false", "{}", "\"true\"", "true"),
            new("fill-in-blank", """{ "text": "a ___ b ___", "correctAnswer": ["x", "y"] }""", """["x", ""]""", "x | "),
            new(
                "matching",
                """{ "left": ["<b>a</b>", "a = b"], "right": ["<i>1</i>", "c"] }""",
                """["<b>a</b> = <i>1</i>", "a = b = c"]""",
                "a = 1 | a = b = c"
            ),
            new(
                "sequence",
                """{ "options": ["<b>wash</b>", "rinse"] }""",
                """["rinse", "<b>wash</b>"]""",
                "rinse → wash"
            ),
            new("date-year", """{ "dateType": "year" }""", "\"1925\"", "1925"),
            new("formula", "{}", "\"\\\\frac{1}{2}\"", "\\frac{1}{2}"),
            new("math-notebook", "{}", """["x=1", "y=2"]""", "x=1 | y=2"),
            new(
                "sentence-analysis",
                """{ "sentence": "Gisteren liep de hond", "enabledLabels": ["BWB", "X"] }""",
                """["0-0:BWB", "2-3:X", "PV:1-1"]""",
                "Gisteren: bijwoordelijke bepaling | de hond: X | liep: persoonsvorm"
            ),
            new("sentence-analysis", """{ "sentence": "a b", "enabledLabels": ["X"] }""", """["0-9:X"]""", "0-9:X"),
            new(
                "upload-file",
                "{}",
                """["https://exams.example/files/file_1", "essay.docx"]""",
                "essay.docx (https://exams.example/files/file_1)"
            ),
            new("voice-recorder", "{}", """["", "take.webm", "audio/webm", "3"]""", "take.webm"),
            new("single-line-text", "{}", "null", null),
            new("multiple-choice-multiple-answers", """{ "options": ["a"] }""", "[]", null),
        ];

    [Theory, MemberData(nameof(Answers))]
    public void An_answer_is_in_words(string type, string settings, string value, string? words) =>
        Of(type, settings).In(JsonElement.Parse(value)).ShouldBe(words);

    [Fact]
    public void The_names_of_the_parts_of_a_sentence_are_those_that_students_read()
    {
        var shown = File.ReadAllText(Repository.PathOf("question-types", "sentence-analysis", "segments.ts"));

        foreach (var (label, name) in Types.Find("sentence-analysis")!.Labels)
        {
            shown.ShouldContain($"{label}: '{name}'");
        }
    }

    private static AnswerWords Of(string type, string settings)
    {
        var question = new Question
        {
            Id = "q_1",
            Type = type,
            Title = "?",
            Settings = JsonElement.Parse(settings),
        };
        return new AnswerWords(
            StudentView.Of(new ExamContent { Name = "?", Questions = [question] }, Types)[0],
            Types.Find(type)!
        );
    }
}
