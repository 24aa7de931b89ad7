namespace Examlet.Scoring;

/// <summary>The services of this folder.</summary>
public static class ScoringServices
{
    /// <summary>What gives points.</summary>
    public static void AddScoring(this IServiceCollection services) =>
        services.AddSingleton<Scorer>().AddSingleton<SessionScores>().AddHostedService<ScoreSweeper>();
}
