namespace Examlet.Questions;

/// <summary>The services of this folder.</summary>
public static class QuestionsServices
{
    /// <summary>The question types, read once.</summary>
    public static void AddQuestions(this IServiceCollection services) =>
        services.AddSingleton(_ => QuestionTypeCatalog.Load());
}
