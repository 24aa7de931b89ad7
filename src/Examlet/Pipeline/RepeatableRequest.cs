using System.Reflection;
using Examlet.Storage;
using Microsoft.AspNetCore.Http.Metadata;

namespace Examlet.Pipeline;

/// <summary>
/// The database for a request that a client may repeat with an <c>Idempotency-Key</c>. An endpoint is repeatable
/// because it takes this parameter, and it writes through nothing else: <see cref="AnswerAsync{T}"/> commits the
/// effect, the answer and the claim of the key together.
/// </summary>
internal sealed class RepeatableRequest(Database database, IdempotencyKey? key, CancellationToken cancellation)
    : IEndpointParameterMetadataProvider
{
    private bool _isAnswered;

    /// <summary>Binds the parameter of an endpoint.</summary>
    public static ValueTask<RepeatableRequest> BindAsync(HttpContext http) =>
        ValueTask.FromResult(
            new RepeatableRequest(
                http.RequestServices.GetRequiredService<Database>(),
                http.Features.Get<IdempotencyKey>(),
                http.RequestAborted
            )
        );

    /// <summary>
    /// Marks the endpoint as one that replays by key. Its refusals, which write nothing, are stored too.
    /// </summary>
    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ReplaysByKey());
        builder.FilterFactories.Add(
            (_, next) =>
                async context =>
                {
                    var answer = await next(context);
                    await context.GetArgument<RepeatableRequest>(parameter.Position).KeepAsync((IResult)answer!);
                    return answer;
                }
        );
    }

    /// <inheritdoc cref="Database.ReadAsync"/>
    public Task<T> ReadAsync<T>(Func<Reader, Task<T>> read) => database.ReadAsync(read, cancellation);

    /// <summary>
    /// Runs <paramref name="write"/> in one transaction; what it returns is the answer of the request. Called once a
    /// request. Work before it holds up nobody; everything that must be on disk with the answer is inside.
    /// <paramref name="write"/> may run more than once, as in
    /// <see cref="Database.WriteAsync{T}(Func{Transaction, Task{T}}, CancellationToken)"/>.
    /// </summary>
    public Task<T> AnswerAsync<T>(Func<Transaction, Task<T>> write)
        where T : IResult
    {
        if (_isAnswered)
        {
            throw new InvalidOperationException("A request that may be repeated writes once, in one transaction.");
        }

        _isAnswered = true;
        return database.WriteAsync(
            key is null ? write : transaction => key.OnceAsync(transaction, write),
            cancellation
        );
    }

    private Task KeepAsync(IResult answer) =>
        key is null || _isAnswered ? Task.CompletedTask : AnswerAsync(_ => Task.FromResult(answer));
}

/// <summary>Marks an operation that a client may retry with an <c>Idempotency-Key</c>.</summary>
internal sealed class ReplaysByKey;
