using System.ComponentModel.DataAnnotations;

namespace Examlet.Settings;

/// <summary>
/// Every setting, with its default and meaning. It is ordinary ASP.NET Core configuration: <c>Examlet__Database</c> as
/// an environment variable.
/// </summary>
public sealed class ExamletOptions
{
    public const string Section = "Examlet";

    /// <summary>A file path is SQLite, a PostgreSQL connection string (<c>Host=…</c>) is PostgreSQL.</summary>
    [Required]
    public string Database { get; set; } = "data/examlet.db";

    /// <summary>
    /// The base of embed URLs, such as <c>https://exams.example.com</c>. It is never taken from a request. Without it:
    /// the first bound address.
    /// </summary>
    public string? PublicUrl { get; set; }

    /// <summary>
    /// The first API key (<c>examp_</c> and 32 letters or digits), for the owner of the first workspace. It is used
    /// when the database is empty. Without it the server makes a key and prints it once.
    /// </summary>
    public string? ApiKey { get; set; }

    /// <summary>
    /// Every signing key derives from this secret of at least 32 characters. Without it the server makes one in a file
    /// beside a SQLite database. With PostgreSQL it is required.
    /// </summary>
    public string? Secret { get; set; }

    /// <summary>
    /// The secret before the last change. Embed URLs and receipts made with it stay valid while it is set.
    /// </summary>
    public string? PreviousSecret { get; set; }

    /// <summary>REST requests a minute and API key; 0 is no limit.</summary>
    [Range(0, int.MaxValue)]
    public int RateLimit { get; set; } = 200;

    /// <summary>Student requests a minute and exam session; 0 is no limit. Never per address: a school is one
    /// address.</summary>
    [Range(0, int.MaxValue)]
    public int StudentRateLimit { get; set; } = 6000;

    /// <summary>
    /// MiB that a student may send a minute and exam session, uploaded files aside; 0 is no limit. The server keeps
    /// every version of an answer, so without a limit one student fills the disk.
    /// </summary>
    [Range(0, 1 << 20)]
    public int StudentVolumeLimit { get; set; } = 64;

    /// <summary>
    /// MiB that one exam session may store, versions and files together; 0 is no limit. Past it the server refuses
    /// files and slows saves. It always takes a hand-in.
    /// </summary>
    [Range(0, 1 << 24)]
    public int SessionVolumeLimit { get; set; } = 1024;

    /// <summary>Requests a minute of all pages behind one monitor link; 0 is no limit.</summary>
    [Range(0, int.MaxValue)]
    public int MonitorRateLimit { get; set; } = 600;

    /// <summary>Requests a minute and address to <c>GET /receipts/{code}</c>, which asks for no key; 0 is no
    /// limit.</summary>
    [Range(0, int.MaxValue)]
    public int PublicRateLimit { get; set; } = 300;

    /// <summary>
    /// How many saves may wait on this node, and how many hand-ins beside them. If a queue is full, a request gets 503
    /// and the browser tries again.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int SaveQueue { get; set; } = 10_000;

    /// <summary>
    /// MiB that a SQLite file may have; 0 is no limit but the disk. Past it saves get 503 until there is room.
    /// </summary>
    [Range(0, 1 << 24)]
    public int MaxDatabaseSize { get; set; }

    /// <summary>Dangerous: serves with a SQLite version that has the WAL-reset bug, which can corrupt the
    /// database.</summary>
    public bool AllowAffectedSqlite { get; set; }

    /// <summary>Seconds that this node's clock may differ from the database's, or jump, before the node says that it is
    /// not ready; 0 is off.</summary>
    [Range(0, 3600)]
    public double MaxClockSkew { get; set; } = 2;

    /// <summary>The largest file a student may upload, in MiB.</summary>
    [Range(1, 4096)]
    public int MaxFileSize { get; set; } = 100;

    /// <summary>The largest size of all files of one exam session, in MiB.</summary>
    [Range(1, 65536)]
    public int MaxSessionFiles { get; set; } = 500;

    /// <summary>Makes <c>allowedOrigin</c> required: only pages that were named can frame an exam.</summary>
    public bool StrictEmbedding { get; set; }

    /// <summary>Serves the description of the API at <c>/openapi/v1.json</c> and its page at <c>/docs</c>; turned off,
    /// both are 404.</summary>
    public bool ApiDocs { get; set; } = true;

    /// <summary>Lets webhooks go to private, loopback and link-local addresses, and over http. For development, and for
    /// receivers on the operator's own network.</summary>
    public bool AllowPrivateWebhooks { get; set; }
}
