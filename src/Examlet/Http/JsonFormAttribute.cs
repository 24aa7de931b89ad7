using Microsoft.OpenApi;

namespace Examlet.Http;

/// <summary>
/// The JSON that a field takes and keeps as it was sent. The description of the API cannot see it in the type.
/// </summary>
/// <param name="types">The JSON types; lists hold texts.</param>
/// <param name="description">The content; null if anything may be in it.</param>
[AttributeUsage(AttributeTargets.Property)]
internal class JsonFormAttribute(JsonSchemaType types, string? description = null) : Attribute
{
    public JsonSchemaType Types => types;

    public string? Description => description;
}

/// <summary>Metadata (contract §2).</summary>
internal sealed class MetadataFormAttribute()
    : JsonFormAttribute(
        JsonSchemaType.Object | JsonSchemaType.Null,
        "Any JSON object up to 16 KiB; it comes back as it was sent."
    );
