using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Examlet.Time;

namespace Examlet.Http;

/// <summary>How JSON is read and written everywhere: camelCase, times in UTC with milliseconds, each key once, no NUL
/// in a text.</summary>
public static class Json
{
    private const int MaxDepth = Limits.JsonDepth;

    /// <summary>The options of the wire and of what is stored.</summary>
    public static JsonSerializerOptions Options { get; } =
        Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowDuplicateProperties = false;
        options.MaxDepth = MaxDepth;
        // JSON here is never part of a page; EmbedPage escapes its own
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new TimeConverter());
        options.Converters.Add(new TextConverter());
        options.Converters.Add(new ElementConverter());
        options.Converters.Add(new OptionalConverterFactory());
        return options;
    }

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Reads JSON that this program wrote. Throws <see cref="JsonException"/> for other JSON.</summary>
    public static T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, Options) ?? throw new JsonException("Stored JSON is null.");

    /// <summary>The stored text as an element; null stays null.</summary>
    public static JsonElement? Element(string? json) => json is null ? null : JsonElement.Parse(json);

    /// <summary>
    /// True if every text in <paramref name="element"/> is well-formed Unicode without NUL. Only such JSON can be
    /// stored and sent on.
    /// </summary>
    public static bool IsStorable(JsonElement element)
    {
        try
        {
            return element.ValueKind switch
            {
                JsonValueKind.Object => element.EnumerateObject().All(p => IsText(p.Name) && IsStorable(p.Value)),
                JsonValueKind.Array => element.EnumerateArray().All(IsStorable),
                JsonValueKind.String => IsPlainText(element) || IsText(element.GetString()!),
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false; // a lone surrogate
        }
    }

    /// <summary>True for well-formed UTF-8 without an escape, and so without NUL.</summary>
    private static bool IsPlainText(JsonElement text)
    {
        var raw = JsonMarshal.GetRawUtf8Value(text);
        return !raw.Contains((byte)'\\') && Utf8.IsValid(raw);
    }

    private static bool IsText(string text) => !text.Contains('\0', StringComparison.Ordinal);

    private sealed class TimeConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) =>
            reader.TokenType == JsonTokenType.String
            && reader.TryGetDateTimeOffset(out var time)
            && Times.HasZone(reader.GetString()!)
                ? time.ToUniversalTime()
                : throw new JsonException($"send {Times.Form}.");

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(
                value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
            );
    }

    /// <summary>
    /// Writes a caller's own JSON by itself, in the same form. Such JSON may be as deep as a request. In an answer it
    /// stands deeper than it was sent (in a list, beside a session), and must not fail there.
    /// </summary>
    private sealed class ElementConverter : JsonConverter<JsonElement>
    {
        private static readonly JsonConverter<JsonElement> Plain =
            (JsonConverter<JsonElement>)JsonSerializerOptions.Default.GetConverter(typeof(JsonElement));

        public override JsonElement Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => Plain.Read(ref reader, typeToConvert, options);

        public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options)
        {
            if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            {
                value.WriteTo(writer);
                return;
            }

            var buffer = new ArrayBufferWriter<byte>();
            using (
                var own = new Utf8JsonWriter(
                    buffer,
                    new JsonWriterOptions { Encoder = options.Encoder, SkipValidation = true }
                )
            )
            {
                value.WriteTo(own);
            }

            writer.WriteRawValue(buffer.WrittenSpan, skipInputValidation: true);
        }
    }

    private sealed class TextConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Null)
            {
                return null;
            }

            if (reader.TokenType != JsonTokenType.String)
            {
                throw new JsonException("send a text.");
            }

            try
            {
                var text = reader.GetString()!;
                return IsText(text) ? text : throw new JsonException("the text must not contain the character NUL.");
            }
            catch (InvalidOperationException half)
            {
                throw new JsonException("the text is not well-formed Unicode: it has half of a surrogate pair.", half);
            }
        }

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value);

        public override string ReadAsPropertyName(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) => reader.GetString()!;

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value);
    }
}
