using PreferenceCenter.Links;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Links;

/// <summary>Tests that a test link is never a real one, nor a real one a test link.</summary>
[Trait("Requirement", "TPL-08")]
public sealed class TestLinkKeysTests
{
    private static readonly Guid Ann = Guid.Parse("7a3a5e21-7c1b-4d2a-9b3c-0123456789ab");
    private static readonly LinkKeys Real = Ring(3, 1, 2, 3);

    [Theory]
    [InlineData((byte)LinkPurpose.Unsubscribe)]
    [InlineData((byte)LinkPurpose.Preferences)]
    public void Neither_verifies_by_the_keys_of_the_other(byte purpose)
    {
        var (test, keys) = (TestLinkKeys.Of(Real), Real);
        foreach (var scope in new uint[] { 0, 7, uint.MaxValue })
        {
            var token = SignedLink.Mint(test.Active, (LinkPurpose)purpose, Ann, scope, 1764547200);
            Assert.True(TestLinkKeys.HaveForm(token));
            Assert.True(SignedLink.TryRead(token, test, out var link));
            Assert.Equal((Ann, scope), (link.Subscriber, link.Scope));
            Assert.False(SignedLink.TryRead(token, keys, out _));
            // The same body signed by a real key under the id 0, and a real link.
            foreach (var key in keys.All)
            {
                var real = SignedLink.Mint(key, (LinkPurpose)purpose, Ann, scope, 1764547200);
                Assert.False(TestLinkKeys.HaveForm(real));
                Assert.False(SignedLink.TryRead(real, test, out _));
            }
            var forged = SignedLink.Mint(
                new LinkKey(TestLinkKeys.Id, WebCenter.SecretOf(1)),
                (LinkPurpose)purpose,
                Ann,
                scope,
                1764547200
            );
            Assert.True(TestLinkKeys.HaveForm(forged));
            Assert.False(SignedLink.TryRead(forged, test, out _));
            Assert.False(SignedLink.TryRead(forged, keys, out _));
        }
    }

    [Fact]
    public void A_test_link_outlives_a_rotation_and_is_of_its_own_installation()
    {
        var token = SignedLink.Mint(TestLinkKeys.Of(Ring(1, 1)).Active, LinkPurpose.Unsubscribe, Ann, 7, 1764547200);
        Assert.True(SignedLink.TryRead(token, TestLinkKeys.Of(Real), out _));
        Assert.False(SignedLink.TryRead(token, TestLinkKeys.Of(Ring(2, 2)), out _));
    }

    private static LinkKeys Ring(byte active, params byte[] ids) =>
        new(ids.Select(id => new LinkKey(id, WebCenter.SecretOf(id))), active);
}
