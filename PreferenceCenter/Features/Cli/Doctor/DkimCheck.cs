using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>
/// Checks the DKIM record (RFC 6376): receivers must find the public half of the key that this program or the relay
/// signs with.
/// </summary>
internal static class DkimCheck
{
    // RFC 8301 §3.2. Yahoo and Google ask for 1024 bits at least.
    private const int LeastBits = 1024,
        GoodBits = 2048;

    public static async IAsyncEnumerable<Finding> LookAsync(
        Examination examined,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        if (
            examined.Setting("Mail:Dkim:Domain") is not { } domain
            || examined.Setting("Mail:Dkim:Selector") is not { } selector
        )
        {
            yield return Finding.Warn(
                "dns.dkim",
                "Mail:Dkim is not set, so the relay must sign: prove it with --send-to and read Authentication-Results in that mailbox"
            );
            yield break;
        }
        var name = $"{selector}._domainkey.{domain}";
        yield return Judge(
            name,
            await examined.Dns.OfAsync(name, cancel),
            examined.Setting("Mail:Dkim:PrivateKeyFile")
        );
    }

    private static Finding Judge(string name, IReadOnlyList<string> texts, string? keyFile)
    {
        if (texts.Count == 0)
            return Finding.Fail("dns.dkim", $"{name} has no record: publish the public key there");
        if (texts.Count > 1)
            return Finding.Fail(
                "dns.dkim",
                $"{name} has {texts.Count} records: which one receivers take is not defined"
            );
        var tags = TagList.Parse(texts[0]);
        // §3.6.1: an empty p means revoked.
        if (!tags.TryGetValue("p", out var p) || p.Length == 0)
            return Finding.Fail("dns.dkim", $"{name} holds no key");
        var published = new byte[p.Length];
        if (!Convert.TryFromBase64String(p, published, out var length))
            return Finding.Fail("dns.dkim", $"{name} holds a damaged key");
        if (keyFile is not null && !DkimKey.PublicHalf(keyFile).AsSpan().SequenceEqual(published.AsSpan(0, length)))
            return Finding.Fail("dns.dkim", $"{name} holds another key than {keyFile}: every signature fails");
        return tags.GetValueOrDefault("k", "rsa") == "ed25519"
            ? Finding.Warn(
                "dns.dkim",
                $"{name}: an Ed25519 key, which many receivers cannot read yet; sign with RSA as well"
            )
            : OfRsa(name, published.AsSpan(0, length));
    }

    private static Finding OfRsa(string name, ReadOnlySpan<byte> published)
    {
        using var rsa = RSA.Create();
        try
        {
            rsa.ImportSubjectPublicKeyInfo(published, out _);
        }
        catch (CryptographicException)
        {
            return Finding.Fail("dns.dkim", $"{name} holds a damaged key");
        }
        var says = Invariant($"{name}: RSA of {rsa.KeySize} bits");
        return rsa.KeySize < LeastBits ? Finding.Fail("dns.dkim", says + " is not accepted any more")
            : rsa.KeySize < GoodBits ? Finding.Warn("dns.dkim", says + ": make one of 2048")
            : Finding.Pass("dns.dkim", says);
    }
}
