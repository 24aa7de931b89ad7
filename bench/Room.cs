using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;

namespace Examlet.Bench;

/// <summary>A room of many students who write, each with an open page, while a teacher has the monitor open in
/// Chromium: what the monitor costs the server and the students, and how well its page keeps up.
/// </summary>
internal sealed class Room(ExamletProcess server, List<Student> students, Figures figures)
{
    private const int Displays = 20;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan Watching = TimeSpan.FromSeconds(30);

    public static async Task RunAsync(int count, int seconds)
    {
        await using var server = await ExamletProcess.StartAsync(store: null);
        var students = await Classroom.SeatAsync(server, count, new { timeLimit = 90 });
        await new Room(server, students, new Figures("room")).RunAsync(TimeSpan.FromSeconds(seconds));
    }

    private async Task RunAsync(TimeSpan length)
    {
        using var stop = new CancellationTokenSource();
        foreach (var student in students)
        {
            var page = await RawClient.OpenAsync(server.Address, student.Secret);
            await page.ListenAsync($"/embed-api/events?epoch={student.Epoch}");
            _ = page.DrainAsync(stop.Token).ContinueWith(done => _ = done.Exception, TaskScheduler.Default);
        }

        await MeasureAsync("without the monitor", Watching);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = "/usr/bin/chromium",
                Args = ["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info"],
            }
        );
        var teacher = await OpenAsync(browser);
        var cdp = await teacher.Context.NewCDPSessionAsync(teacher);
        var bytes = 0L;
        cdp.Event("Network.dataReceived").OnEvent += (_, received) =>
            bytes += received?.GetProperty("dataLength").GetInt64() ?? 0;
        await cdp.SendAsync("Network.enable");
        await cdp.SendAsync("Performance.enable");
        await HeapAsync(cdp, "page, at the beginning");
        var before = bytes;
        await MeasureAsync("with the monitor", Watching);
        figures.Add("with the monitor", "stream KB/s", (bytes - before) / 1024.0 / Watching.TotalSeconds);
        var writing = WriteAsync(length - Watching, new Latencies());
        await FramesAsync(teacher);
        await writing;
        await HeapAsync(cdp, "page, at the end");
        figures.Add("page, at the end", "minutes open", length.TotalMinutes);
        await DisplayAsync(teacher);
        await stop.CancelAsync();
        await figures.WriteAsync();
    }

    private async Task<IPage> OpenAsync(IBrowser browser)
    {
        var page = await browser.NewPageAsync(
            new()
            {
                ViewportSize = new() { Width = 1366, Height = 768 },
            }
        );
        var link = await server.PostAsync($"/exams/{students[0].ExamId}/monitor-link", new { });
        var began = Stopwatch.StartNew();
        await page.GotoAsync(link.GetProperty("url").GetString()!);
        await page.Locator("[data-key]").First.WaitForAsync();
        figures.Add("page, at the beginning", "ms to the first row", began.Elapsed.TotalMilliseconds);
        return page;
    }

    /// <summary>Everybody saves every twelve seconds, at moments of their own.</summary>
    private async Task WriteAsync(TimeSpan length, Latencies latencies)
    {
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(
            students
                .SkipLast(Displays)
                .Select(
                    async (student, i) =>
                    {
                        using var client = await RawClient.OpenAsync(server.Address, student.Secret);
                        for (var due = Between * (i / (double)students.Count); due < length; due += Between)
                        {
                            await Task.Delay(
                                due - clock.Elapsed is var wait && wait > TimeSpan.Zero ? wait : TimeSpan.Zero
                            );
                            var (path, body) = student.NextSave();
                            var began = clock.Elapsed;
                            if (await client.SendAsync("PUT", path, body) != 200)
                            {
                                throw new InvalidOperationException("A save was refused.");
                            }

                            latencies.Add(clock.Elapsed - began);
                        }
                    }
                )
        );
    }

    private async Task MeasureAsync(string row, TimeSpan length)
    {
        var (cpu, requests) = (server.Cpu, await server.MetricAsync("http_server_request_duration_seconds_count"));
        var latencies = new Latencies();
        await WriteAsync(length, latencies);
        figures.Add(
            row,
            "requests a second",
            (await server.MetricAsync("http_server_request_duration_seconds_count") - requests) / length.TotalSeconds
        );
        figures.Add(row, "server CPU % of a core", (server.Cpu - cpu) / length * 100);
        figures.Add(row, "save median ms", latencies.Quantile(0.5));
        figures.Add(row, "save p99 ms", latencies.Quantile(0.99));
    }

    private async Task HeapAsync(ICDPSession cdp, string row)
    {
        await cdp.SendAsync("HeapProfiler.collectGarbage");
        var metrics = (await cdp.SendAsync("Performance.getMetrics"))!
            .Value.GetProperty("metrics")
            .EnumerateArray()
            .ToDictionary(
                m => m.GetProperty("name").GetString()!,
                m => m.GetProperty("value").GetDouble(),
                StringComparer.Ordinal
            );
        figures.Add(row, "JS heap MB", metrics["JSHeapUsedSize"] / (1 << 20));
        figures.Add(row, "DOM nodes", metrics["Nodes"]);
    }

    /// <summary>Time from frame to frame while the room changes and the teacher scrolls.</summary>
    private async Task FramesAsync(IPage page)
    {
        var frames = await page.EvaluateAsync<double[]>(
            """
            () => new Promise(done => {
              const frames = [];
              const list = [...document.querySelectorAll('*')].find(e => e.scrollHeight > e.clientHeight + 1000
                && getComputedStyle(e).overflowY !== 'visible') ?? document.scrollingElement;
              let last = performance.now();
              const end = last + 20000;
              const next = now => {
                frames.push(now - last);
                last = now;
                list.scrollTop = (list.scrollTop + 40) % Math.max(1, list.scrollHeight - list.clientHeight);
                if (now < end) requestAnimationFrame(next); else done(frames);
              };
              requestAnimationFrame(next);
            })
            """
        );
        Array.Sort(frames);
        figures.Add("page, scrolled for 20 s", "frame median ms", frames[frames.Length / 2]);
        figures.Add("page, scrolled for 20 s", "frame p95 ms", frames[(int)(frames.Length * 0.95)]);
        figures.Add("page, scrolled for 20 s", "frame p99 ms", frames[(int)(frames.Length * 0.99)]);
        figures.Add("page, scrolled for 20 s", "longest frame ms", frames[^1]);
    }

    /// <summary>From the first save of a student to the teacher's list, which counts it.</summary>
    private async Task DisplayAsync(IPage page)
    {
        var latencies = new Latencies();
        for (var i = students.Count - Displays; i < students.Count; i++)
        {
            using var client = await RawClient.OpenAsync(server.Address, students[i].Secret);
            await page.GetByLabel("Search by name")
                .FillAsync(string.Create(CultureInfo.InvariantCulture, $"Student {i:0000}"));
            await page.Locator("[data-key]", new() { HasText = "0 of 10" }).WaitForAsync();
            var (path, body) = students[i].NextSave();
            var began = Stopwatch.GetTimestamp();
            await client.SendAsync("PUT", path, body);
            await page.Locator("[data-key]", new() { HasText = "1 of 10" }).WaitForAsync();
            latencies.Add(Stopwatch.GetElapsedTime(began));
        }

        figures.Add("save to list", "median ms", latencies.Quantile(0.5));
        figures.Add("save to list", "longest ms", latencies.Quantile(1));
    }
}
