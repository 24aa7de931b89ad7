using System.Data.Common;
using System.Security.Cryptography;
using Examlet.Storage;
using Npgsql;

namespace Examlet.Backups;

/// <summary>The bytes of uploaded files on their way from the folder beside SQLite into PostgreSQL's table.</summary>
internal static class CarriedFiles
{
    private const int ChunkSize = 1 << 20;

    /// <summary>
    /// Copies the received bytes of each file, reads them back and compares. Returns the number of files.
    /// </summary>
    /// <exception cref="InvalidOperationException">What arrived is not what was sent.</exception>
    public static async Task<long> CopyAsync(
        DbConnection source,
        NpgsqlConnection target,
        string folder,
        CancellationToken cancellation
    )
    {
        await using var command = CarriedTable.Command(
            source,
            "select id, received from stored_file where received > 0"
        );
        await using var files = await command.ExecuteReaderAsync(cancellation);
        var count = 0L;
        for (; await files.ReadAsync(cancellation); count++)
        {
            var (id, length) = (files.GetString(0), files.GetInt64(1));
            var sent = await SendAsync(target, id, FolderFiles.PathIn(folder, id), length, cancellation);
            var arrived = await DigestAsync(target, id, cancellation);
            if (!sent.SequenceEqual(arrived))
            {
                throw new InvalidOperationException(
                    $"What arrived of the file {id} is not what was sent; nothing was changed."
                );
            }
        }

        return count;
    }

    private static async Task<byte[]> SendAsync(
        NpgsqlConnection target,
        string id,
        string path,
        long length,
        CancellationToken cancellation
    )
    {
        await using var file = File.OpenRead(path);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long start = 0; start < length; )
        {
            var bytes = new byte[Math.Min(ChunkSize, length - start)];
            await file.ReadExactlyAsync(bytes, cancellation);
            hash.AppendData(bytes);
            await using var add = new NpgsqlCommand(
                "insert into file_chunk (file_id, start, bytes) values ($1, $2, $3)",
                target
            )
            {
                Parameters =
                {
                    new() { Value = id },
                    new() { Value = start },
                    new() { Value = bytes },
                },
            };
            await add.ExecuteNonQueryAsync(cancellation);
            start += bytes.Length;
        }

        return hash.GetHashAndReset();
    }

    private static async Task<byte[]> DigestAsync(NpgsqlConnection target, string id, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select bytes from file_chunk where file_id = $1 order by start",
            target
        )
        {
            Parameters = { new() { Value = id } },
        };
        await using var chunks = await command.ExecuteReaderAsync(cancellation);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (await chunks.ReadAsync(cancellation))
        {
            hash.AppendData(chunks.GetFieldValue<byte[]>(0));
        }

        return hash.GetHashAndReset();
    }
}
