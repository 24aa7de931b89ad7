using Examlet.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Examlet.Staff;

/// <summary>The problems of the pages of staff, by the names that the pages rely on.</summary>
internal static class StaffProblems
{
    public static ProblemHttpResult Unknown() => Problems.NotFound("embed session");

    public static ProblemHttpResult Revoked() =>
        Problems.Gone("session-revoked", "This link was withdrawn. Open a new one from your school's platform.");

    public static ProblemHttpResult Expired() =>
        Problems.Gone("session-expired", "This link has expired. Open a new one from your school's platform.");

    public static ProblemHttpResult RightsGone() =>
        Problems.Forbidden("You, or whoever made this link, may not do this with the exam any more.");

    public static ProblemHttpResult NotThisBrowser() =>
        Problems.OfBrowser(
            "This page belongs to the browser that opened it first. Open a new link from your school's platform."
        );

    /// <param name="flow">The flow that the operation is for.</param>
    public static ProblemHttpResult OtherFlow(string flow) =>
        Problems.NotFound("not-found", $"This operation is for the flow {flow}.");
}
