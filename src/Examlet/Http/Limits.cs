using Examlet.Settings;

namespace Examlet.Http;

/// <summary>
/// How much one client can make the server do: every limit that is not a setting. <c>docs/limits.md</c> has a row for
/// each, and for each limit that is a setting (<see cref="ExamletOptions"/>). A test compares them.
/// </summary>
/// <remarks>
/// A name that counts bytes ends in <c>Bytes</c>. A span of time is a <see cref="TimeSpan"/>. Anything else is a number
/// of things.
/// </remarks>
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

    /// <summary>How much of a file must be there before it is judged, unless it has no more.</summary>
    public const int FileJudgedBytes = 4 << 10;

    /// <summary>The part of a file that is in memory while it goes out.</summary>
    public const int DownloadSliceBytes = 256 << 10;

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

    /// <summary>
    /// Bytes of refused saves of one exam session that are kept aside. Past it the first save of each question is still
    /// kept.
    /// </summary>
    public const long RetainedSessionBytes = 64 << 20;

    /// <summary>The cost of a version of an answer beside its own bytes.</summary>
    public const int VersionBytes = 512;

    /// <summary>The time between two saves of one question once the exam session has used up its volume.</summary>
    public static readonly TimeSpan SlowedSaveTime = TimeSpan.FromSeconds(10);

    /// <summary>The part of the bytes a minute that is left once the exam session has used up its volume …</summary>
    public const int SlowedPart = 8;

    /// <summary>… and no less than this.</summary>
    public const int SlowedLeastBytes = 1 << 20;

    /// <summary>How often a minute an exam is taken over.</summary>
    public const int Opens = 120;

    /// <summary>Requests of one student that a node reads or answers at once; others wait.</summary>
    public const int StudentRequestsAtOnce = 64;

    /// <summary>Steps of one student (start, open, move) that are in the store at once on a node; others wait, however
    /// long.</summary>
    public const int StepsAtOnce = 1;

    /// <summary>Saves of one request are large when they have more than this together.</summary>
    public const int LargeSaveBytes = 64 << 10;

    /// <summary>Requests of one student with large saves that the writer has at once; others wait, however
    /// long.</summary>
    public const int LargeSavesAtOnce = 1;

    /// <summary>Hand-ins of one student at once on a node; others wait, however long.</summary>
    public const int HandInsAtOnce = 1;

    /// <summary>Files on their way out at once, of one student or API key on a node; others wait.</summary>
    public const int DownloadsAtOnce = 8;

    /// <summary>Requests of one student or API key that take or give much at once on a node; others wait.</summary>
    public const int HeavyAtOnce = 8;

    /// <summary>Bodies of more than <see cref="BodyBytes"/> that a node works on at once; others wait, on the
    /// disk.</summary>
    public const int LargeBodiesOnNode = 3;

    /// <summary>Large answers that a node puts together at once; others wait.</summary>
    public const int HeavyAnswersOnNode = 8;

    /// <summary>
    /// The part of the time that a node works on slices of large states, after the first slice of each; others wait.
    /// </summary>
    public const int StateSlicesPart = 8;

    /// <summary>How long a request waits for its turn.</summary>
    public static readonly TimeSpan TurnTime = TimeSpan.FromSeconds(10);

    /// <summary>Files of one exam session.</summary>
    public const int Files = 300;

    /// <summary>Event streams of one student on a node; one more ends the oldest.</summary>
    public const int StudentStreams = 20;

    /// <summary>Pages of one monitor link on a node; one more ends the oldest.</summary>
    public const int MonitorStreams = 10;

    /// <summary>Pages of one monitor link that open within a second on a node; no browser opens more, and one more is
    /// dropped without a word.</summary>
    public const int MonitorOpenings = 20;

    /// <summary>Pages of all monitor links that one user has made, on a node; one more ends the oldest.</summary>
    public const int MakerStreams = 100;

    /// <summary>How often a minute one receipt may be asked about, by everybody together.</summary>
    public const int ReceiptChecks = 30;

    /// <summary>Receipts that wait on a node to be compared with what is stored.</summary>
    public const int ReceiptsWaiting = 1000;

    /// <summary>How long a verdict on a receipt counts.</summary>
    public static readonly TimeSpan VerdictTime = TimeSpan.FromHours(1);

    /// <summary>How long a successful write of the probe counts for <c>/health/ready</c>.</summary>
    public static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(1);

    /// <summary>Characters of a name from a body that a problem repeats.</summary>
    public const int NameCharacters = 200;

    /// <summary>Fields that the <c>errors</c> of one problem name.</summary>
    public const int FieldsNamed = 100;

    /// <summary>Questions of one exam.</summary>
    public const int Questions = 10_000;

    /// <summary>Elements of one text in HTML, copies that the rules of HTML make of them included; counted while it is
    /// parsed.</summary>
    public const int HtmlElements = 20_000;

    /// <summary>Levels of elements in one text in HTML.</summary>
    public const int HtmlDepth = 200;

    /// <summary>Elements and texts side by side in one text in HTML.</summary>
    public const int HtmlWidth = 10_000;

    /// <summary>Steps that the checks of the questions of one request may take: some seconds of one core.</summary>
    public const long CheckSteps = 5_000_000;
}
