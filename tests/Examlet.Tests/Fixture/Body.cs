using System.Text.Json;
using System.Text.Json.Nodes;

namespace Examlet.Tests.Fixture;

/// <summary>Request bodies: an object, changed a little.</summary>
public static class Body
{
    public static JsonObject Of(object body) => body as JsonObject ?? JsonSerializer.SerializeToNode(body)!.AsObject();

    /// <summary>The body with the properties of <paramref name="more"/> added or replaced.</summary>
    public static JsonObject With(object body, object? more)
    {
        var all = (JsonObject)Of(body).DeepClone();
        foreach (var (name, value) in more is null ? [] : Of(more))
        {
            all[name] = value?.DeepClone();
        }

        return all;
    }

    public static JsonObject Without(object body, string name)
    {
        var all = (JsonObject)Of(body).DeepClone();
        all.Remove(name);
        return all;
    }
}
