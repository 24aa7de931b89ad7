using System.Net.Mail;
using System.Text.Json;
using Examlet.Access;
using Examlet.Http;

namespace Examlet.Users;

/// <summary>A person in a workspace (contract §3).</summary>
public sealed record User
{
    public required string Id { get; init; }
    public required string WorkspaceId { get; init; }
    public required string Email { get; init; }
    public string? Name { get; init; }
    public required string Role { get; init; }

    /// <summary>
    /// The factor on this person's time: 1.25 is a quarter more. It is copied into an exam session at its start.
    /// </summary>
    public double TimeMultiplier { get; init; } = 1;

    public JsonElement? Metadata { get; init; }

    /// <summary>
    /// The ID of the user who made this one; null for the first owner of a workspace, and for users from before this
    /// was stored.
    /// </summary>
    public string? CreatedBy { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The form in which e-mail addresses of a workspace are compared: in lower case.</summary>
    public static string EmailKey(string email) => email.ToLowerInvariant();

    internal static void CheckEmail(string? email, InputErrors errors)
    {
        if (string.IsNullOrWhiteSpace(email))
        {
            errors.Add("email", "`email` is required.");
        }
        else if (
            email.Length > 254
            || email.Any(char.IsControl)
            || !MailAddress.TryCreate(email, out var address)
            || address.Address != email
        )
        {
            errors.Add("email", "`email` must be an e-mail address, such as my-student@example.com.");
        }
    }

    internal static void CheckName(string? name, InputErrors errors) => Fields.CheckText("name", name, 500, errors);

    internal static void CheckRole(string? role, CurrentCaller caller, InputErrors errors)
    {
        if (role is null || !Roles.All.Contains(role, StringComparer.Ordinal))
        {
            errors.Add("role", $"`role` must be one of: {string.Join(", ", Roles.All)}.");
        }
    }

    internal static void CheckTimeMultiplier(double? multiplier, InputErrors errors)
    {
        if (multiplier is null or not (>= 0.1 and <= 100))
        {
            errors.Add("timeMultiplier", "`timeMultiplier` must be a number from 0.1 to 100; 1 is the normal time.");
        }
    }
}
