using Examlet.Http;
using Examlet.Settings;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Examlet.Pipeline;

/// <summary>
/// Enforces the limits that <see cref="RateLimits"/> put on an operation. Counts requests and their bytes, and lets
/// them wait for their turn. A request that was answered 5xx does not count: retries through an outage use nothing up.
/// </summary>
internal sealed class Budgets(RequestDelegate next, Uses uses, VolumeLimits volume, IOptions<ExamletOptions> options)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var metadata = http.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<Limited>() is not { } limited || limited.HolderOf(http) is not { } holder)
        {
            await next(http);
            return;
        }

        var use = uses.Of(holder);
        var charge = new Charge(http);
        if (!TryCharge(charge, use, limited, metadata, out var wait))
        {
            await RefuseAsync(http, wait);
            return;
        }

        http.Response.OnStarting(static state => ((Charge)state).AnswerBegins(), charge);
        try
        {
            await InTurnAsync(http, use, metadata);
        }
        finally
        {
            charge.BodyWasRead();
        }
    }

    private bool TryCharge(
        Charge charge,
        Use use,
        Limited limited,
        EndpointMetadataCollection metadata,
        out TimeSpan wait
    )
    {
        var isRefused = metadata.GetMetadata<NeverRefused>() is null;
        return charge.TryTake(use.Requests, 1, limited.PerMinute(options.Value), isRefused, out wait)
            && (
                metadata.GetMetadata<Opening>() is null
                || charge.TryTake(use.Opens, 1, Limits.Opens, isRefused, out wait)
            )
            && (
                metadata.GetMetadata<CountedBody>() is not { } body
                || charge.TryTakeBody(body.Count(use), body.Max, body.Limit(volume), isRefused, out wait)
            );
    }

    private async Task InTurnAsync(HttpContext http, Use use, EndpointMetadataCollection metadata)
    {
        if (metadata.GetMetadata<InTurn>() is not { } inTurn)
        {
            await next(http);
            return;
        }

        var patience = metadata.GetMetadata<NeverRefused>() is null ? Limits.TurnTime : (TimeSpan?)null;
        using var turn = await inTurn.Turns(use).TakeAsync(patience, http.RequestAborted);
        if (turn is null)
        {
            await RefuseAsync(http, Limits.TurnTime);
            return;
        }

        await next(http);
    }

    private static Task RefuseAsync(HttpContext http, TimeSpan wait)
    {
        var seconds = Math.Max((int)Math.Ceiling(wait.TotalSeconds), 1);
        http.Response.Headers.RetryAfter = seconds.ToString();
        return Problems.TooMany(seconds).ExecuteAsync(http);
    }

    /// <summary>The counts of one request.</summary>
    private sealed class Charge(HttpContext http)
    {
        private MinuteCount? _requests;
        private MinuteCount? _opens;
        private MinuteCount? _body;
        private Func<long>? _readSoFar;
        private long _bytes;

        public bool TryTake(MinuteCount count, long amount, long limit, bool mayBeRefused, out TimeSpan wait)
        {
            if (!count.TryTake(amount, mayBeRefused ? limit : 0, out wait))
            {
                return false;
            }

            if (_requests is null)
            {
                _requests = count;
            }
            else
            {
                _opens = count;
            }

            return true;
        }

        /// <summary>
        /// Takes the length that the request declares. For a request without a length it sets aside the rest of the
        /// limit until the body was read.
        /// </summary>
        public bool TryTakeBody(MinuteCount count, long most, long limit, bool mayBeRefused, out TimeSpan wait)
        {
            wait = TimeSpan.Zero;
            if (http.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: true })
            {
                return true;
            }

            if (http.Request.ContentLength is { } length)
            {
                (_body, _bytes) = (count, length);
                return count.TryTake(length, mayBeRefused ? limit : 0, out wait) || Untaken();
            }

            if (!count.TryTakeRest(most, mayBeRefused ? limit : 0, out _bytes, out wait))
            {
                return false;
            }

            _body = count;
            var counting = new CountingStream(http.Request.Body);
            http.Request.Body = counting;
            _readSoFar = () => counting.Count;
            return true;
        }

        /// <summary>Counts the bytes that were read, and frees the ones set aside.</summary>
        public void BodyWasRead()
        {
            if (_readSoFar is not null)
            {
                var bytes = _readSoFar();
                _body?.Add(bytes - _bytes);
                _bytes = bytes;
                _readSoFar = null;
            }
        }

        public Task AnswerBegins()
        {
            if (http.Response.StatusCode >= StatusCodes.Status500InternalServerError)
            {
                GiveBack();
            }

            return Task.CompletedTask;
        }

        public void GiveBack()
        {
            _requests?.Add(-1);
            _opens?.Add(-1);
            _body?.Add(-_bytes);
            (_requests, _opens, _body) = (null, null, null);
        }

        private bool Untaken()
        {
            _body = null;
            return false;
        }
    }
}
