using System.Text.Json;

namespace Examlet.Answers;

/// <summary>One acknowledged version of an answer.</summary>
public sealed record HistoryEntry(
    string QuestionId,
    long Epoch,
    long Revision,
    JsonElement Value,
    bool Completed,
    JsonElement? Context,
    DateTimeOffset SavedAt,
    bool Applied
)
{
    public static HistoryEntry Of(AnswerVersion version) =>
        new(
            version.QuestionId,
            version.Version.Epoch,
            version.Version.Revision,
            version.Value,
            version.Body.Completed,
            version.Context,
            version.SavedAt,
            version.Applied
        );
}
