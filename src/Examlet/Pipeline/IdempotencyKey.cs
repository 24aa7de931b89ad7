using System.Text;
using Examlet.Storage;
using Examlet.Time;

namespace Examlet.Pipeline;

/// <summary>The <c>Idempotency-Key</c> of a request, when nothing is stored under it yet.</summary>
internal sealed class IdempotencyKey(
    HttpContext http,
    string scope,
    string requestHash,
    DerivedFields derived,
    TimeProvider clock
)
{
    /// <summary>How long a key counts.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    /// <summary>
    /// Claims the key, runs <paramref name="write"/> and stores its answer. Throws <see cref="KeyTakenException"/> if
    /// another node was first.
    /// </summary>
    public async Task<T> OnceAsync<T>(Transaction transaction, Func<Transaction, Task<T>> write)
        where T : IResult
    {
        var now = clock.Now();
        if (!await IdempotencyStore.TryClaimAsync(transaction, scope, requestHash, now, now - Retention))
        {
            throw new KeyTakenException();
        }

        var answer = await write(transaction);
        await StoreAsync(transaction, answer);
        return answer;
    }

    /// <summary>Stores the answer as it will be sent. An answer that another try may change is not stored.</summary>
    private async Task StoreAsync(Transaction transaction, IResult answer)
    {
        using var written = new MemoryStream();
        var wire = http.Response.Body;
        http.Response.Body = written;
        try
        {
            await answer.ExecuteAsync(http);
            var body = derived.Without(Encoding.UTF8.GetString(written.ToArray()));
            await (
                http.Response.StatusCode is 401 or 429 or >= 500
                    ? IdempotencyStore.ReleaseAsync(transaction, scope)
                    : IdempotencyStore.KeepAsync(
                        transaction,
                        scope,
                        http.Response.StatusCode,
                        http.Response.ContentType,
                        body
                    )
            );
        }
        finally
        {
            http.Response.Body = wire;
            http.Response.Clear(); // It is sent when it is committed.
        }
    }
}

/// <summary>Another node was first with the same key.</summary>
internal sealed class KeyTakenException : Exception;
