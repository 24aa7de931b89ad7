using Examlet.Pages;
using Examlet.Questions;

namespace Examlet.Tests.EmbedSessions;

/// <summary>What the pages of staff say comes with them.</summary>
public sealed class StaffTextsTests
{
    private static readonly PlayerMessages Messages = new(QuestionTypeCatalog.Load());

    [Theory]
    [InlineData("grading", "nl", "Nakijken")]
    [InlineData("results", "nl", "Resultaten")]
    [InlineData("rubric", "en", "Rubric")]
    public void A_page_of_staff_has_its_own_texts_and_those_of_all_in_its_language(
        string page,
        string locale,
        string title
    )
    {
        var texts = Messages.OfStaff(page, locale)["staff"]!;

        ((string?)texts["title"]).ShouldBe(title);
        texts["loading"].ShouldNotBeNull();
        texts["mathSpokenPlus"].ShouldNotBeNull();
    }
}
