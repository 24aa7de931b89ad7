using System.Buffers.Text;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Examlet.Access;
using Examlet.Http;

namespace Examlet.Receipts;

/// <summary>A public key as a JSON Web Key (RFC 7517). <c>Kid</c> is its thumbprint (RFC 7638).</summary>
public sealed record PublicKey(string Kty, string Crv, string X, string Y, string Use, string Alg, string Kid)
{
    private const int CoordinateLength = 43; // 32 bytes in base64url

    /// <summary>True for a usable key: a point of the curve.</summary>
    [JsonIgnore]
    public bool IsPoint
    {
        get
        {
            if (
                X?.Length != CoordinateLength
                || Y?.Length != CoordinateLength
                || !Base64Url.IsValid(X)
                || !Base64Url.IsValid(Y)
            )
            {
                return false;
            }

            try
            {
                Open().Dispose();
                return true;
            }
            catch (CryptographicException)
            {
                return false;
            }
        }
    }

    internal ECDsa Open() =>
        ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = Base64Url.DecodeFromChars(X), Y = Base64Url.DecodeFromChars(Y) },
            }
        );
}

/// <summary>
/// Signs receipts with ECDSA on P-256 (ES256, RFC 7518). The key pair derives from the operator's secret. So every node
/// has the same pair, and none is stored.
/// </summary>
public sealed class ReceiptKeys
{
    // More bytes than the order has, so that the remainder is evenly spread (FIPS 186-5, A.2.1).
    private const int SeedBytes = 48;
    private static readonly BigInteger Order = BigInteger.Parse(
        "0FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551",
        System.Globalization.NumberStyles.HexNumber,
        provider: null
    );
    private readonly IReadOnlyList<(ECParameters Pair, PublicKey Public)> _keys;

    public ReceiptKeys(SigningKeys keys)
    {
        _keys = [.. keys.Accepted("receipt", SeedBytes).Select(PairOf)];
        Public = [.. _keys.Select(key => key.Public)];
        Names = string.Join(' ', Public.Select(key => key.Kid));
    }

    /// <summary>The keys that a receipt may be signed with, the one in force first.</summary>
    public IReadOnlyList<PublicKey> Public { get; }

    /// <summary>The thumbprints of <see cref="Public"/>. A verdict with other keys does not count.</summary>
    public string Names { get; }

    /// <summary>A compact JWS over the payload.</summary>
    public string Sign(ReceiptPayload payload)
    {
        var (pair, known) = _keys[0];
        var header = Json.Write(
            new
            {
                alg = known.Alg,
                typ = "examlet-receipt",
                kid = known.Kid,
            }
        );
        var signed = $"{Encode(header)}.{Encode(payload.ToJson())}";
        using var key = ECDsa.Create(pair);
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>The payload of <paramref name="jws"/>; null if none of <paramref name="keys"/> signed it.</summary>
    public static ReceiptPayload? Read(string jws, IEnumerable<PublicKey> keys)
    {
        var parts = jws.Split('.');
        if (parts.Length != 3 || !Base64Url.IsValid(parts[1]) || !Base64Url.IsValid(parts[2]))
        {
            return null;
        }

        var signed = Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
        var signature = Base64Url.DecodeFromChars(parts[2]);
        return keys.Any(key => HasSigned(key, signed, signature)) ? Json.Read<ReceiptPayload>(Decode(parts[1])) : null;
    }

    /// <summary>
    /// The payload of <paramref name="jws"/> if it names a key outside of <paramref name="keys"/>, so that nobody can
    /// say whether it is genuine; null otherwise.
    /// </summary>
    public static ReceiptPayload? ReadOfUnknownKey(string jws, IEnumerable<PublicKey> keys)
    {
        var parts = jws.Split('.');
        if (parts.Length != 3 || !Base64Url.IsValid(parts[0]) || !Base64Url.IsValid(parts[1]))
        {
            return null;
        }

        try
        {
            return
                Json.Read<Header>(Decode(parts[0])) is { Alg: "ES256", Kid: { Length: > 0 } kid }
                && keys.All(key => key.Kid != kid)
                && Json.Read<ReceiptPayload>(Decode(parts[1])) is { IsWhole: true } payload
                ? payload
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool HasSigned(PublicKey key, byte[] signed, byte[] signature)
    {
        using var check = key.Open();
        return check.VerifyData(signed, signature, HashAlgorithmName.SHA256);
    }

    private static (ECParameters Pair, PublicKey Public) PairOf(byte[] seed)
    {
        var secret = (new BigInteger(seed, isUnsigned: true, isBigEndian: true) % (Order - 1)) + 1;
        var bytes = secret.ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] padded = [.. new byte[32 - bytes.Length], .. bytes];
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = padded });
        var pair = key.ExportParameters(includePrivateParameters: true);
        return (pair, PublicOf(pair.Q));
    }

    private static PublicKey PublicOf(ECPoint point)
    {
        var (x, y) = (Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
        var thumbprint = SHA256.HashData(
            Encoding.UTF8.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")
        );
        return new PublicKey("EC", "P-256", x, y, "sig", "ES256", Base64Url.EncodeToString(thumbprint));
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string Decode(string text) => Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));

    private sealed record Header(string? Alg, string? Kid);
}
