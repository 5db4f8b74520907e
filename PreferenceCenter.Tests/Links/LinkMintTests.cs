using System.Text.RegularExpressions;
using PreferenceCenter.Links;
using Xunit;

namespace PreferenceCenter.Tests.Links;

/// <summary>Tests the creation of links and of the List-Unsubscribe headers.</summary>
public sealed partial class LinkMintTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1764547200);
    private static readonly Guid Subscriber = new("7a3a5e21-7c1b-4d2a-9b3c-0123456789ab");
    private static readonly string Token = LinkVectors.All.Valid[0].Token;

    private static LinkMint Mint(string publicUrl = "https://preferences.example.org", string? repliesTo = null) =>
        new(new Uri(publicUrl), repliesTo, "lists.example.org");

    private static SubscriberLinks Links(LinkMint mint, uint scope = 7) =>
        mint.For(LinkVectors.LinkKeys, Subscriber, scope, Now);

    [Fact]
    [Trait("Requirement", "UNS-03")]
    public void Both_links_name_the_person_the_scope_and_the_time()
    {
        var links = Links(Mint());

        Assert.Equal("https://preferences.example.org/u/" + Token, links.UnsubscribeUrl);
        Assert.StartsWith("https://preferences.example.org/p/", links.PreferencesUrl, StringComparison.Ordinal);
        Assert.True(
            SignedLink.TryRead(
                links.PreferencesUrl.AsSpan(links.PreferencesUrl.Length - SignedLink.TokenLength),
                LinkVectors.LinkKeys,
                out var link
            )
        );
        Assert.Equal(new SignedLink(1, LinkPurpose.Preferences, Subscriber, 7, 1764547200), link);
    }

    [Theory]
    [InlineData("http://localhost:5080", "http://localhost:5080/u/")]
    [InlineData("https://example.org/mail/", "https://example.org/mail/u/")]
    [InlineData("https://example.org/mail?x=1#y", "https://example.org/mail/u/")]
    [InlineData("https://example.org:443", "https://example.org/u/")]
    [InlineData("https://[::1]:8443/", "https://[::1]:8443/u/")]
    [InlineData("https://bücher.example/präferenzen", "https://xn--bcher-kva.example/pr%C3%A4ferenzen/u/")]
    public void Links_stand_under_the_public_url_in_ascii(string publicUrl, string start) =>
        Assert.Equal(start + Token, Links(Mint(publicUrl)).UnsubscribeUrl);

    [Theory]
    [InlineData(null), InlineData("unsubscribe@example.org")]
    [Trait("Requirement", "UNS-01")]
    [Trait("Requirement", "HDR-01")]
    public void List_unsubscribe_has_one_https_url_and_no_http(string? repliesTo)
    {
        var mint = Mint(repliesTo: repliesTo);
        var value = mint.ListUnsubscribe(Links(mint));

        Assert.Matches(@"^<[^<>\s]+>(,\s*<[^<>\s]+>)*$", value);
        var items = Item().Matches(value).Select(m => m.Groups[1].Value).ToList();
        Assert.Equal(
            Links(mint).UnsubscribeUrl,
            Assert.Single(items, i => i.StartsWith("https:", StringComparison.Ordinal))
        );
        Assert.DoesNotContain(items, i => i.StartsWith("http:", StringComparison.Ordinal));
        Assert.Equal(repliesTo is null ? 1 : 2, items.Count);
    }

    [Theory]
    [InlineData("unsubscribe@example.org", "unsubscribe@example.org")]
    [InlineData("lists+leave@example.org", "lists+leave@example.org")]
    [InlineData("a%b?c&d/e@example.org", "a%25b%3Fc%26d%2Fe@example.org")]
    [InlineData("größe@bücher.example", "gr%C3%B6%C3%9Fe@xn--bcher-kva.example")]
    [Trait("Requirement", "HDR-01")]
    [Trait("Requirement", "HDR-03")]
    public void The_mailbox_comes_second_with_the_token_in_its_subject(string repliesTo, string inHeader)
    {
        var mint = Mint(repliesTo: repliesTo);

        Assert.Equal(
            $"<https://preferences.example.org/u/{Token}>, <mailto:{inHeader}?subject=unsubscribe%20{Token}>",
            mint.ListUnsubscribe(Links(mint))
        );
    }

    [Theory]
    [InlineData("nobody"), InlineData("@example.org"), InlineData("")]
    public void What_is_no_mailbox_is_refused(string repliesTo) =>
        Assert.Throws<ArgumentException>(() => Mint(repliesTo: repliesTo));

    [Fact]
    [Trait("Requirement", "UNS-02")]
    public void List_unsubscribe_post_has_its_one_value() =>
        Assert.Equal("List-Unsubscribe=One-Click"u8, System.Text.Encoding.UTF8.GetBytes(LinkMint.ListUnsubscribePost));

    // A space inside would let the header fold into two lines; a line break would make two headers.
    [Fact]
    [Trait("Requirement", "HDR-02")]
    public void Every_value_is_one_line_of_ascii()
    {
        var mint = Mint("https://bücher.example", "größe@bücher.example");
        foreach (
            var value in new[]
            {
                mint.ListUnsubscribe(Links(mint)),
                LinkMint.ListUnsubscribePost,
                mint.ListId(LinkVectors.LinkKeys, "news", "Neu\r\nBcc: you@example.org\u2028x\0"),
            }
        )
            Assert.DoesNotContain(value, c => c is < ' ' or > '~');
    }

    [GeneratedRegex("<([^<>]+)>")]
    private static partial Regex Item();
}
