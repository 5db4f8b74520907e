using PreferenceCenter.Ledger.Log;
using Xunit;

namespace PreferenceCenter.Tests.Ledger.Log;

/// <summary>Tests the log's signing key.</summary>
[Trait("Requirement", "CON-17")]
public sealed class LogSigningKeyTests
{
    // Key pair, text and signature from the tests of golang.org/x/mod/sumdb/note.
    private const string GoSecret = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private const string GoPublic = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private const string GoText =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
    private const string GoLine =
        "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=";

    [Fact]
    public void Key_id_and_signature_are_those_of_Gos_notes()
    {
        Assert.True(LogSigningKey.TryParse(GoSecret, out var key));
        Assert.Equal(GoPublic, key.Verifier.ToString());
        Assert.Equal(GoLine, key.Sign(GoText).ToString());
        Assert.True(VerifierKey.TryParse(GoPublic, out var verifier));
        Assert.True(verifier.Verify(GoText, key.Sign(GoText).Signature));
        Assert.False(verifier.Verify(GoText + "\n", key.Sign(GoText).Signature));
        Assert.False(verifier.Verify(GoText, key.Sign(GoText).Signature.AsSpan(0, 63)));
    }

    [Fact]
    public void The_key_of_the_vectors_is_read_and_written()
    {
        var vector = LedgerVectors.Of("key");
        Assert.True(LogSigningKey.TryParse(vector.Text("privateKeyFile").TrimEnd('\n'), out var key));
        Assert.Equal(vector.Text("privateKeyFile"), key.ToSecretText() + "\n");
        Assert.Equal(vector.Text("publicKeyFile"), key.Verifier + "\n");
        Assert.Equal(vector.Text("publicKey"), Convert.ToHexStringLower(key.Verifier.PublicKey));
        Assert.Equal(vector.Text("keyId"), $"{key.Verifier.Id:x8}");
    }

    [Fact]
    public void No_part_and_no_mangling_of_a_key_is_a_key()
    {
        foreach (
            var (text, parses) in ((string, Func<string, bool>)[])
                [(GoPublic, t => VerifierKey.TryParse(t, out _)), (GoSecret, t => LogSigningKey.TryParse(t, out _))]
        )
        {
            Assert.True(parses(text));
            for (var from = 0; from <= text.Length; from++)
            {
                for (var to = from; to <= text.Length; to++)
                    Assert.False((from, to) != (0, text.Length) && parses(text[from..to]), text[from..to]);
            }
            for (var at = 0; at < text.Length; at++)
                Assert.False(parses($"{text[..at]}{(char)(text[at] + 1)}{text[(at + 1)..]}"), $"character {at}");
        }
    }

    [Fact]
    public void A_key_of_another_type_or_length_is_refused_though_its_id_fits()
    {
        Assert.False(
            VerifierKey.TryParse("PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==", out _)
        );
        Assert.False(VerifierKey.TryParse("PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", out _));
        Assert.Throws<ArgumentException>(() => VerifierKey.Of("zero", new byte[32]));
        Assert.Throws<ArgumentException>(() => VerifierKey.Of("a b", LogSigningKey.New("a").Verifier.PublicKey));
    }

    [Fact]
    public void A_key_does_not_tell_its_secret_by_accident()
    {
        var key = LogSigningKey.New("lists.example.org/ledger");
        Assert.DoesNotContain(key.ToSecretText().Split('+', 5)[^1], $"{key}", StringComparison.Ordinal);
    }
}
