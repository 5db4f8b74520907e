using PreferenceCenter.Links;
using Xunit;

namespace PreferenceCenter.Tests.Links;

/// <summary>Tests which links are accepted, by purpose, time and key.</summary>
public sealed class LinkReaderTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(400);
    private static readonly Guid Subscriber = new("7a3a5e21-7c1b-4d2a-9b3c-0123456789ab");

    private static readonly LinkKeys Keys = new(
        [
            new LinkKey(1, LinkVectors.All.Keys[1]),
            new LinkKey(2, LinkVectors.All.Keys[2], revocation: new(Now.AddDays(-1), UnsubscribeToo: false)),
            new LinkKey(3, LinkVectors.All.Keys[255], revocation: new(Now.AddDays(-1), UnsubscribeToo: true)),
        ],
        activeId: 1
    );

    private static LinkVerdict Judge(
        LinkPurpose purpose,
        DateTimeOffset issuedAt,
        byte key = 1,
        LinkPurpose? served = null
    )
    {
        var token = SignedLink.Mint(Keys.Find(key)!, purpose, Subscriber, 7, (uint)issuedAt.ToUnixTimeSeconds());
        var reading = LinkReader.Read(token, served ?? purpose, Keys, Now, Lifetime);
        Assert.Equal(reading.Verdict == LinkVerdict.Invalid ? default : Subscriber, reading.Link.Subscriber);
        return reading.Verdict;
    }

    [Theory]
    [InlineData(0), InlineData(4), InlineData(5)]
    public void Preferences_bear_a_sender_whose_clock_is_up_to_five_minutes_ahead(int minutes) =>
        Assert.Equal(LinkVerdict.Valid, Judge(LinkPurpose.Preferences, Now.AddMinutes(minutes)));

    [Theory]
    [InlineData(301), InlineData(86_400)]
    public void Preferences_from_further_ahead_are_invalid(int seconds) =>
        Assert.Equal(LinkVerdict.Invalid, Judge(LinkPurpose.Preferences, Now.AddSeconds(seconds)));

    [Fact]
    [Trait("Requirement", "SEC-02")]
    public void Preferences_live_as_long_as_the_setting_says()
    {
        Assert.Equal(LinkVerdict.Valid, Judge(LinkPurpose.Preferences, Now - Lifetime));
        Assert.Equal(LinkVerdict.Expired, Judge(LinkPurpose.Preferences, Now - Lifetime - TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public void A_lifetime_beyond_all_time_is_no_trouble()
    {
        var token = SignedLink.Mint(Keys.Active, LinkPurpose.Preferences, Subscriber, 0, 0);
        Assert.Equal(
            LinkVerdict.Valid,
            LinkReader.Read(token, LinkPurpose.Preferences, Keys, Now, TimeSpan.MaxValue).Verdict
        );
    }

    [Fact]
    [Trait("Requirement", "UNS-12")]
    public void Unsubscribing_never_asks_for_the_time()
    {
        foreach (
            var issuedAt in new[]
            {
                DateTimeOffset.UnixEpoch,
                Now.AddDays(-61),
                Now.AddYears(-10),
                Now.AddDays(1),
                DateTimeOffset.FromUnixTimeSeconds(uint.MaxValue),
            }
        )
            Assert.Equal(LinkVerdict.Valid, Judge(LinkPurpose.Unsubscribe, issuedAt));
    }

    [Theory]
    [Trait("Requirement", "SEC-02")]
    [InlineData(1), InlineData(2), InlineData(3)]
    public void A_token_on_the_other_purposes_path_is_invalid_whatever_its_key(byte key)
    {
        Assert.Equal(LinkVerdict.Invalid, Judge(LinkPurpose.Unsubscribe, Now, key, served: LinkPurpose.Preferences));
        Assert.Equal(LinkVerdict.Invalid, Judge(LinkPurpose.Preferences, Now, key, served: LinkPurpose.Unsubscribe));
    }

    [Fact]
    public void A_revoked_key_ends_preferences_and_not_unsubscribing()
    {
        Assert.Equal(LinkVerdict.Expired, Judge(LinkPurpose.Preferences, Now, key: 2));
        Assert.Equal(LinkVerdict.Valid, Judge(LinkPurpose.Unsubscribe, Now, key: 2));
    }

    [Fact]
    public void A_key_revoked_for_unsubscribing_too_ends_both()
    {
        Assert.Equal(LinkVerdict.Expired, Judge(LinkPurpose.Preferences, Now, key: 3));
        Assert.Equal(LinkVerdict.Revoked, Judge(LinkPurpose.Unsubscribe, Now, key: 3));
    }

    [Fact]
    public void A_revoked_key_saves_no_token_from_the_future() =>
        Assert.Equal(LinkVerdict.Invalid, Judge(LinkPurpose.Preferences, Now.AddHours(1), key: 2));

    [Fact]
    public void A_forged_token_of_a_revoked_key_is_invalid_like_any_other()
    {
        var token = SignedLink.Mint(new LinkKey(3, new byte[32]), LinkPurpose.Unsubscribe, Subscriber, 7, 0);
        Assert.Equal(default, LinkReader.Read(token, LinkPurpose.Unsubscribe, Keys, Now, Lifetime));
    }
}
