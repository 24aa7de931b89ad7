namespace Examlet.Access;

/// <summary>Roles of users in a workspace (contract §1).</summary>
public static class Roles
{
    public const string Owner = "owner";
    public const string Admin = "admin";
    public const string Teacher = "teacher";
    public const string Student = "student";
    public const string Member = "member";

    public static IReadOnlyList<string> All { get; } = [Owner, Admin, Teacher, Student, Member];

    /// <summary>True for a role that may do everything in the workspace.</summary>
    public static bool IsAdministrator(string role) => role is Owner or Admin;

    /// <summary>
    /// True if a user with <paramref name="role"/> may grant <paramref name="granted"/>: nobody grants a role above
    /// their own.
    /// </summary>
    public static bool MayGrant(string role, string granted) => Rank(granted) <= Rank(role);

    private static int Rank(string role) =>
        role switch
        {
            Owner => 4,
            Admin => 3,
            Teacher => 2,
            _ => 1,
        };
}
