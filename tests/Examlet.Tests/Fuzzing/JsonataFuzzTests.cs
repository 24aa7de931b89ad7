using System.Diagnostics;
using CsCheck;
using Examlet.Questions;

namespace Examlet.Tests.Fuzzing;

/// <summary>Whatever a condition of a question type says, and whatever an answer holds: it has a result or is a
/// <see cref="JsonataException"/>, soon and in bounded memory; and what it did harms no other.
/// </summary>
public sealed class JsonataFuzzTests
{
    private const string Input = """
        {
          "question": { "settings": { "correctAnswer": "x", "options": ["a", "b"] } },
          "answer": { "value": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" }
        }
        """;

    // allocated in all, not held at once: the limit stops what goes on, after the step that went over it
    private const long MaxMemory = 2L << 30;

    // the engine gives up after 30 of them, between two steps
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(40);

    private static readonly Gen<string> Leaf = Gen.OneOf(
        "$",
        "$$",
        "$.answer.value",
        "$.question.settings.correctAnswer",
        "$.question.settings.options",
        "1",
        "0",
        "-1",
        "1e308",
        "0.1",
        "\"x\"",
        "\"\"",
        "true",
        "false",
        "null",
        "[]",
        "{}",
        "[1..5]",
        "*",
        "**",
        "%",
        "/a+/",
        "$x",
        "$undefined",
        "\"\\u0000\"",
        "\"\\ud83d\"",
        "function($x){$x}",
        "$string",
        "$sum"
    );

    private static readonly Gen<string> Expression = Gen.Recursive<string>(
        (depth, inner) =>
            depth > 3
                ? Leaf
                : Gen.Frequency(
                    (3, Leaf),
                    (
                        2,
                        Gen.Select(
                                inner,
                                Gen.OneOf(
                                    " + ",
                                    " - ",
                                    " * ",
                                    " / ",
                                    " % ",
                                    " & ",
                                    " = ",
                                    " != ",
                                    " < ",
                                    " > ",
                                    " in ",
                                    " and ",
                                    " or ",
                                    ".",
                                    " ~> ",
                                    ".."
                                ),
                                inner
                            )
                            .Select((left, sign, right) => left + sign + right)
                    ),
                    (
                        2,
                        Gen.Select(
                                Gen.OneOf(
                                    "$string",
                                    "$number",
                                    "$length",
                                    "$trim",
                                    "$lowercase",
                                    "$split",
                                    "$join",
                                    "$sort",
                                    "$sum",
                                    "$count",
                                    "$distinct",
                                    "$keys",
                                    "$lookup",
                                    "$map",
                                    "$filter",
                                    "$reduce",
                                    "$exists",
                                    "$boolean",
                                    "$not",
                                    "$substring",
                                    "$contains",
                                    "$replace",
                                    "$match",
                                    "$append",
                                    "$reverse",
                                    "$type",
                                    "$merge",
                                    "$each",
                                    "$sift",
                                    "$eval",
                                    "$formatNumber",
                                    "$power",
                                    "$sqrt",
                                    "$zip",
                                    "$spread"
                                ),
                                inner.Array[0, 3]
                            )
                            .Select((name, arguments) => $"{name}({string.Join(", ", arguments)})")
                    ),
                    (1, Gen.Select(inner, inner).Select((of, which) => $"{of}[{which}]")),
                    (1, Gen.Select(inner, inner, inner).Select((test, yes, no) => $"({test} ? {yes} : {no})")),
                    (1, Gen.Select(inner, inner).Select((value, then) => $"($x := {value}; {then})")),
                    (1, Gen.Select(inner, inner).Select((key, value) => $"{{{key}: {value}}}")),
                    (1, inner.Select(of => $"{of}^($)")),
                    (
                        1,
                        Gen.Select(
                                inner,
                                Gen.OneOf(
                                    "(",
                                    ")",
                                    "[",
                                    "]",
                                    "{",
                                    "}",
                                    "\"",
                                    "/",
                                    "\\",
                                    ":=",
                                    ";",
                                    "|",
                                    "^",
                                    "@$i",
                                    "#$i"
                                )
                            )
                            .Select((text, sign) => text + sign)
                    )
                )
    );

