namespace Examlet.Tests.Model;

/// <summary>What somebody sends, word by word: the link it goes through is an index into
/// <see cref="ExamModel.Links"/>.</summary>
internal abstract record Message;

internal sealed record Start(int Link) : Message;

internal sealed record Open(int Link) : Message;

internal sealed record Save(int Link, Written Answer) : Message;

/// <summary>Several saves in one request. All are of one epoch.</summary>
internal sealed record SaveMany(int Link, long Epoch, EquatableList<Written> Answers) : Message;

/// <summary>A hand-in with the saves that go along and the revisions that the client believes are stored.</summary>
internal sealed record HandIn(
    int Link,
    long Epoch,
    EquatableList<Written> Answers,
    EquatableList<(string Question, long Revision)> Revisions
) : Message;

internal sealed record AskReceipt(int Link) : Message;

/// <summary>A teacher changes the time of the newest attempt; minutes.</summary>
internal sealed record Extend(int? ExtraTime, double? Multiplier) : Message;

/// <summary>A teacher voids the newest attempt.</summary>
internal sealed record VoidAttempt : Message;

internal sealed record Revoke(int Link) : Message;

/// <summary>A further embed session for the student.</summary>
internal sealed record Issue : Message;

/// <summary>Time goes by.</summary>
internal sealed record Pass(TimeSpan Time) : Message;

/// <summary>A version of an answer as a client wrote it.</summary>
internal sealed record Written(string Question, long Epoch, long Revision, string? Value, bool Completed)
{
    public (long Epoch, long Revision) Version => (Epoch, Revision);

    public override string ToString() =>
        $"{Question[..6]} {Epoch}.{Revision} {Value ?? "-"}{(Completed ? "" : " open")}";
}

/// <summary>The answer to a message: the status, and what its body has at least.</summary>
internal sealed record Said(int Status, object? Body = null)
{
    public static Said Problem(int status, string name) => new(status, new { status, type = TypeOf(name) });

    /// <summary>The <c>type</c> of a problem (RFC 9457).</summary>
    public static string TypeOf(string name) => $"urn:examlet:problem:{name}";
}

/// <summary>A list that is equal to another with equal items, and prints them.</summary>
internal sealed class EquatableList<T>(IEnumerable<T> items) : List<T>(items), IEquatable<EquatableList<T>>
{
    public bool Equals(EquatableList<T>? other) => other is not null && this.SequenceEqual(other);

    public override bool Equals(object? obj) => Equals(obj as EquatableList<T>);

    public override int GetHashCode() => this.Aggregate(0, (hash, item) => HashCode.Combine(hash, item));

    public override string ToString() => $"[{string.Join(", ", this)}]";
}
