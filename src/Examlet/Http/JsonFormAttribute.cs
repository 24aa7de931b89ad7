using Microsoft.OpenApi;

namespace Examlet.Http;

/// <summary>What JSON a field takes that is kept as it was sent: for the description of the API, which cannot see it in
/// the type.</summary>
/// <param name="types">The JSON types; lists hold texts.</param>
/// <param name="description">What is in it; null when anything may be.</param>
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
