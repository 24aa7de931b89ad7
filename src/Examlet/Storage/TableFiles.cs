namespace Examlet.Storage;

/// <summary>Files as rows of chunks.</summary>
internal sealed class TableFiles : FileBytes
{
    public override Task StageAsync(
        string fileId,
        long start,
        ReadOnlyMemory<byte> bytes,
        CancellationToken cancellation
    ) => Task.CompletedTask;

    public override Task AddAsync(Transaction transaction, string fileId, long start, ReadOnlyMemory<byte> bytes) =>
        bytes.Length == 0
            ? Task.CompletedTask
            : transaction.ExecuteAsync(
                "insert into file_chunk (file_id, start, bytes) values (@fileId, @start, @bytes)",
                new
                {
                    fileId,
                    start,
                    bytes = bytes.ToArray(),
                }
            );

    public override async Task<int> ReadAsync(
        Reader reader,
        string fileId,
        long start,
        Memory<byte> target,
        CancellationToken cancellation
    )
    {
        var bytes = await reader.FirstOrDefaultAsync<byte[]>(
            """
            select substring(c.bytes from cast(@at - c.start as integer) + 1 for @most) from file_chunk c
            where c.file_id = @fileId and c.start <= @at order by c.start desc limit 1
            """,
            new
            {
                fileId,
                at = start,
                most = target.Length,
            }
        );
        bytes?.CopyTo(target);
        return bytes?.Length ?? 0;
    }

    public override async Task<long> SizeAsync(Reader reader, string fileId) =>
        await reader.FirstOrDefaultAsync<long?>(
            "select cast(sum(length(bytes)) as bigint) from file_chunk where file_id = @fileId",
            new { fileId }
        ) ?? -1;

    public override Task ProbeAsync(CancellationToken cancellation) => Task.CompletedTask;

    public override Task RemoveAsync(Transaction transaction, string fileId) =>
        transaction.ExecuteAsync("delete from file_chunk where file_id = @fileId", new { fileId });
}
