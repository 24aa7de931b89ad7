using Examlet.Access;
using Examlet.EmbedSessions;
using Examlet.ExamSessions;
using Examlet.FileKinds;
using Examlet.Files;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Questions;
using Examlet.Settings;
using Examlet.Storage;
using Examlet.Time;
using Microsoft.Extensions.Options;

namespace Examlet.Student;

/// <summary>
/// Receives the files of students. A page announces a file, then sends its bytes in chunks. Each chunk is on disk
/// before it is acknowledged.
/// </summary>
public sealed class FileUploads(
    Database database,
    ExamPapers papers,
    IOptions<ExamletOptions> options,
    VolumeLimits volume,
    TimeProvider clock
)
{
    private const int MaxFiles = Limits.Files;
    private const int Lanes = 64;
    private readonly long _maxSize = (long)options.Value.MaxFileSize << 20;
    private readonly long _maxTogether = (long)options.Value.MaxSessionFiles << 20;

    /// <summary>
    /// Serialises the chunks of one file on this node, so that two requests never write at the same place.
    /// </summary>
    private readonly SemaphoreSlim[] _lanes = [.. Enumerable.Range(0, Lanes).Select(_ => new SemaphoreSlim(1, 1))];

    /// <summary>
    /// Announces a file of <paramref name="size"/> bytes (null: not known yet). Only before the deadline, and only for
    /// the page that holds the session.
    /// </summary>
    public Task<UploadOutcome> CreateAsync(
        string embedSessionId,
        long epoch,
        string questionId,
        string name,
        string type,
        long? size,
        CancellationToken cancellation
    ) =>
        database.WriteAsync(
            async transaction =>
            {
                var now = clock.Now();
                var entry = await SessionEntryStore.LockAsync(transaction, embedSessionId);
                if ((EndOf(entry, now) ?? Attempt.Refuse(entry!.Session, epoch, now)) is { } refusal)
                {
                    return UploadOutcome.Of(refusal, entry?.Session);
                }

                var attempt = entry!.Session!;
                var paper = await papers.GetAsync(transaction, attempt.VersionId);
                if (paper.FilesOf(questionId) is not { } accepted)
                {
                    return new UploadOutcome { Session = attempt, FileRefusal = FileRefusal.NoFileQuestion };
                }

                if (paper.IsLocked(questionId, attempt))
                {
                    return UploadOutcome.Of(AttemptRefusal.QuestionLocked, attempt);
                }

                if (await RefusalOfAsync(transaction, attempt, size) is { } fileRefusal)
                {
                    return new UploadOutcome
                    {
                        Session = attempt,
                        FileRefusal = fileRefusal,
                        Accepted = accepted,
                        MaxBytes = _maxSize,
                    };
                }

                var file = new StoredFile
                {
                    Id = Ids.New(StoredFile.IdPrefix),
                    SessionId = attempt.Id,
                    QuestionId = questionId,
                    Name = name,
                    Type = type,
                    Size = size,
                    CreatedAt = now,
                };
                await FileStore.AddAsync(transaction, file);
                await ExamSessionStore.AddVolumeAsync(transaction, attempt.Id, size ?? 0);
                return new UploadOutcome { Session = attempt, File = file };
            },
            cancellation
        );

    /// <summary>
    /// Adds a chunk at <paramref name="offset"/>. The chunk is on disk when this returns. Chunks are taken until the
    /// end of the grace; <paramref name="arrivedAt"/>, the arrival of the request, decides. <paramref name="isLast"/>
    /// ends a file of unknown size.
    /// </summary>
    public async Task<UploadOutcome> AppendAsync(
        string embedSessionId,
        string fileId,
        long offset,
        ReadOnlyMemory<byte> bytes,
        bool isLast,
        DateTimeOffset arrivedAt,
        CancellationToken cancellation
    )
    {
        var lane = _lanes[(uint)string.GetHashCode(fileId, StringComparison.Ordinal) % Lanes];
        await lane.WaitAsync(cancellation);
        try
        {
            var before = await database.ReadAsync(
                async reader =>
                    await JudgeAsync(
                        reader,
                        await SessionEntryStore.FindAsync(reader, embedSessionId),
                        sessionId => FileStore.FindAsync(reader, sessionId, fileId),
                        offset,
                        bytes,
                        arrivedAt
                    ),
                cancellation
            );
            if (before.File is not { } file)
            {
                return before;
            }

            var grown = Grow(file, bytes.Length, isLast);
            if (grown is { CompletedAt: not null, Received: 0 })
            {
                return await RejectAsync(
                    before with
                    {
                        File = null,
                        FileRefusal = FileRefusal.Empty,
                    },
                    fileId,
                    cancellation
                );
            }

            var judged = await JudgeAsync(file, grown, bytes, cancellation);
            if (
                !before.Accepted.TakesName(file.Name)
                || (judged is not null && !before.Accepted.Takes(file.Name, judged.Kind, judged.IsWhole))
            )
            {
                return await RejectAsync(
                    before with
                    {
                        File = null,
                        FileRefusal = FileRefusal.Type,
                    },
                    fileId,
                    cancellation
                );
            }

            await database.Files.StageAsync(fileId, offset, bytes, cancellation);
            return await database.WriteAsync(
                transaction => AddAsync(transaction, embedSessionId, fileId, offset, bytes, isLast, judged, arrivedAt),
                cancellation
            );
        }
        finally
        {
            lane.Release();
        }
    }

    /// <summary>A file of the exam session that the secret opens; the outcome has no file if there is none.</summary>
    public Task<UploadOutcome> FindAsync(string embedSessionId, string fileId, CancellationToken cancellation) =>
        database.ReadAsync(
            async reader =>
            {
                var entry = await SessionEntryStore.ShownByAsync(reader, embedSessionId, clock.Now());
                if (EndOf(entry, clock.Now()) is { } refusal)
                {
                    return UploadOutcome.Of(refusal, entry?.Session);
                }

                var file = entry!.Session is { } attempt ? await FileStore.FindAsync(reader, attempt.Id, fileId) : null;
                return new UploadOutcome
                {
                    Session = entry.Session,
                    File = file,
                    FileRefusal = file is null ? FileRefusal.Unknown : null,
                };
            },
            cancellation
        );

    private async Task<UploadOutcome> AddAsync(
        Transaction transaction,
        string embedSessionId,
        string fileId,
        long offset,
        ReadOnlyMemory<byte> bytes,
        bool isLast,
        JudgedFile? judged,
        DateTimeOffset arrivedAt
    )
    {
        var found = await JudgeAsync(
            transaction,
            await SessionEntryStore.LockAsync(transaction, embedSessionId),
            sessionId => FileStore.LockAsync(transaction, sessionId, fileId),
            offset,
            bytes,
            arrivedAt
        );
        if (found.File is not { } file)
        {
            return found;
        }

        var grown = Grow(file, bytes.Length, isLast) with { Type = judged?.Type ?? file.Type, Sha256 = judged?.Sha256 };
        await transaction.Files.AddAsync(transaction, fileId, offset, bytes);
        await FileStore.UpdateAsync(transaction, grown);
        if (file.Size is null)
        {
            await ExamSessionStore.AddVolumeAsync(transaction, file.SessionId, bytes.Length);
        }

        return found with
        {
            File = grown,
        };
    }

    /// <summary>The file with <paramref name="bytes"/> more bytes.</summary>
    private StoredFile Grow(StoredFile file, int bytes, bool isLast)
    {
        var received = file.Received + bytes;
        var isComplete = file.Size is { } size ? received == size : isLast;
        return file with
        {
            Received = received,
            Size = isComplete ? received : file.Size,
            CompletedAt = isComplete ? clock.Now() : null,
        };
    }

    /// <summary>
    /// The verdict when enough of the file has come, and again when all has; null for a chunk between.
    /// </summary>
    private async Task<JudgedFile?> JudgeAsync(
        StoredFile file,
        StoredFile grown,
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancellation
    )
    {
        var arrived = new ArrivedFile(database, file.Id, file.Received, bytes);
        if (grown.CompletedAt is not null)
        {
            return await FileJudge.WholeAsync(file.Name, arrived, cancellation);
        }

        return grown.IsJudged && !file.IsJudged ? await FileJudge.SoFarAsync(file.Name, arrived, cancellation) : null;
    }

    /// <summary>The file if this chunk may be added to it, otherwise the refusal.</summary>
    private async Task<UploadOutcome> JudgeAsync(
        Reader reader,
        SessionEntry? entry,
        Func<string, Task<StoredFile?>> find,
        long offset,
        ReadOnlyMemory<byte> bytes,
        DateTimeOffset arrivedAt
    )
    {
        var attempt = entry?.Session;
        if ((EndOf(entry, arrivedAt) ?? RefuseChunk(attempt, arrivedAt)) is { } refusal)
        {
            return UploadOutcome.Of(refusal, attempt);
        }

        if (await find(attempt!.Id) is not { } file)
        {
            return new UploadOutcome { Session = attempt, FileRefusal = FileRefusal.Unknown };
        }

        if (offset != file.Received || file.CompletedAt is not null)
        {
            return new UploadOutcome
            {
                Session = attempt,
                FileRefusal = FileRefusal.Offset,
                Offset = file.Received,
            };
        }

        var paper = await papers.GetAsync(reader, attempt.VersionId);
        var accepted = paper.FilesOf(file.QuestionId) ?? new AcceptedFiles([]);
        FileRefusal? fileRefusal = null;
        if (offset + bytes.Length > (file.Size ?? _maxSize))
        {
            fileRefusal = FileRefusal.TooLarge;
        }
        else if (file.Size is null && await TakenAsync(reader, attempt.Id) + bytes.Length > _maxTogether)
        {
            fileRefusal = FileRefusal.TooMany; // of a length that nobody announced, no room was set aside
        }
        else if (file.Size is null && volume.IsUsedUp(attempt.Volume + bytes.Length))
        {
            fileRefusal = FileRefusal.NoVolume;
        }

        return new UploadOutcome
        {
            Session = attempt,
            File = fileRefusal is null ? file : null,
            FileRefusal = fileRefusal,
            Accepted = accepted,
            MaxBytes = _maxSize,
        };
    }

    private async Task<UploadOutcome> RejectAsync(UploadOutcome rejected, string fileId, CancellationToken cancellation)
    {
        await database.WriteAsync(
            async transaction =>
            {
                if (
                    rejected.Session is { } attempt
                    && await FileStore.LockAsync(transaction, attempt.Id, fileId) is { } file
                )
                {
                    await FileStore.RemoveAsync(transaction, [fileId]);
                    await ExamSessionStore.AddVolumeAsync(transaction, attempt.Id, -(file.Size ?? file.Received));
                }
            },
            cancellation
        );
        return rejected;
    }

    private async Task<FileRefusal?> RefusalOfAsync(Reader reader, ExamSession attempt, long? size)
    {
        if (size == 0)
        {
            return FileRefusal.Empty;
        }

        if (size > _maxSize)
        {
            return FileRefusal.TooLarge;
        }

        if (volume.IsUsedUp(attempt.Volume + (size ?? 0)))
        {
            return FileRefusal.NoVolume;
        }

        var files = await FileStore.ListAsync(reader, attempt.Id);
        return files.Count >= MaxFiles || Taken(files) + (size ?? 0) > _maxTogether ? FileRefusal.TooMany : null;
    }

    /// <summary>The size of the exam session's files; an announced file counts with its full length.</summary>
    private static async Task<long> TakenAsync(Reader reader, string sessionId) =>
        Taken(await FileStore.ListAsync(reader, sessionId));

    private static long Taken(IEnumerable<StoredFile> files) => files.Sum(file => file.Size ?? file.Received);

    private static AttemptRefusal? EndOf(SessionEntry? entry, DateTimeOffset now) =>
        entry?.EndAt(now) switch
        {
            null => AttemptRefusal.Unknown,
            AccessEnd.Revoked => AttemptRefusal.Revoked,
            AccessEnd.Expired => AttemptRefusal.Expired,
            _ => null,
        };

    /// <summary>
    /// Refuses every chunk after a hand-in. After the deadline it takes chunks that were on their way, until the end of
    /// the grace.
    /// </summary>
    private static AttemptRefusal? RefuseChunk(ExamSession? session, DateTimeOffset arrivedAt)
    {
        if (session is null)
        {
            return AttemptRefusal.NotStarted;
        }

        if (session.IsPastGrace(arrivedAt))
        {
            return AttemptRefusal.Late;
        }

        return session.CompletedAt is null ? null : AttemptRefusal.Completed;
    }
}

/// <summary>The outcome of a step of an upload: a file, or a refusal.</summary>
public sealed record UploadOutcome
{
    public ExamSession? Session { get; init; }
    public StoredFile? File { get; init; }
    public AttemptRefusal? Refusal { get; init; }
    public FileRefusal? FileRefusal { get; init; }

    /// <summary>With <see cref="FileRefusal.Offset"/>: how many bytes the server has.</summary>
    public long Offset { get; init; }

    public AcceptedFiles Accepted { get; init; } = new([]);
    public long MaxBytes { get; init; }

    public static UploadOutcome Of(AttemptRefusal refusal, ExamSession? session) =>
        new() { Refusal = refusal, Session = session };
}

/// <summary>Why a file or a chunk is not taken.</summary>
public enum FileRefusal
{
    /// <summary>There is no such file in the exam session.</summary>
    Unknown,

    /// <summary>The question takes no file.</summary>
    NoFileQuestion,
    Empty,
    TooLarge,
    TooMany,

    /// <summary>The exam session has used up what it may store.</summary>
    NoVolume,

    /// <summary>The content is of a kind that the question does not take.</summary>
    Type,

    /// <summary>The chunk does not begin where the file ends.</summary>
    Offset,
}
