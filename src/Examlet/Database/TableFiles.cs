namespace Examlet.Database;

/// <summary>Files as rows of chunks.</summary>
internal sealed class TableFiles : FileBytes
{
    public override Task StageAsync(string fileId, long start, ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => Task.CompletedTask;

    public override Task AddAsync(DatabaseSession session, string fileId, long start, ReadOnlyMemory<byte> bytes) => bytes.Length == 0
        ? Task.CompletedTask
        : session.ExecuteAsync("insert into file_chunk (file_id, start, bytes) values (@fileId, @start, @bytes)", new { fileId, start, bytes = bytes.ToArray() });

    public override async Task CopyToAsync(DatabaseSession session, string fileId, long length, Stream target, CancellationToken cancellation)
    {
        for (long start = 0; start < length;)
        {
            var bytes = await session.FirstOrDefaultAsync<byte[]>("select bytes from file_chunk where file_id = @fileId and start = @start", new { fileId, start })
                ?? throw new FileStoreException($"The file {fileId} lacks its bytes from {start} on.");
            await target.WriteAsync(bytes, cancellation);
            start += bytes.Length;
        }
    }

    public override async Task<int> ReadAsync(DatabaseSession session, string fileId, long start, Memory<byte> target, CancellationToken cancellation)
    {
        var chunk = await session.FirstOrDefaultAsync<ChunkRow>(
            "select start as \"Start\", bytes as \"Bytes\" from file_chunk where file_id = @fileId and start <= @start order by start desc limit 1", new { fileId, start });
        if (chunk is null || start - chunk.Start >= chunk.Bytes.Length)
        {
            return 0;
        }

        var bytes = chunk.Bytes.AsMemory((int)(start - chunk.Start));
        var length = Math.Min(bytes.Length, target.Length);
        bytes[..length].CopyTo(target);
        return length;
    }

    public override async Task<long> SizeAsync(DatabaseSession session, string fileId) =>
        await session.FirstOrDefaultAsync<long?>("select cast(sum(length(bytes)) as bigint) from file_chunk where file_id = @fileId", new { fileId }) ?? -1;

    public override Task ProbeAsync(CancellationToken cancellation) => Task.CompletedTask;

    public override Task RemoveAsync(DatabaseSession session, string fileId) => session.ExecuteAsync("delete from file_chunk where file_id = @fileId", new { fileId });

    private sealed record ChunkRow
    {
        public long Start { get; init; }
        public byte[] Bytes { get; init; } = [];
    }
}
