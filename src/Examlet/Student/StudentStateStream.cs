using System.IO.Pipelines;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Examlet.Answers;
using Examlet.Http;
using Examlet.Pipeline;
using Examlet.Questions;
using Microsoft.AspNetCore.Http.Metadata;

namespace Examlet.Student;

/// <summary>A <see cref="StudentState"/> on its way to the student: its questions and answers go out one by one, so
/// that many large ones at once, and clients that read slowly, take little memory. <paramref name="state"/> has no
/// answers; they come as <paramref name="answers"/>.
/// </summary>
public sealed class StudentStateStream(StudentState state, IAsyncEnumerable<IEnumerable<AnswerVersion>> answers)
    : IResult,
        IEndpointMetadataProvider,
        IStatusCodeHttpResult
{
    private const int FlushedAt = 32 << 10;

    /// <summary>The state without its answers.</summary>
    public StudentState State => state;

    /// <inheritdoc/>
    public int? StatusCode => StatusCodes.Status200OK;

    /// <inheritdoc/>
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(StudentState), ["application/json"])
        );

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        await using var slices = answers.GetAsyncEnumerator(httpContext.RequestAborted);
        // A store that is away shows now, while the answer can still say so.
        var first = await slices.MoveNextAsync() ? slices.Current : null;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        var pipe = httpContext.Response.BodyWriter;
        await using var writer = new Utf8JsonWriter(
            pipe,
            new JsonWriterOptions { Encoder = Json.Options.Encoder, SkipValidation = true }
        );
        var turns = httpContext.RequestServices.GetRequiredService<StateTurns>();
        await new Writing(writer, pipe, turns, httpContext.RequestAborted).ObjectAsync(state, first, slices);
        writer.Flush();
        await pipe.FlushAsync(httpContext.RequestAborted);
    }

    private sealed class Writing(
        Utf8JsonWriter writer,
        PipeWriter pipe,
        StateTurns turns,
        CancellationToken cancellation
    )
    {
        public async Task ObjectAsync(
            object value,
            IEnumerable<AnswerVersion>? first,
            IAsyncEnumerator<IEnumerable<AnswerVersion>> slices
        )
        {
            writer.WriteStartObject();
            foreach (var property in PropertiesOf(value))
            {
                writer.WritePropertyName(property.Name);
                switch (property.Get!(value))
                {
                    case StudentExam exam:
                        await ObjectAsync(exam, first, slices);
                        break;
                    case IReadOnlyList<StudentQuestion> questions:
                        await QuestionsAsync(questions);
                        break;
                    case IReadOnlyDictionary<string, StudentAnswer>:
                        await AnswersAsync(first, slices);
                        break;
                    case var other:
                        JsonSerializer.Serialize(writer, other, property.PropertyType, Json.Options);
                        break;
                }
            }

            writer.WriteEndObject();
        }

        private static IList<JsonPropertyInfo> PropertiesOf(object value)
        {
            Json.Options.MakeReadOnly(populateMissingResolver: true);
            return Json.Options.GetTypeInfo(value.GetType()).Properties;
        }

        private async Task QuestionsAsync(IReadOnlyList<StudentQuestion> questions)
        {
            writer.WriteStartArray();
            foreach (var question in questions)
            {
                JsonSerializer.Serialize(writer, question, Json.Options);
                await SendAsync();
            }

            writer.WriteEndArray();
        }

        private async Task AnswersAsync(
            IEnumerable<AnswerVersion>? slice,
            IAsyncEnumerator<IEnumerable<AnswerVersion>> slices
        )
        {
            writer.WriteStartObject();
            IDisposable? turn = null;
            try
            {
                while (slice is not null)
                {
                    foreach (var answer in slice)
                    {
                        writer.WritePropertyName(answer.QuestionId);
                        JsonSerializer.Serialize(writer, StudentAnswer.Of(answer), Json.Options);
                    }

                    // No turn is held while the client reads. From here on an answer that cannot be read ends the
                    // response short, and leaves nothing of it to another.
                    turn?.Dispose();
                    await SendAsync(least: 1);
                    turn = await turns.TakeAsync(cancellation);
                    slice = await slices.MoveNextAsync() ? slices.Current : null;
                }
            }
            finally
            {
                turn?.Dispose();
            }

            writer.WriteEndObject();
        }

        /// <summary>Sends what there is once it is enough, and waits until the client has taken it.</summary>
        private async ValueTask SendAsync(int least = FlushedAt)
        {
            if (writer.BytesPending + pipe.UnflushedBytes >= least)
            {
                writer.Flush();
                await pipe.FlushAsync(cancellation);
            }
        }
    }
}

/// <summary>
/// Who puts a further slice of a large state together: one at a time on this node, in the order in which they came, and
/// a rest after each, so that however many open large states, saves have the processor.
/// </summary>
internal sealed class StateTurns(TimeProvider clock)
{
    private readonly Turns _turns = new(most: 1, clock);

    /// <summary>A turn, to be disposed when the slice is put together.</summary>
    public async ValueTask<IDisposable> TakeAsync(CancellationToken cancellation) =>
        new Slice(clock, (await _turns.TakeAsync(patience: null, cancellation))!);

    private sealed class Slice(TimeProvider clock, IDisposable turn) : IDisposable
    {
        private readonly long _began = clock.GetTimestamp();

        public void Dispose()
        {
            var rest = clock.GetElapsedTime(_began) * (Limits.StateSlicesPart - 1);
            if (rest == TimeSpan.Zero)
            {
                turn.Dispose();
                return;
            }

            _ = RestAsync(rest);
        }

        private async Task RestAsync(TimeSpan rest)
        {
            await Task.Delay(rest, clock);
            turn.Dispose();
        }
    }
}
