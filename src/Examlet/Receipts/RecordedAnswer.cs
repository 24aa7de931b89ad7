using System.Text.Json;

namespace Examlet.Receipts;

/// <summary>A recorded answer, with the salt of its digest on the receipt.</summary>
public sealed record RecordedAnswer(
    string QuestionId,
    JsonElement Value,
    bool Completed,
    DateTimeOffset SavedAt,
    string? Salt
);
