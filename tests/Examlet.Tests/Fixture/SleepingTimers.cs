using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Examlet.Tests.Fixture;

/// <summary>A clock whose timers never ring: on it nothing that a server does by itself ever comes to its turn, as when
/// a node hangs or its backlog is endless.</summary>
public sealed class SleepingTimers(TimeProvider clock) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;
    public override long TimestampFrequency => clock.TimestampFrequency;

    /// <summary>Puts the timers of a server to sleep; a <c>configure</c> of
    /// <see cref="ExamletServers.StartAsync(Store, Action{WebApplicationBuilder, string}, string[])"/>.</summary>
    public static void In(WebApplicationBuilder builder, string database)
    {
        var clock = (TimeProvider)
            builder.Services.Last(service => service.ServiceType == typeof(TimeProvider)).ImplementationInstance!;
        builder.Services.AddSingleton<TimeProvider>(new SleepingTimers(clock));
    }

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Asleep();

    private sealed class Asleep : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
