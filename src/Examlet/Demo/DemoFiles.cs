using System.Reflection;
using System.Text.Json.Nodes;

namespace Examlet.Demo;

/// <summary>The files of the school's site, embedded in this program.</summary>
internal static class DemoFiles
{
    public static string Text(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream($"demo/{name}")!);
        return reader.ReadToEnd();
    }

    public static JsonNode Json(string name) => JsonNode.Parse(Text(name))!;
}
