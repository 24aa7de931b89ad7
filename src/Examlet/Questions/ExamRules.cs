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
    /// A text to read keeps all questions up to the next text. Typed text is compared as <see cref="TypedText"/> says.
    /// An empty list can be the key. A question gives one point by itself, and criteria count everywhere. An answer is
    /// right or wrong.
    /// </summary>
    public const int Third = 3;

    /// <summary>
    /// Sessions that begin now. As <see cref="Third"/>, and an answer may be right in part: <c>method</c>,
    /// <c>weights</c> and <c>penalty</c> count, points have four places, and a condition that gives neither true,
    /// false nor a number leaves its question for a person.
    /// </summary>
    public const int Current = 4;
}
