using PreferenceCenter.Links;
using Xunit;

namespace PreferenceCenter.Tests.Links;

/// <summary>Tests signed links against the documented vectors.</summary>
[Trait("Requirement", "UNS-04")]
[Trait("Requirement", "SEC-01")]
public sealed class SignedLinkVectorTests
{
    public static TheoryData<string> ValidNames => [.. LinkVectors.All.Valid.Select(v => v.Name)];

    public static TheoryData<string> InvalidNames => [.. LinkVectors.All.Invalid.Select(v => v.Name)];

    [Theory, MemberData(nameof(ValidNames))]
    public void A_valid_token_reads_as_its_fields_and_is_minted_again(string name)
    {
        var vector = LinkVectors.All.Valid.Single(v => v.Name == name);

        Assert.True(SignedLink.TryRead(vector.Token, LinkVectors.LinkKeys, out var link));
        Assert.Equal(vector.Link, link);
        Assert.Equal(
            vector.Token,
            SignedLink.Mint(
                LinkVectors.LinkKeys.Find(vector.KeyId)!,
                vector.Purpose,
                vector.Subscriber,
                vector.Scope,
                vector.IssuedAt
            )
        );
    }

    [Theory, MemberData(nameof(InvalidNames))]
    public void An_invalid_token_is_refused(string name)
    {
        var vector = LinkVectors.All.Invalid.Single(v => v.Name == name);

        Assert.False(SignedLink.TryRead(vector.Token, LinkVectors.LinkKeys, out var link));
        Assert.Equal(default, link);
    }

    [Theory, MemberData(nameof(ValidNames))]
    public void The_documented_example_mints_every_vector(string name)
    {
        var v = LinkVectors.All.Valid.Single(v => v.Name == name);

        Assert.Equal(
            v.Token,
            MintExample.MintAsDocumented(
                v.KeyId,
                LinkVectors.All.Keys[v.KeyId],
                (byte)v.Purpose,
                v.Subscriber,
                v.Scope,
                v.IssuedAt
            )
        );
    }

    [Fact]
    public void The_file_holds_what_it_should()
    {
        Assert.Equal(7, LinkVectors.All.Valid.Length);
        Assert.Equal(34, LinkVectors.All.Invalid.Length);
    }
}
