using System.Diagnostics;

namespace Examlet.Tests.Http;

/// <summary>A teacher's large request does not keep students waiting, also when it may be retried.</summary>
public sealed class LongImportTests(ExamletServers servers)
{
    [Theory, AllStores]
    public async Task While_a_large_exam_is_read_and_checked_under_an_Idempotency_Key_students_save(Store store)
    {
        await using var workspace = await servers.WorkspaceAsync(store);
        var sitting = await workspace.StartedAsync();
        var options = Enumerable.Range(0, 20).Select(i => $"<i>{i}</i>").ToArray();
        var description = $"<p>{string.Concat(Enumerable.Repeat("<b>x</b>", 1000))}</p>";
        var questions = Enumerable
            .Range(0, 800)
            .Select(_ => new
            {
                type = "multiple-choice-single-answer",
                title = "t",
                description,
                settings = new { options, correctAnswer = options[1] },
            });
        var watch = Stopwatch.StartNew();
        var import = ImportAsync();
        var longest = TimeSpan.Zero;

        do
        {
            var before = watch.Elapsed;
            (await sitting.Student.SaveAsync(sitting.Question, "Paris")).ShouldBe(200);
            longest = TimeSpan.FromTicks(Math.Max(longest.Ticks, (watch.Elapsed - before).Ticks));
        } while (!import.IsCompleted);

        longest.ShouldBeLessThan(await import / 2);

        async Task<TimeSpan> ImportAsync()
        {
            (await workspace.Owner.PostOnceAsync("import", "/exams", new { name = "Large", questions })).ShouldBe(201);
            return watch.Elapsed;
        }
    }
}
