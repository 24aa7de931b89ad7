namespace Examlet.Questions;

/// <summary>
/// Numbers this program's own part of the rules by which questions are shuffled and answers judged. An exam session
/// keeps the number that it began on, so an update of the program changes nothing for a student half way through. A
/// changed rule gets the next number, and the old rule stays.
/// </summary>
public static class ExamRules
{
    /// <summary>
    /// Sessions that began before the number was stored. A text to read stays with the one question after it. Typed
    /// text is compared in NFC. An empty list is no key. A question that a person grades gives no points by itself, and
    /// criteria do not count beside a key.
    /// </summary>
    public const int Second = 2;

    /// <summary>
    /// Sessions that begin now. A text to read keeps all questions up to the next text. Typed text is compared as
    /// <see cref="TypedText"/> says. An empty list can be the key. A question gives one point by itself, and criteria
    /// count everywhere.
    /// </summary>
    public const int Current = 3;
}
