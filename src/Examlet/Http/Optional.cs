using System.Text.Json;
using System.Text.Json.Serialization;

namespace Examlet.Http;

/// <summary>A field of a PATCH with a plain value (a text, a number, a time): not sent (<see cref="IsSet"/> false), or
/// sent with a value that may be null.</summary>
public readonly record struct Optional<T>(bool IsSet, T? Value)
{
    /// <summary>The value sent, or <paramref name="current"/> when the field was not sent.</summary>
    public T? Or(T? current) => IsSet ? Value : current;
}

internal sealed class OptionalConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Optional<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)
            Activator.CreateInstance(typeof(OptionalConverter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class OptionalConverter<T> : JsonConverter<Optional<T>>
    {
        public override bool HandleNull => true;

        public override Optional<T> Read(
            ref Utf8JsonReader reader,
            Type typeToConvert,
            JsonSerializerOptions options
        ) =>
            new(
                IsSet: true,
                reader.TokenType == JsonTokenType.Null ? default : Inner(options).Read(ref reader, typeof(T), options)
            );

        public override void Write(Utf8JsonWriter writer, Optional<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Value, options);

        // Asked directly, so that a value of the wrong type is reported under the path of the field.
        private static JsonConverter<T> Inner(JsonSerializerOptions options) =>
            (JsonConverter<T>)options.GetConverter(typeof(T));
    }
}
