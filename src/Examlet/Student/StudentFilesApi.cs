using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Cryptography;
using Examlet.Access;
using Examlet.EmbedSessions;
using Examlet.ExamSessions;
using Examlet.Files;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Student;

/// <summary>The body of <c>POST /embed-api/files</c>. <c>size</c> in bytes, null for a recording whose length is not
/// known yet.</summary>
public sealed record CreateFile(
    [property: Required] long? Epoch,
    [property: Required] string? QuestionId,
    [property: Required] string? Name,
    long? Size,
    string? Type
);

/// <summary>
/// A file as its student's page knows it. <c>url</c> is for teachers, and an answer may name it. <c>offset</c> is the
/// number of bytes on disk.
/// </summary>
public sealed record StudentFile(
    string Id,
    string QuestionId,
    string Url,
    string Name,
    string Type,
    long? Size,
    long Offset,
    bool Complete
);

/// <summary>Files as student pages know them.</summary>
public sealed class StudentFiles(Database database, EmbedUrls urls)
{
    public StudentFile Of(ExamSession session, StoredFile file) =>
        new(
            file.Id,
            file.QuestionId,
            $"{urls.PublicBase}/exams/{session.ExamId}/sessions/{session.Id}/files/{file.Id}",
            file.Name,
            file.Type,
            file.Size,
            file.Received,
            file.CompletedAt is not null
        );

    /// <summary>The files of an exam session, oldest first.</summary>
    public async Task<IReadOnlyList<StudentFile>> OfAsync(ExamSession session, CancellationToken cancellation)
    {
        var files = await database.ReadAsync(reader => FileStore.ListAsync(reader, session.Id), cancellation);
        return [.. files.Select(file => Of(session, file))];
    }
}

/// <summary>
/// Uploads in chunks that can be resumed (contract §10). The headers have the names of tus 1.0, the resumable uploads
/// that browsers' libraries speak.
/// </summary>
public static class StudentFilesApi
{
    private const int MaxName = 255;
    private const string Algorithm = "sha-256";

    public static void MapStudentFiles(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("/embed-api/files")
            .WithTags("Student")
            .RequireAuthorization(Policies.Student)
            .LimitedPerStudent()
            .LimitedByVolume();
        files
            .MapPost("/", Create)
            .TakesAtMost(Bodies.Student)
            .WithSummary("Announce a file; its bytes follow in chunks");
        files
            .MapPatch("/{fileId}", Append)
            .TakesAtMost(Bodies.FileChunk)
            .LimitedByFileVolume()
            .WithSummary(
                "Add a chunk of at most 1 MiB: Upload-Offset, Upload-Checksum, and Upload-Complete: ?1 to "
                    + "end a file of unknown size"
            );
        files
            .MapGet("/{fileId}", Read)
            .LimitedAsDownload()
            .WithSummary("The student's own file, as far as it has come");
    }

    private static async Task<Results<Created<StudentFile>, ProblemHttpResult>> Create(
        CreateFile body,
        EmbedCaller caller,
        FileUploads uploads,
        StudentFiles files,
        Uses uses,
        CancellationToken cancellation
    )
    {
        var errors = new InputErrors();
        Answers.AnswerInput.CheckEpoch(body.Epoch, errors);
        if (string.IsNullOrEmpty(body.QuestionId))
        {
            errors.Add("questionId", "`questionId` is required.");
        }

        var name = NameOf(body.Name);
        if (name.Length is 0 or > MaxName)
        {
            errors.Add("name", $"`name` must be the name of the file, at most {MaxName} characters.");
        }

        Fields.CheckText("name", body.Name, int.MaxValue, errors);
        Fields.CheckText("type", body.Type, MaxName, errors);
        if (body.Size < 0)
        {
            errors.Add("size", "`size` must be the bytes of the file, or null when they are not known yet.");
        }

        if (errors.Any)
        {
            return Problems.Invalid(errors);
        }

        var outcome = await uploads.CreateAsync(
            caller.EmbedSessionId,
            body.Epoch!.Value,
            body.QuestionId!,
            name,
            body.Type ?? "",
            body.Size,
            cancellation
        );
        if (outcome.Session is { } known)
        {
            uses.Bind(caller.EmbedSessionId, known.Id);
        }

        if (Problem(outcome) is { } problem)
        {
            return problem;
        }

        var file = files.Of(outcome.Session!, outcome.File!);
        return TypedResults.Created($"/embed-api/files/{file.Id}", file);
    }

