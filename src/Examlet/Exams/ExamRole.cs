namespace Examlet.Exams;

/// <summary>
/// What a user may do with one exam (contract §1). From the viewer on each role includes the roles before it. A
/// participant reads nothing; a grader grades and reads nothing else.
/// </summary>
public enum ExamRole
{
    None,

    /// <summary>Takes the exam.</summary>
    Participant,

    /// <summary>Grades answers. It stands beside the viewer, not below.</summary>
    Grader,

    /// <summary>Reads it with its key and its sessions.</summary>
    Viewer,

    /// <summary>Changes it and grades.</summary>
    Editor,

    /// <summary>Changes permissions, makes embed sessions, acts on exam sessions.</summary>
    Manager,

    /// <summary>Deletes it.</summary>
    Owner,
}

/// <summary>The words for exam roles on the wire.</summary>
public static class ExamRoles
{
    public static IReadOnlyList<string> Names { get; } =
    [.. Enum.GetValues<ExamRole>().Where(r => r != ExamRole.None).Select(Name)];

    /// <summary>True if a user with this role may do what <paramref name="needed"/> may.</summary>
    public static bool Includes(this ExamRole role, ExamRole needed) =>
        needed == ExamRole.Grader ? role is ExamRole.Grader or >= ExamRole.Editor : role >= needed;

    public static string Name(this ExamRole role) => role.ToString().ToLowerInvariant();

    /// <summary><see cref="ExamRole.None"/> for a word that is no role.</summary>
    public static ExamRole Parse(string? name) =>
        name is null
            ? ExamRole.None
            : Enum.GetValues<ExamRole>().FirstOrDefault(role => role != ExamRole.None && role.Name() == name);
}