    public static IEnumerable<TheoryDataRow<string>> Corpus => Fuzz.Files("jsonata");

    [Theory, MemberData(nameof(Corpus))]
    public void An_expression_of_the_corpus_keeps_within_its_limits(string file) =>
        ShouldKeepWithinLimits(Fuzz.Read("jsonata", file));

    /// <summary>Each takes seconds: one of them in CI, all in a long run.</summary>
    [Fact]
    public void An_expression_that_goes_on_and_on_keeps_within_its_limits()
    {
        foreach (var row in Fuzz.Files("jsonata-slow").Take(Fuzz.Runs > 1 ? int.MaxValue : 1))
        {
            ShouldKeepWithinLimits(Fuzz.Read("jsonata-slow", row.Data));
        }
    }

    [Fact]
    public void An_expression_made_up_has_a_result_or_is_refused()
    {
        var engine = new Jsonata();
        Expression.Sample(
            expression =>
            {
                var began = Stopwatch.GetTimestamp();
                try
                {
                    engine.Evaluate(expression, Input);
                }
                catch (JsonataException refused)
                    when (refused.Message.StartsWith("The expression went over a limit", StringComparison.Ordinal))
                {
                    engine.Dispose();
                    engine = new Jsonata(); // that one must not be used again
                }
                catch (JsonataException)
                {
                    // A faulty expression.
                }

                Stopwatch.GetElapsedTime(began).ShouldBeLessThan(MaxTime);
            },
            iter: 800 * Fuzz.Runs,
            threads: 1
        );
        engine.Evaluate("1 + 1", "{}").ShouldBe("2");
        engine.Dispose();
    }

    /// <summary>An answer that is null or empty is judged before any condition sees it.</summary>
    [Fact]
    public void The_conditions_of_the_built_in_types_take_any_answer()
    {
        var types = Given
            .Types.All.Where(type =>
                type.ResponseProcessing is not null && KeyOf(type) is null or "string" or "string-array"
            )
            .ToArray();
        var text = Gen.OneOf(
            "\"x\"",
            "\"\"",
            "\" \"",
            "\"0-0:BWB\"",
            "\"a = b\"",
            "\"=\"",
            "\"(((\"",
            "\"[\"",
            "\"$\"",
            "\"\\\\\"",
            "\"1925\"",
            "\"NaN\"",
            "\"__proto__\"",
            "\"😀\"",
            "\"e\\u0301\"",
            "\"\\u202e\"",
            "\"\\ufeff\""
        );
        var list = text.Array[1, 6].Select(texts => $"[{string.Join(',', texts)}]");
        using var engine = new Jsonata();

        Gen.Select(Gen.OneOf(types), Gen.OneOf(text, list), Gen.Select(text, list))
            .Sample(
                (type, answer, correct) =>
                {
                    var key = KeyOf(type) == "string-array" ? correct.Item2 : correct.Item1;
                    var options = correct.Item2;
                    var settings =
                        $$"""{ "correctAnswer": {{key}}, "options": {{options}}, """
                        + """ "exactValuesCaseInsensitive": true }""";
                    var input = $$"""{ "question": { "settings": {{settings}} }, "answer": { "value": {{answer}} } }""";
                    return engine.Evaluate(type.ResponseProcessing!.Condition, input) is null or "true" or "false";
                },
                iter: 500 * Fuzz.Runs,
                threads: 1
            );
    }

    private static string? KeyOf(QuestionType type) =>
        type.Settings.FirstOrDefault(setting => setting.Id == "correctAnswer")?.Type;

    private static void ShouldKeepWithinLimits(string expression)
    {
        using var engine = new Jsonata();
        var (began, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
        try
        {
            engine.Evaluate(expression, Input);
        }
        catch (JsonataException refused)
        {
            refused.Message.ShouldNotBeNullOrEmpty();
        }

        Stopwatch.GetElapsedTime(began).ShouldBeLessThan(MaxTime);
        (GC.GetAllocatedBytesForCurrentThread() - allocated).ShouldBeLessThan(MaxMemory);
    }
}
