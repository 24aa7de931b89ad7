using System.Text.Json;
using CsCheck;
using Examlet.Access;
using Examlet.Http;
using Examlet.Pipeline;

namespace Examlet.Tests.Http;

/// <summary>The form of JSON on the wire, and cursors of lists.</summary>
public sealed class JsonFormTests
{
    private static readonly Cursors Cursors = new(
        new SigningKeys("a-secret-of-the-tests-that-is-long-enough", previous: null)
    );

    [Theory]
    [InlineData("2025-12-09T16:52:52.12Z", "2025-12-09T16:52:52.120Z")]
    [InlineData("2025-12-09T16:52:52Z", "2025-12-09T16:52:52.000Z")]
    [InlineData("2025-12-09T18:52:52.1234+02:00", "2025-12-09T16:52:52.123Z")]
    public void A_time_is_written_in_UTC_with_milliseconds(string given, string written) =>
        Json.Write(Json.Read<DateTimeOffset>($"\"{given}\"")).ShouldBe($"\"{written}\"");

    [Theory]
    [InlineData("\"yesterday\"")]
    [InlineData("\"\"")]
    [InlineData("5")]
    public void What_is_no_time_is_refused(string json) =>
        Should.Throw<JsonException>(() => Json.Read<DateTimeOffset>(json));

    [Theory]
    [InlineData("\"a\\u0000b\"")]
    [InlineData("\"a\\ud800b\"")]
    [InlineData("\"\\udc00\"")]
    [InlineData("5")]
    public void What_is_no_good_text_is_refused(string json) =>
        Should.Throw<JsonException>(() => Json.Read<string>(json));

    [Fact]
    public void A_surrogate_pair_is_a_good_text() => Json.Read<string>("\"\\ud83d\\ude00\"").ShouldBe("😀");

    [Theory]
    [InlineData("{'a':['b',{'c':'d'}]}", true)]
    [InlineData("{'a':[1,true,null]}", true)]
    [InlineData("{'a':['b\\u0000']}", false)]
    [InlineData("{'a':{'b':'\\ud800'}}", false)]
    [InlineData("{'a\\u0000':1}", false)]
    [InlineData("{'a\\udfff':1}", false)]
    public void Own_JSON_can_be_stored(string json, bool storable) =>
        Json.IsStorable(Given.Json(json)).ShouldBe(storable);

    [Fact]
    public void A_cursor_gives_back_the_last_row() =>
        Gen.Select(Gen.Long[0, 4_000_000_000_000], Gen.String[Gen.Char.AlphaNumeric, 1, 40])
            .Sample(
                (time, id) =>
                {
                    var cursor = new Paging(1, -1, "", Cursors)
                        .Of(
                            [time, time],
                            _ => (DateTimeOffset.FromUnixTimeMilliseconds(time), "user_" + id),
                            row => row
                        )
                        .NextCursor;
                    return Cursors.TryRead(null, cursor, out var next) is null
                        && next.AfterTime == time
                        && next.AfterId == "user_" + id;
                }
            );

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("AAAA")]
    [InlineData("YWJj")]
    [InlineData("LnVzZXI")]
    [InlineData("eC55")]
    [InlineData("not a cursor")]
    public void Another_cursor_is_refused(string cursor) => Cursors.TryRead(null, cursor, out _).ShouldNotBeNull();

    [Fact]
    public void Garbage_for_a_cursor_never_fails() =>
        Gen.String[0, 80]
            .Sample(cursor =>
            {
                _ = Cursors.TryRead(null, cursor, out var _);
            });

    [Fact]
    public void Any_change_of_a_cursor_is_seen()
    {
        var cursor = new Paging(1, -1, "", Cursors).Of([1, 2], _ => (Given.Start, "user_1"), row => row).NextCursor!;

        for (var at = 0; at < cursor.Length; at++)
        {
            var changed = $"{cursor[..at]}{(cursor[at] == 'A' ? 'B' : 'A')}{cursor[(at + 1)..]}";
            Cursors.TryRead(null, changed, out _).ShouldNotBeNull(changed);
        }

        Cursors.TryRead(null, cursor[..^4], out _).ShouldNotBeNull();
        Cursors.TryRead(null, cursor + "AAAA", out _).ShouldNotBeNull();
        Cursors.TryRead(null, cursor + "=", out _).ShouldNotBeNull();
    }

    [Fact]
    public void A_cursor_of_the_secret_before_the_last_change_is_still_read()
    {
        var cursor = new Paging(1, -1, "", Cursors).Of([1, 2], _ => (Given.Start, "user_1"), row => row).NextCursor;
        var rotated = new Cursors(
            new SigningKeys("another-secret-of-the-tests-that-is-long", "a-secret-of-the-tests-that-is-long-enough")
        );
        var other = new Cursors(new SigningKeys("another-secret-of-the-tests-that-is-long", previous: null));

        rotated.TryRead(null, cursor, out var paging).ShouldBeNull();
        paging.AfterId.ShouldBe("user_1");
        other.TryRead(null, cursor, out _).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("-1")]
    [InlineData("ten")]
    [InlineData("")]
    [InlineData("1.5")]
    public void Another_limit_than_1_to_100_is_refused(string limit) =>
        Cursors.TryRead(limit, null, out _).ShouldNotBeNull();

    [Fact]
    public void The_last_page_has_no_cursor() =>
        new Paging(2, -1, "", Cursors).Of([1, 2], _ => (Given.Start, "x"), row => row).NextCursor.ShouldBeNull();
}
