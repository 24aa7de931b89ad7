using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Examlet.Access;
using Examlet.EmbedSessions;
using Examlet.Exams;
using Examlet.Storage;
using Examlet.Users;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Staff;

/// <summary>The page of a staff flow that calls: the secret of its address, and the token of its browser.</summary>
public sealed record StaffCaller(string EmbedSessionId, string? Browser)
{
    /// <summary>The header with the token of the browser.</summary>
    public const string BrowserHeader = "Examlet-Browser";

    /// <summary>
    /// Binds the parameter of an endpoint. The endpoint requires authentication, so there is a secret.
    /// </summary>
    public static ValueTask<StaffCaller> BindAsync(HttpContext http) =>
        ValueTask.FromResult(
            new StaffCaller(
                EmbedCaller.From(http)!.EmbedSessionId,
                http.Request.Headers[BrowserHeader] is [{ } token] ? token : null
            )
        );
}

/// <summary>
/// What the holder of a staff flow may do now: what both its maker and its actor may. <c>Grade</c> gives points,
/// <c>Results</c> reads the exam and its sessions, <c>Manage</c> releases and acts on sessions.
/// </summary>
public sealed record StaffRights(bool Grade, bool Results, bool Manage)
{
    public static readonly StaffRights None = new(Grade: false, Results: false, Manage: false);
}

/// <summary>A staff flow at one moment, with the rights that it has.</summary>
internal sealed record StaffEntry(StaffSession Session, StaffRights Rights)
{
    /// <summary>The longest token of a browser.</summary>
    private const int MaxToken = 100;
    private const int MinToken = 22;
    private static readonly SearchValues<char> OfTokens = SearchValues.Create($"-_{Ids.Base62}");

    /// <summary>
    /// The flow of that caller, if it stands, has its rights and belongs to the caller's browser; otherwise the problem
    /// to answer with.
    /// </summary>
    /// <param name="reader">Reads the present facts.</param>
    /// <param name="caller">Who calls.</param>
    /// <param name="now">The present.</param>
    /// <param name="flow">The flow that the operation is for; null for any.</param>
    public static async Task<(StaffEntry? Entry, ProblemHttpResult? Problem)> RequireAsync(
        Reader reader,
        StaffCaller caller,
        DateTimeOffset now,
        string? flow
    )
    {
        var (entry, problem) = await FindAsync(reader, caller.EmbedSessionId, now);
        if (problem is not null)
        {
            return (null, problem);
        }

        if (flow is not null && entry!.Session.Flow != flow)
        {
            return (null, StaffProblems.OtherFlow(flow));
        }

        return entry!.Session.Holder is { } holder && caller.Browser is { } token && HashOf(token) == holder
            ? (entry, null)
            : (null, StaffProblems.NotThisBrowser());
    }

    /// <summary>The flow behind an ID, whatever the browser; otherwise the problem to answer with.</summary>
    public static async Task<(StaffEntry? Entry, ProblemHttpResult? Problem)> FindAsync(
        Reader reader,
        string id,
        DateTimeOffset now
    )
    {
        if (await StaffSessionStore.FindAsync(reader, id) is not { } session)
        {
            return (null, StaffProblems.Unknown());
        }

        if (session.DeletedAt is not null)
        {
            return (null, StaffProblems.Revoked());
        }

        if (now >= session.ExpiresAt)
        {
            return (null, StaffProblems.Expired());
        }

        var rights = await RightsAsync(reader, session);
        var may = session.Flow switch
        {
            StaffFlows.GradeExam => rights.Grade,
            _ => rights.Results,
        };
        return may ? (new StaffEntry(session, rights), null) : (null, StaffProblems.RightsGone());
    }

    /// <summary>True if the flow shows papers in place of names: the exam says so, or the host of this flow.</summary>
    public static bool IsAnonymous(StaffSession session, Exam? exam) =>
        exam?.Content.Settings.AnonymousGrading == true || session.PresetFlag("anonymous") == true;

    /// <summary>The stored form of a browser's token; null for what cannot be one.</summary>
    public static string? HolderOf(string? token) =>
        token is { Length: >= MinToken and <= MaxToken } && !token.AsSpan().ContainsAnyExcept(OfTokens)
            ? HashOf(token)
            : null;

    private static string HashOf(string token) =>
        Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private static async Task<StaffRights> RightsAsync(Reader reader, StaffSession session)
    {
        var maker = await OfAsync(session.CreatedBy);
        var actor = session.CreatedBy == session.Actor ? maker : await OfAsync(session.Actor);
        return new StaffRights(
            maker.Grade && actor.Grade,
            maker.Results && actor.Results,
            maker.Manage && actor.Manage
        );

        async Task<StaffRights> OfAsync(string userId)
        {
            if (session.ExamId is not { } examId)
            {
                var user = await UserStore.FindAsync(reader, session.WorkspaceId, userId);
                return user is null || user.Role == Roles.Student
                    ? StaffRights.None
                    : new StaffRights(Grade: false, Results: true, Manage: false);
            }

            var role = await PermissionStore.RoleOfAsync(reader, session.WorkspaceId, examId, userId);
            return new StaffRights(
                role.Includes(ExamRole.Grader),
                role.Includes(ExamRole.Viewer),
                role.Includes(ExamRole.Manager)
            );
        }
    }
}
