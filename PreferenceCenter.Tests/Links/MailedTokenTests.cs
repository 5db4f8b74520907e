using System.Security.Cryptography;
using System.Text;
using PreferenceCenter.Links;
using Xunit;

namespace PreferenceCenter.Tests.Links;

/// <summary>Tests the random tokens of mailed links.</summary>
[Trait("Requirement", "SEC-03")]
public sealed class MailedTokenTests
{
    [Fact]
    public void A_token_is_256_random_bits_kept_as_their_hash()
    {
        var tokens = Enumerable.Range(0, 1000).Select(_ => MailedToken.New()).ToList();

        Assert.Equal(1000, tokens.Distinct().Count());
        Assert.All(tokens, t => Assert.Matches("^[A-Za-z0-9_-]{43}$", t));
        Assert.All(tokens, t => Assert.Equal(SHA256.HashData(Encoding.ASCII.GetBytes(t)), MailedToken.HashOf(t)));
    }

    [Theory]
    [InlineData(""), InlineData("short"), InlineData("AQEBAHo6XiF8G00qmzwBI0VniasAAAAHaSzagD_m_UpeT4xbASj9ndn9JQI")]
    [
        InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
        InlineData("AAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAAA"),
        InlineData("АAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")
    ]
    public void What_cannot_be_a_token_has_no_hash(string text) => Assert.Null(MailedToken.HashOf(text));
}
