using System.Collections.Concurrent;
using System.Diagnostics;

namespace Examlet.CrashTests.Fixture;

/// <summary>Many students at once, from outside, who go on whatever happens to the server.</summary>
internal sealed class Storm : IAsyncDisposable
{
    private const int Questions = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Tally _tally = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<Ledger> _ledgers = [];
    private readonly Task[] _students;

    private Storm(Caller caller, string examId, IReadOnlyList<string> questions, int students, Chance chance) =>
        _students = [
            .. Enumerable
                .Range(1, students)
                .Select(i =>
                    new Student(caller, examId, questions, $"student-{i}", chance.Another()).RunAsync(
                        _tally,
                        _ledgers.Enqueue,
                        _stopping.Token
                    )
                ),
        ];

    /// <summary>Every exam session that was begun, in order.</summary>
    public IReadOnlyList<Ledger> Ledgers => [.. _ledgers];

    public int Saves => _tally.Saves;

    public int HandIns => _ledgers.Count(ledger => ledger.CompletedAt is not null);

    /// <summary>Makes the exam and lets the students begin.</summary>
    public static async Task<Storm> BeginAsync(Caller caller, int students, Chance chance)
    {
        var (examId, questions) = await Student.MakeExamAsync(caller, Questions);
        return new Storm(caller, examId, questions, students, chance);
    }

    /// <summary>Lets the storm rage until so many more saves were acknowledged: a moment that is as good on a busy
    /// machine. Throws what a student could not go on from.
    /// </summary>
    public async Task RageAsync(int saves)
    {
        var enough = _tally.Saves + saves;
        var clock = Stopwatch.StartNew();
        while (_tally.Saves < enough)
        {
            if (_students.FirstOrDefault(student => student.IsCompleted) is { } fallen)
            {
                await fallen;
            }

            clock.Elapsed.ShouldBeLessThan(Patience, "nothing is acknowledged any more");
            await Task.Delay(TimeSpan.FromMilliseconds(1)); // The students do not wait for anybody.
        }
    }

    /// <summary>Each student ends with the step that is under way, acknowledged.</summary>
    public async Task EndAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_students);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _stopping.Dispose();
    }
}
