namespace Examlet.Http;

/// <summary>
/// What one client can make the server do, and how much of it: every limit that is not a setting, in one place. <c>docs/limits.md</c> has a row for each, and for those that
/// are settings (<see cref="ExamletOptions"/>); a test compares them.
/// </summary>
/// <remarks>A name ends in <c>Bytes</c> where it counts bytes; a span of time is a <see cref="TimeSpan"/>; anything else is a number of things.</remarks>
public static class Limits
{
    /// <summary>The body of a REST request that has no limit of its own.</summary>
    public const long BodyBytes = 1 << 20;

    /// <summary>The body of a request that makes or changes an exam.</summary>
    public const long ExamBodyBytes = 32 << 20;

    /// <summary>The body of a request of a student's page.</summary>
    public const long StudentBodyBytes = 2 << 20;

    /// <summary>A chunk of an uploaded file.</summary>
    public const long FileChunkBytes = 1 << 20;

    /// <summary>So much of a file is there before it is judged, unless it has no more.</summary>
    public const int FileJudgedBytes = 4 << 10;

    /// <summary>How deep JSON may be nested.</summary>
    public const int JsonDepth = 64;

    /// <summary>How long the headers of a request may take.</summary>
    public static readonly TimeSpan HeadersTime = TimeSpan.FromSeconds(10);

    /// <summary>One answer with its context.</summary>
    public const int AnswerBytes = 256 << 10;

    /// <summary>Answers in one request.</summary>
    public const int AnswersAtOnce = 50;

    /// <summary>Where a student is: flags, notes and preferences together.</summary>
    public const int StateBytes = 64 << 10;

    /// <summary>Refused saves of one question that are kept aside for the teacher.</summary>
    public const int RetainedPerQuestion = 50;

    /// <summary>Files of one exam session.</summary>
    public const int Files = 300;

    /// <summary>Event streams of one student on a node; one more ends the oldest.</summary>
    public const int StudentStreams = 20;

    /// <summary>Pages of one monitor link on a node; one more ends the oldest.</summary>
    public const int MonitorStreams = 10;

    /// <summary>Pages of one monitor link that open within a second on a node; no browser opens more, and one more is dropped without a word.</summary>
    public const int MonitorOpenings = 20;

    /// <summary>Pages of all monitor links that one user has made, on a node; one more ends the oldest.</summary>
    public const int MakerStreams = 100;

    /// <summary>How often a minute one receipt may be asked about, by everybody together.</summary>
    public const int ReceiptChecks = 30;

    /// <summary>Receipts that wait on a node to be compared with what is stored.</summary>
    public const int ReceiptsWaiting = 1000;

    /// <summary>How long a verdict on a receipt counts.</summary>
    public static readonly TimeSpan VerdictTime = TimeSpan.FromHours(1);

    /// <summary>How long it counts that the store took a write, for who asks whether the node is ready.</summary>
    public static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(1);

    /// <summary>Characters of a name from a body that a problem repeats.</summary>
    public const int NameCharacters = 200;

    /// <summary>Fields that the <c>errors</c> of one problem name.</summary>
    public const int FieldsNamed = 100;

    /// <summary>Questions of one exam.</summary>
    public const int Questions = 10_000;

    /// <summary>Elements of one text in HTML, copies that the rules of HTML make of them included; counted while it is parsed.</summary>
    public const int HtmlElements = 20_000;

    /// <summary>Levels of elements in one text in HTML.</summary>
    public const int HtmlDepth = 200;

    /// <summary>Elements and texts side by side in one text in HTML.</summary>
    public const int HtmlWidth = 10_000;
}
