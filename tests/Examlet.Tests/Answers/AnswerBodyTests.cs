using Examlet.Answers;

namespace Examlet.Tests.Answers;

public sealed class AnswerBodyTests
{
    [Theory]
    [InlineData("\"abc\"", null, 3)]
    [InlineData("\"é\"", null, 2)]
    [InlineData("\"\\n\"", null, 1)]
    [InlineData("[\"ab\",\"c\"]", null, 3)]
    [InlineData("null", null, 0)]
    [InlineData("\"abc\"", "{}", 5)]
    public void The_size_is_that_of_the_texts_and_of_the_context(string value, string? context, int bytes) =>
        new AnswerBody(value, Completed: true, context).Bytes.ShouldBe(bytes);

    [Fact]
    public void Equal_bodies_have_equal_digests() =>
        new AnswerBody("\"a\"", Completed: true, "{}")
            .Digest()
            .ShouldBe(new AnswerBody("\"a\"", Completed: true, "{}").Digest());

    [Fact]
    public void Any_difference_changes_the_digest() =>
        new AnswerBody[]
        {
            new("\"a\"", Completed: true, "{}"),
            new("\"b\"", Completed: true, "{}"),
            new("\"a\"", Completed: false, "{}"),
            new("\"a\"", Completed: true, null),
            new("\"a\"", Completed: true, "[]"),
            new("[\"a\"]", Completed: true, "{}"),
        }
            .Select(body => body.Digest())
            .ShouldBeUnique();
}
