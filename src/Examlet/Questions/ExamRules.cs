namespace Examlet.Questions;

/// <summary>Numbers this program's own part of the rules by which questions are shuffled and answers judged. An exam
/// session keeps the number it began on, so that an update of the program changes nothing for a student who is half way
/// through. A rule that changes gets the next number, and the one before stays.
/// </summary>
public static class ExamRules
{
    /// <summary>Sessions that began before the number was kept. A text to read stays with the one question after it;
    /// what is typed is compared in NFC; an empty list is no key; a question that a person grades gives no points by
    /// itself, and criteria do not count beside a key.
    /// </summary>
    public const int Second = 2;

    /// <summary>Sessions that begin now. A text to read keeps all questions up to the next one; what is typed is
    /// compared as <see cref="TypedText"/> says; an empty list can be the key; a question gives one point
    /// by itself, and criteria count everywhere.
    /// </summary>
    public const int Current = 3;
}
