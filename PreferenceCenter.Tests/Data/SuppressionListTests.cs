using System.Security.Cryptography;
using System.Text;
using PreferenceCenter.Data;
using Xunit;

namespace PreferenceCenter.Tests.Data;

/// <summary>Tests the keyed hashes of addresses on the suppression list.</summary>
[Trait("Requirement", "ERA-05")]
public sealed class SuppressionListTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private readonly AddressHasher list = new(Key);

    [Fact]
    public void One_address_however_it_is_written_has_one_hash()
    {
        var hash = list.HashesOf(TestCenter.Address("Ada.Lovelace@Bücher.example"))[0].Bytes;
        Assert.Equal(32, hash.Length);
        Assert.Equal(hash, list.HashesOf(TestCenter.Address("ada.lovelace@xn--bcher-kva.example"))[0].Bytes);
        Assert.NotEqual(hash, list.HashesOf(TestCenter.Address("ada.lovelace2@xn--bcher-kva.example"))[0].Bytes);
    }

    [Fact]
    public void Who_has_a_dictionary_of_addresses_and_not_the_key_finds_nobody()
    {
        string[] people = ["ada@example.org", "grace@example.org", "alan@example.org"];
        var kept = people
            .Select(person => Convert.ToHexString(list.HashesOf(TestCenter.Address(person))[0].Bytes))
            .ToHashSet();
        string[] labels = ["", "suppression/v1", "suppression/v1\0", "limit/v1/address\0"];
        byte[][] keys =
        [
            [],
            new byte[32],
            RandomNumberGenerator.GetBytes(32),
            [.. Key[..31], (byte)(Key[31] ^ 1)],
        ];
        foreach (
            var guess in people.SelectMany(person => labels, (person, label) => Encoding.UTF8.GetBytes(label + person))
        )
        {
#pragma warning disable CA5350, CA5351 // What others would try.
            Assert.DoesNotContain(Convert.ToHexString(SHA256.HashData(guess)), kept);
            Assert.DoesNotContain(Convert.ToHexString(SHA256.HashData(SHA256.HashData(guess))), kept);
            Assert.DoesNotContain(
                kept,
                hash => hash.StartsWith(Convert.ToHexString(SHA1.HashData(guess)), StringComparison.Ordinal)
            );
            Assert.DoesNotContain(
                kept,
                hash => hash.StartsWith(Convert.ToHexString(MD5.HashData(guess)), StringComparison.Ordinal)
            );
#pragma warning restore CA5350, CA5351
            foreach (var key in keys)
                Assert.DoesNotContain(Convert.ToHexString(HMACSHA256.HashData(key, guess)), kept);
        }
        // With the key the hash is found, so the test above searches in the right place.
        Assert.Contains(Convert.ToHexString(HMACSHA256.HashData(Key, "suppression/v1\0ada@example.org"u8)), kept);
    }

    [Fact]
    public void What_limits_count_by_is_of_another_kind_and_cannot_be_matched_with_it()
    {
        var address = TestCenter.Address("ada@example.org");
        var limit = list.LimitKey("address", address.Key);
        Assert.Equal(16, limit.Length);
        Assert.NotEqual(list.HashesOf(address)[0].Bytes[..16], limit);
        Assert.NotEqual(limit, list.LimitKey("network", address.Key));
        Assert.NotEqual(list.LimitKey("a", "b"), list.LimitKey("a\0b", ""));
    }
}
