using Examlet.Access;

namespace Examlet.Tests.Access;

public sealed class EmbedSecretsTests
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static readonly string Old = new('o', 32);
    private static readonly string New = new('n', 32);
    private static readonly string Id = Ids.EmbedSession + "0123456789abcdefghijklmn";
    private readonly EmbedSecrets _secrets = new(new SigningKeys(New, previous: null));

    [Fact]
    public void A_secret_opens_its_embed_session() => _secrets.IdOf(_secrets.Of(Id)).ShouldBe(Id);

    [Fact]
    public void The_same_embed_session_has_the_same_secret_every_time() => _secrets.Of(Id).ShouldBe(_secrets.Of(Id));

    [Fact]
    public void Beside_the_ID_a_secret_has_256_bits() => _secrets.Of(Id)[Ids.TailLength..].Length.ShouldBe(43);

    [Theory]
    [InlineData("")]
    [InlineData("embed_session_0123456789abcdefghijklmn")]
    [InlineData("0123456789abcdefghijklmn")]
    [InlineData("0123456789abcdefghijklmnAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("0123456789abcdefghijklmn                                           ")]
    public void Without_its_signature_an_ID_opens_nothing(string secret) => _secrets.IdOf(secret).ShouldBeNull();

    [Fact]
    public void A_secret_with_any_character_changed_opens_nothing()
    {
        var secret = _secrets.Of(Id);

        var opening = Enumerable
            .Range(0, secret.Length)
            .SelectMany(i => Alphabet.Where(c => c != secret[i]).Select(c => secret[..i] + c + secret[(i + 1)..]))
            .Where(s => _secrets.IdOf(s) is not null);

        opening.ShouldBeEmpty();
    }

    [Fact]
    public void A_secret_cut_or_lengthened_opens_nothing() =>
        new[]
        {
            _secrets.Of(Id)[..^1],
            _secrets.Of(Id)[1..],
            _secrets.Of(Id) + "A",
            _secrets.Of(Id) + "=",
            _secrets.Of(Id) + "\n",
        }.ShouldAllBe(secret => _secrets.IdOf(secret) == null);

    [Fact]
    public void After_a_change_of_secret_the_old_address_opens_nothing() =>
        _secrets.IdOf(Made(Old).Of(Id)).ShouldBeNull();

    [Fact]
    public void During_rotation_the_old_address_still_opens() =>
        new EmbedSecrets(new SigningKeys(New, Old)).IdOf(Made(Old).Of(Id)).ShouldBe(Id);

    [Fact]
    public void During_rotation_new_addresses_are_made_with_the_new_secret() =>
        new EmbedSecrets(new SigningKeys(New, Old)).Of(Id).ShouldBe(_secrets.Of(Id));

    [Fact]
    public void A_secret_of_32_characters_is_long_enough() =>
        Should.NotThrow(() => new SigningKeys(New, previous: null));

    [Fact]
    public void A_shorter_secret_is_refused() =>
        Should.Throw<InvalidOperationException>(() => new SigningKeys(New[1..], previous: null));

    [Fact]
    public void A_shorter_previous_secret_is_refused() =>
        Should.Throw<InvalidOperationException>(() => new SigningKeys(New, Old[1..]));

    [Fact]
    public void Each_purpose_has_a_key_of_its_own() =>
        new SigningKeys(New, previous: null)
            .Current("a")
            .ShouldNotBe(new SigningKeys(New, previous: null).Current("b"));

    [Fact]
    public void A_new_API_key_has_the_form_of_one() => ApiKey.HasForm(ApiKey.New()).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("examp_")]
    [InlineData("examp_0123456789abcdef0123456789abcde")]
    [InlineData("examp_0123456789abcdef0123456789abcdef0")]
    [InlineData("Examp_0123456789abcdef0123456789abcdef")]
    [InlineData("examp_0123456789abcdef0123456789abcde-")]
    [InlineData("examp_0123456789abcdef0123456789abcdef\n")]
    [InlineData(" examp_0123456789abcdef0123456789abcdef")]
    public void This_has_not_the_form_of_an_API_key(string key) => ApiKey.HasForm(key).ShouldBeFalse();

    [Theory]
    [InlineData("owner", "owner", true)]
    [InlineData("admin", "owner", false)]
    [InlineData("admin", "admin", true)]
    [InlineData("teacher", "admin", false)]
    [InlineData("teacher", "student", true)]
    [InlineData("student", "teacher", false)]
    public void Nobody_grants_a_role_above_their_own(string role, string granted, bool may) =>
        Roles.MayGrant(role, granted).ShouldBe(may);

    private static EmbedSecrets Made(string secret) => new(new SigningKeys(secret, previous: null));
}
