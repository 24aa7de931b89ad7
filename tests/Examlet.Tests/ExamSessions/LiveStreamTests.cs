using Examlet.EmbedSessions;
using Examlet.ExamSessions;
using Examlet.Live;
using Examlet.Time;

namespace Examlet.Tests.ExamSessions;

/// <summary>When an open page is woken, and when it is left alone.</summary>
public sealed class LiveStreamTests
{
    private static readonly SessionEntry Entry = new(Given.Embed(), MayTake: true, Given.Session());
    private readonly JumpingClock _clock = new(Given.Start);
    private readonly LiveStream _stream;

    public LiveStreamTests() => _stream = Open();

    [Fact]
    public void What_is_read_first_is_news() => IsNews(Entry).ShouldBeTrue();

    [Fact]
    public void What_is_read_again_without_a_change_is_no_news()
    {
        IsNews(Entry);
        _stream.Spoke();

        IsNews(new(Given.Embed(), MayTake: true, Given.Session() with { LastAnswerAt = Given.Start })).ShouldBeFalse();
        _stream.IsStale.ShouldBeFalse();
    }

    [Fact]
    public void Each_change_that_a_page_hears_of_is_news()
    {
        var session = Given.Session();
        SessionEntry[] changed =
        [
            Entry with
            {
                Session = session with { DeadlineAt = Given.Start.AddHours(2) },
            },
            Entry with
            {
                Session = session with { PausedAt = Given.Start },
            },
            Entry with
            {
                Session = session with { Epoch = 2 },
            },
            Entry with
            {
                Session = session with { Announcements = 1 },
            },
            Entry with
            {
                Session = session with { CompletedAt = Given.Start, CompletionReason = Completion.Submitted },
            },
            Entry with
            {
                Session = session with { VoidedAt = Given.Start },
            },
            Entry with
            {
                Session = null,
            },
            Entry with
            {
                MayTake = false,
            },
            Entry with
            {
                Embed = Given.Embed() with { DeletedAt = Given.Start },
            },
        ];

        foreach (var one in changed)
        {
            IsNews(Entry);
            IsNews(one).ShouldBeTrue(one.ToString());
        }
    }

    [Fact]
    public void An_embed_session_that_is_gone_is_news_every_time()
    {
        IsNews(null).ShouldBeTrue();
        IsNews(null).ShouldBeTrue();
    }

    [Fact]
    public void What_comes_while_the_page_is_told_is_news_again()
    {
        _stream.Offer(LiveFacts.Of(Entry), Given.Start);
        _stream.TakeNews();

        _stream.Offer(LiveFacts.Of(Entry with { MayTake = false }), Given.Start);

        _stream.News.IsCompleted.ShouldBeTrue();
        _stream.TakeNews().ShouldBeTrue();
    }

    [Fact]
    public void A_page_that_heard_nothing_for_fifteen_seconds_is_woken()
    {
        IsNews(Entry);
        _stream.Spoke();

        _clock.Advance(TimeSpan.FromSeconds(14.9));
        IsWoken().ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(0.1));
        IsWoken().ShouldBeTrue();
        _stream.Spoke();
        IsWoken().ShouldBeFalse();
    }

    [Fact]
    public void A_page_that_nothing_was_said_to_yet_is_woken()
    {
        IsNews(Entry);

        IsWoken().ShouldBeTrue();
    }

    [Fact]
    public void The_deadline_wakes_it()
    {
        IsNews(Entry);

        _stream.Wake(Given.Start.AddHours(1));

        _stream.News.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void In_a_sandbox_the_deadline_is_that_of_its_clock()
    {
        var clock = new SandboxClock("workspace_1", TimeSpan.Zero);
        var stream = Open(clock);
        stream.Offer(LiveFacts.Of(Entry), Given.Start);
        stream.TakeNews();

        clock.MoveTo(TimeSpan.FromHours(1));
        stream.Offer(LiveFacts.Of(Entry), Given.Start);

        stream.News.IsCompleted.ShouldBeTrue();
    }

    [Fact]
    public void A_stream_that_ends_is_woken_for_the_last_time()
    {
        _stream.End();

        _stream.News.IsCompleted.ShouldBeTrue();
        _stream.TakeNews().ShouldBeFalse();
    }

    [Fact]
    public void What_was_read_counts_for_thirty_seconds_or_until_it_is_forgotten()
    {
        _stream.IsStale.ShouldBeTrue();
        IsNews(Entry);
        _stream.IsStale.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(30));
        _stream.IsStale.ShouldBeTrue();
        IsNews(Entry);
        _stream.Forget();
        _stream.IsStale.ShouldBeTrue();
    }

    private LiveStream Open(SandboxClock? sandbox = null)
    {
        _clock.Advance(TimeSpan.FromSeconds(1));
        return new LiveStream("embed_session_1", epoch: 1, sandbox, _clock);
    }

    private bool IsNews(SessionEntry? entry)
    {
        _stream.Offer(LiveFacts.Of(entry), Given.Start);
        return IsTaken();
    }

    private bool IsWoken()
    {
        _stream.Wake(Given.Start);
        return IsTaken();
    }

    private bool IsTaken() => _stream.News.IsCompleted && _stream.TakeNews();
}
