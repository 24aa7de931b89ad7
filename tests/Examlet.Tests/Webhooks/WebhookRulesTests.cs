using Examlet.Access;
using Examlet.Webhooks;

namespace Examlet.Tests.Webhooks;

/// <summary>Signatures, secrets and the times of retries.</summary>
public sealed class WebhookRulesTests
{
    /// <summary>The example that the Standard Webhooks project publishes with its libraries.</summary>
    [Fact]
    public void A_signature_is_that_of_Standard_Webhooks()
    {
        var key = Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        WebhookSignature
            .Of([key], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}""")
            .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    [Fact]
    public void Several_keys_make_several_signatures()
    {
        var signatures = WebhookSignature
            .Of(
                [
                    [1],
                    [2],
                ],
                "message_1",
                1,
                "{}"
            )
            .Split(' ');

        signatures.Length.ShouldBe(2);
        signatures[0]
            .ShouldBe(
                WebhookSignature.Of(
                    [
                        [1],
                    ],
                    "message_1",
                    1,
                    "{}"
                )
            );
        signatures[1]
            .ShouldBe(
                WebhookSignature.Of(
                    [
                        [2],
                    ],
                    "message_1",
                    1,
                    "{}"
                )
            );
    }

    [Fact]
    public void A_secret_depends_on_the_operator_s_secret_the_webhook_and_its_number()
    {
        var secrets = new WebhookSecrets(new SigningKeys(new string('a', 40), previous: null));
        var others = new WebhookSecrets(new SigningKeys(new string('b', 40), previous: null));

        string[] all =
        [
            secrets.Of("webhook_1", 1),
            secrets.Of("webhook_1", 2),
            secrets.Of("webhook_2", 1),
            others.Of("webhook_1", 1),
        ];

        all.Distinct(StringComparer.Ordinal).Count().ShouldBe(4);
        secrets.Of("webhook_1", 1).ShouldBe(all[0]);
    }

    [Fact]
    public void While_the_operator_s_previous_secret_is_accepted_it_signs_too()
    {
        var before = new WebhookSecrets(new SigningKeys(new string('a', 40), previous: null));
        var after = new WebhookSecrets(new SigningKeys(new string('b', 40), previous: new string('a', 40)));

        var keys = after
            .SigningAt(Given.Start, "webhook_1", 1, previousUntil: null)
            .Select(Convert.ToBase64String)
            .ToList();

        keys.ShouldBe([after.Of("webhook_1", 1)["whsec_".Length..], before.Of("webhook_1", 1)["whsec_".Length..]]);
    }

    [Fact]
    public void Retries_come_soon_at_first_and_go_on_for_three_days()
    {
        var waits = Enumerable
            .Range(1, RetrySchedule.MaxAttempts)
            .Select(attempts => RetrySchedule.After(attempts, jitter: 0))
            .ToList();

        waits
            .Take(7)
            .ShouldBe([
                TimeSpan.FromSeconds(5),
                TimeSpan.FromSeconds(30),
                TimeSpan.FromMinutes(2),
                TimeSpan.FromMinutes(10),
                TimeSpan.FromMinutes(30),
                TimeSpan.FromHours(1),
                TimeSpan.FromHours(3),
            ]);
        waits[^1].ShouldBeNull();
        waits.SkipLast(1).ShouldAllBe(wait => wait != null);
        waits.Aggregate(TimeSpan.Zero, (sum, wait) => sum + (wait ?? TimeSpan.Zero)).TotalDays.ShouldBeInRange(3, 3.1);
    }

    [Fact]
    public void Jitter_adds_at_most_a_fifth()
    {
        RetrySchedule.After(1, jitter: 1).ShouldBe(TimeSpan.FromSeconds(6));
        RetrySchedule.After(2, jitter: 0.5).ShouldBe(TimeSpan.FromSeconds(33));
    }
}
