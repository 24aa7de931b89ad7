namespace Examlet.Users;

/// <summary>The student of an exam session, as their teacher sees them.</summary>
public sealed record SessionUser(string Id, string? Name, string Email);
