using System.Text.Json.Nodes;

namespace Examlet.BrowserTests.Fixture;

/// <summary>Exams that the tests give.</summary>
public static class GivenExams
{
    /// <summary>The source's exam with a question of every type there is.</summary>
    public static JsonObject EveryType() =>
        Read(
            """
            {
              "name": "Midterm Exam - Algebra",
              "subject": "Mathematics",
              "questions": [
                { "type": "exam-intro", "title": "Welcome", "description": "<p>Good luck.</p>" },
                { "type": "multiple-choice-single-answer", "title": "Capital",
                  "description": "<p>What is the capital of France?</p>",
                  "settings": { "options": ["Lyon", "<b>Paris</b>", "Nice"], "correctAnswer": "<b>Paris</b>",
                    "shuffleAnswers": true } },
                { "type": "multiple-choice-multiple-answers", "title": "Primes",
                  "description": "<p>Which are prime?</p>",
                  "settings": { "options": ["2", "4", "5"], "correctAnswer": ["2", "5"] }, "scoring": { "points": 2 } },
                { "type": "true-false", "title": "Sky", "description": "<p>The sky is blue.</p>", "settings": {
                  "correctAnswer": "true" } },
                { "type": "paragraph", "title": "Read this", "description": "<p>A text to read.</p>" },
                { "type": "single-line-text", "title": "Sum", "description": "<p>What is 2 + 3?</p>", "settings": {
                  "correctAnswer": "5" } },
                { "type": "multi-line-text", "title": "Why", "description": "<p>Explain why.</p>" },
                { "type": "exam-outro", "title": "The end", "description": "<p>That was all.</p>" }
              ],
              "metadata": { "my_service_internal_id": "abc1234" }
            }
            """
        );

    /// <summary>A question of every type that takes an answer, none of them shuffled but those whose order is the
    /// key.</summary>
    public static JsonObject AllTypes() =>
        Read(
            """
            {
              "name": "Every type",
              "questions": [
                { "type": "exam-intro", "title": "Welcome", "description": "<p>Good luck.</p>" },
                { "type": "multiple-choice-single-answer", "title": "Capital", "settings": { "options": ["Lyon",
                  "<b>Paris</b>", "Nice"], "correctAnswer": "<b>Paris</b>" } },
                { "type": "multiple-choice-multiple-answers", "title": "Primes", "settings": { "options": ["2", "4",
                  "5"], "correctAnswer": ["2", "5"] }, "scoring": { "points": 2 } },
                { "type": "true-false", "title": "Sky", "settings": { "correctAnswer": "true" } },
                { "type": "single-line-text", "title": "Sum", "settings": { "correctAnswer": "5" } },
                { "type": "multi-line-text", "title": "Why" },
                { "type": "matching", "title": "Pairs", "settings": { "left": ["a", "b"], "right": ["1", "2"],
                  "correctAnswer": ["a = 1", "b = 2"] } },
                { "type": "sequence", "title": "Order", "settings": { "options": ["one", "two", "three"] } },
                { "type": "sentence-analysis", "title": "Sentence", "settings": { "sentence": "Gisteren liep de hond",
                  "enabledLabels": ["BWB", "OND"], "requirePersoonsvorm": true,
                  "correctAnswer": { "segments": [{ "startToken": 0, "endToken": 0, "label": "BWB" }, {
                    "startToken": 2, "endToken": 3, "label": "OND" }], "persoonsvorm": { "startToken": 1,
                    "endToken": 1 } } } },
                { "type": "picture-choice", "title": "Picture", "settings": {
                  "options": ["data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=",
                  "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAAAAACwAAAAAAQABAAACAkQBADs="],
                  "correctAnswer": "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAAAAACwAAAAAAQABAAACAkQBADs=" } },
                { "type": "fill-in-blank", "title": "Blanks", "settings": {
                  "text": "Roses are <b>___</b>, violets are ___.", "correctAnswer": ["red", "blue"] } },
                { "type": "date-year", "title": "Year", "settings": { "dateType": "year", "correctAnswer": "1925" } },
                { "type": "date-year", "title": "Date", "settings": { "dateType": "full-date",
                  "correctAnswer": "1925-12-31" } },
                { "type": "formula", "title": "Formula", "settings": { "correctAnswer": "x^2" } },
                { "type": "math-notebook", "title": "Notebook" },
                { "type": "essay", "title": "Essay", "settings": { "minWords": 2 } },
                { "type": "upload-file", "title": "File", "settings": { "acceptFileTypes": ["image/*"] } },
                { "type": "voice-recorder", "title": "Voice", "settings": { "maxDurationSeconds": 60 } },
                { "type": "exam-outro", "title": "The end", "description": "<p>That was all.</p>" }
              ],
              "settings": { "showScore": true }
            }
            """
        );

    /// <summary>One short text.</summary>
    /// <param name="timeLimit">In minutes; null is none.</param>
    public static JsonObject OneText(double? timeLimit)
    {
        var exam = OneText();
        exam["settings"] = new JsonObject { ["timeLimit"] = timeLimit };
        return exam;
    }

    /// <summary>One notebook of mathematics.</summary>
    public static JsonObject Notebook() =>
        Read("""{ "name": "Lines", "questions": [{ "type": "math-notebook", "title": "Notebook" }] }""");

    public static JsonObject OneText() =>
        Read(
            """{ "name": "One question", "questions": """
                + """[{ "type": "single-line-text", "title": "Sum", "description": "<p>2 + 3?</p>" }] }"""
        );

    /// <summary>A short text, a choice, a long text and an essay.</summary>
    public static JsonObject FourKinds(double? minutes = null)
    {
        var exam = Read(
            """
            {
              "name": "Four questions",
              "questions": [
                { "type": "single-line-text", "title": "Sum", "description": "<p>2 + 3?</p>" },
                { "type": "true-false", "title": "Sky", "settings": { "correctAnswer": "true" } },
                { "type": "multi-line-text", "title": "Why" },
                { "type": "essay", "title": "Essay" }
              ]
            }
            """
        );
        exam["settings"] = new JsonObject { ["timeLimit"] = minutes };
        return exam;
    }

    /// <summary>One short text in ten minutes.</summary>
    public static JsonObject TenMinutes()
    {
        var exam = OneText();
        exam["settings"] = new JsonObject { ["timeLimit"] = 10 };
        return exam;
    }

    /// <summary>Mathematics in a description and in the options.</summary>
    public static JsonObject Mathematics() =>
        Read(
            """
            {
              "name": "Mathematics",
              "questions": [{ "type": "multiple-choice-single-answer", "title": "Half",
                "description": "<p>Half of <inline-math>\\frac{1}{2}</inline-math> is</p>",
                "settings": { "options": ["<inline-math>\\frac{1}{4}</inline-math>",
                  "<inline-math>1</inline-math>"] } }]
            }
            """
        );

    private static JsonObject Read(string json) => JsonNode.Parse(json)!.AsObject();
}
