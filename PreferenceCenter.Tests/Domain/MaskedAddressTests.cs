using CsCheck;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests the masked form of an address.</summary>
[Trait("Requirement", "SEC-19")]
public sealed class MaskedAddressTests
{
    [Theory]
    [InlineData("Ada.Lovelace@Example.org", "a•••@e•••.org")]
    [InlineData("a@e.org", "a•••@e•••.org")]
    [InlineData("ada@mail.example.co.uk", "a•••@m•••.uk")]
    [InlineData("a@BÜCHER.example", "a•••@b•••.example")]
    [InlineData("ada@r3---sn.xn--bcher-kva.example", "a•••@r•••.example")]
    [InlineData("почта@пример.рф", "п•••@п•••.рф")]
    [InlineData("e\u0301\u0301\u0301da@example.org", "é•••@e•••.org")]
    [InlineData("👨\u200D👩@example.org", null)]
    [InlineData("😀da@example.org", "😀•••@e•••.org")]
    public void A_mask_shows_one_letter_of_each_part(string typed, string? mask) =>
        Assert.Equal(mask, EmailAddress.TryParse(typed)?.Masked);

    [Fact]
    public void A_mask_tells_nothing_but_first_letters_and_the_last_label() =>
        Gen.Select(Gen.String[Gen.Char['b', 'z'], 0, 60], Gen.String[Gen.Char['b', 'z'], 0, 60], Gen.Int[0, 3])
            .Sample(
                (local, domain, labels) =>
                {
                    var more = string.Concat(Enumerable.Repeat(".label", labels));
                    Assert.Equal("a•••@e•••.org", EmailAddress.TryParse($"a{local}@e{domain}{more}.org")!.Masked);
                },
                iter: 200
            );
}
