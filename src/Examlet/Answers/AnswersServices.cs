namespace Examlet.Answers;

/// <summary>The services of this folder.</summary>
public static class AnswersServices
{
    /// <summary>Who decides and writes answers, and who reads them.</summary>
    public static void AddAnswers(this IServiceCollection services) =>
        services
            .AddSingleton<FileAddresses>()
            .AddSingleton<ReadableAnswers>()
            .AddSingleton<AnswerWriter>()
            .AddHostedService(provider => provider.GetRequiredService<AnswerWriter>());
}
