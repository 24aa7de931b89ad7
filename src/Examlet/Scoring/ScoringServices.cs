using Examlet.Webhooks;

namespace Examlet.Scoring;

/// <summary>The services of this folder.</summary>
public static class ScoringServices
{
    /// <summary>What gives points.</summary>
    public static void AddScoring(this IServiceCollection services) =>
        services
            .AddSingleton<Scorer>()
            .AddSingleton<SessionScores>()
            .AddSingleton<ScoreOfSession>(provider => provider.GetRequiredService<SessionScores>().TellAsync)
            .AddHostedService<ScoreSweeper>()
            .AddHostedService<RescoreSweeper>();
}