    private static async Task<Results<Ok<StudentFile>, ProblemHttpResult>> Append(
        string fileId,
        HttpRequest request,
        EmbedCaller caller,
        FileUploads uploads,
        StudentFiles files,
        TimeProvider clock,
        CancellationToken cancellation
    )
    {
        var arrivedAt = clock.Now();
        if (
            !long.TryParse(
                request.Headers["Upload-Offset"],
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var offset
            )
        )
        {
            return Problems.Invalid(
                "Upload-Offset",
                "The header `Upload-Offset` must say where in the file the chunk begins, in bytes."
            );
        }

        if (!TryReadChecksum(request.Headers["Upload-Checksum"].ToString(), out var checksum))
        {
            return Problems.Invalid(
                "Upload-Checksum",
                $"The header `Upload-Checksum` must be `{Algorithm} ` and the SHA-256 of the chunk in base64."
            );
        }

        using var chunk = new MemoryStream();
        await request.Body.CopyToAsync(chunk, cancellation);
        var bytes = chunk.GetBuffer().AsMemory(0, (int)chunk.Length);
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(bytes.Span), checksum))
        {
            return StudentProblems.ChecksumMismatch();
        }

        var isLast = request.Headers["Upload-Complete"] == "?1";
        var outcome = await uploads.AppendAsync(
            caller.EmbedSessionId,
            fileId,
            offset,
            bytes,
            isLast,
            arrivedAt,
            cancellation
        );
        return Problem(outcome) is { } problem ? problem : TypedResults.Ok(files.Of(outcome.Session!, outcome.File!));
    }

    private static async Task<Results<FileDownload, ProblemHttpResult>> Read(
        string fileId,
        EmbedCaller caller,
        FileUploads uploads,
        CancellationToken cancellation
    )
    {
        var outcome = await uploads.FindAsync(caller.EmbedSessionId, fileId, cancellation);
        return Problem(outcome) is { } problem ? problem : new FileDownload(outcome.File!);
    }

    /// <summary>The last part of a path, as some browsers send one.</summary>
    private static string NameOf(string? name) => (name ?? "")[((name ?? "").LastIndexOfAny(['/', '\\']) + 1)..].Trim();

    private static bool TryReadChecksum(string header, out byte[] checksum)
    {
        checksum = new byte[SHA256.HashSizeInBytes];
        var parts = header.Split(' ', 2, StringSplitOptions.TrimEntries);
        return parts is [Algorithm, var encoded]
            && Convert.TryFromBase64String(encoded, checksum, out var length)
            && length == checksum.Length;
    }

    private static ProblemHttpResult? Problem(UploadOutcome outcome) =>
        outcome switch
        {
            { Refusal: { } refusal } => StudentApi.Problem(refusal, outcome.Session),
            { FileRefusal: null } => null,
            { FileRefusal: FileRefusal.Unknown } => Problems.NotFound("file in this exam session"),
            { FileRefusal: FileRefusal.NoFileQuestion } => Problems.Invalid(
                "questionId",
                "`questionId` must be a question of this exam that takes a file."
            ),
            { FileRefusal: FileRefusal.Offset } => StudentProblems.OffsetMismatch(outcome.Offset),
            { FileRefusal: FileRefusal.Empty } => Refused(outcome, "empty", "The file is empty. Choose another one."),
            { FileRefusal: FileRefusal.TooLarge } => Refused(
                outcome,
                "too-large",
                $"The file is larger than it may be: at most {outcome.MaxBytes >> 20} MiB, and not more "
                    + "than was announced. Choose a smaller one."
            ),
            { FileRefusal: FileRefusal.TooMany } => Refused(
                outcome,
                "too-many",
                "There is no room for more files in this exam session. Ask your teacher."
            ),
            { FileRefusal: FileRefusal.NoVolume } => StudentProblems.NoRoomForFiles(
                outcome.Accepted.Entries,
                outcome.MaxBytes
            ),
            { FileRefusal: FileRefusal.Type } => Refused(
                outcome,
                "type",
                outcome.Accepted.Entries.Count == 0
                    ? "Files with this content are not taken. Choose a document, a picture, a recording or a text."
                    : "Files with this content are not taken. Choose one of these kinds: "
                        + $"{string.Join(", ", outcome.Accepted.Entries)}."
            ),
            _ => throw new InvalidOperationException($"No problem is named for {outcome.FileRefusal}."),
        };

    private static ProblemHttpResult Refused(UploadOutcome outcome, string reason, string detail) =>
        StudentProblems.FileNotAccepted(reason, detail, outcome.Accepted.Entries, outcome.MaxBytes);
}
