using System.Runtime.InteropServices;

namespace Examlet.Bench;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <summary>The folder with the solution.</summary>
    public static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Examlet.slnx")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName ?? throw new InvalidOperationException("Run the bench from the repository.");
        }
    }

    public static string Description =>
        $"{Processor()}, {Environment.ProcessorCount} cores shared by server and load, "
        + $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, "
        + $"{RuntimeInformation.OSDescription.Trim()}, .NET {Environment.Version}";

    private static string Processor() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
                ?.Split(':')[1]
                .Trim()
                ?? "?"
            : "?";
}
