using System.Text.Json;
using Examlet.ExamSessions;

namespace Examlet.EmbedSessions;

/// <summary>One way into one exam for one student: what an embed URL stands for (contract §5).</summary>
public sealed record EmbedSession
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);
    public static readonly TimeSpan LongestLifetime = TimeSpan.FromMinutes(129_600);
    public const string TakeExam = "take-exam";

    public required string Id { get; init; }
    public required string WorkspaceId { get; init; }
    public required string ExamId { get; init; }

    /// <summary>The user ID of the student.</summary>
    public required string Actor { get; init; }

    public required string CreatedBy { get; init; }

    /// <summary>The exam session this is bound to; null until its first start.</summary>
    public string? ExamSessionId { get; init; }

    /// <summary>An origin in canonical form, or null.</summary>
    public string? AllowedOrigin { get; init; }

    /// <summary>
    /// Origins around the host's page, in canonical form. They may hold its frame, and get no messages.
    /// </summary>
    public IReadOnlyList<string> AllowedAncestors { get; init; } = [];

    /// <summary>Every origin that may stand around the embed; empty when any may.</summary>
    public IEnumerable<string> Ancestors =>
        AllowedOrigin is null ? [] : AllowedAncestors.Prepend(AllowedOrigin).Distinct(StringComparer.Ordinal);

    public string? ReturnUrl { get; init; }
    public JsonElement? Theme { get; init; }
    public JsonElement? Metadata { get; init; }

    /// <summary>As it was sent.</summary>
    public required JsonElement Presets { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>The ways in which the host learns of the end, in the order of the contract.</summary>
    public IReadOnlyList<string> EnabledResponseModes => ResponseModes(ReturnUrl, AllowedOrigin);

    /// <summary>The ways in which a host learns of the end, by what it gave.</summary>
    public static IReadOnlyList<string> ResponseModes(string? returnUrl, string? allowedOrigin) =>
        [
            .. returnUrl is null ? Array.Empty<string>() : ["return_url"],
            .. allowedOrigin is null ? Array.Empty<string>() : ["post_message"],
        ];

    /// <summary><c>pending</c>, <c>started</c> (an answer is stored), <c>completed</c> or <c>expired</c>, derived from
    /// the exam session it is bound to.</summary>
    public string StatusAt(DateTimeOffset now, ExamSession? bound)
    {
        if (bound?.CompletionAt(now) is not null)
        {
            return "completed";
        }

        if (now >= ExpiresAt)
        {
            return "expired";
        }

        return bound?.FirstAnswerAt is null ? "pending" : "started";
    }

    /// <summary>The host's outputs on completion; null before it.</summary>
    public static Outputs? OutputsAt(DateTimeOffset now, ExamSession? bound) =>
        bound?.CompletionAt(now) is { } completion ? new Outputs(bound.ExamId, bound.Id, completion.Reason) : null;

    /// <summary>The address to continue at after completion: <c>returnUrl</c> with its own query kept and ours added;
    /// null without one.</summary>
    public string? ReturnUrlOf(Outputs outputs)
    {
        if (ReturnUrl is null)
        {
            return null;
        }

        return WithQuery(
            ReturnUrl,
            $"status=completed&examId={Uri.EscapeDataString(outputs.ExamId)}"
                + $"&sessionId={Uri.EscapeDataString(outputs.SessionId)}"
        );
    }

    /// <summary>An address with its own query kept and ours added.</summary>
    internal static string WithQuery(string address, string ours)
    {
        var url = new UriBuilder(address);
        var own = url.Query.TrimStart('?');
        url.Query = own.Length == 0 ? ours : $"{own}&{ours}";
        return url.Uri.AbsoluteUri;
    }
}

/// <summary>The outputs of a completed embed session.</summary>
public sealed record Outputs(string ExamId, string SessionId, string CompletionReason);
