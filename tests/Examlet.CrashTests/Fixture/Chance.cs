#pragma warning disable RS0030 // Only a seed makes the same choices again.

namespace Examlet.CrashTests.Fixture;

/// <summary>The choices of a storm, drawn from a seed that the test prints. Not for two threads at once.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random _random = new(seed);

    /// <summary>The seed of this run: <c>EXAMLET_SEED</c>, or a new one.</summary>
    public static int Seed { get; } =
        Setting.Number("EXAMLET_SEED", System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue));

    /// <summary>A whole number from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public int Between(int first, int last) => _random.Next(first, last + 1);

    public bool OneIn(int times) => _random.Next(times) == 0;

    public TimeSpan Milliseconds(int first, int last) => TimeSpan.FromMilliseconds(Between(first, last));

    /// <summary>A source of choices for something that runs beside.</summary>
    public Chance Another() => new(_random.Next());
}

/// <summary>What the environment says about a run.</summary>
internal static class Setting
{
    public static int Number(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), out var number) ? number : otherwise;
}
