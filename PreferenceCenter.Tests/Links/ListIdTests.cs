using CsCheck;
using MimeKit;
using PreferenceCenter.Links;
using Xunit;

namespace PreferenceCenter.Tests.Links;

/// <summary>Tests the List-Id header.</summary>
[Trait("Requirement", "HDR-05")]
public sealed class ListIdTests
{
    private static string For(
        string name,
        string key = "news",
        string domain = "lists.example.org",
        LinkKeys? keys = null
    ) => ListId.For(keys ?? LinkVectors.LinkKeys, key, name, domain);

    [Theory]
    [InlineData("News", "News <news.lists.example.org>")]
    [InlineData("News & more", "News & more <news.lists.example.org>")]
    [InlineData("Hello, \"world\" (a\\b)", "\"Hello, \\\"world\\\" (a\\\\b)\" <news.lists.example.org>")]
    [InlineData("Größe", "=?utf-8?b?R3LDtsOfZQ==?= <news.lists.example.org>")]
    [InlineData("  ", "<news.lists.example.org>")]
    [InlineData("", "<news.lists.example.org>")]
    public void The_name_is_quoted_or_encoded_as_it_needs(string name, string value) => Assert.Equal(value, For(name));

    [Theory]
    [
        InlineData("Новости продукта"),
        InlineData("أخبار المنتج"),
        InlineData("Party 🎉 weekly"),
        InlineData("A, B; <c> \"d\""),
        InlineData("Ñandú, S.A."),
        InlineData("dot. name")
    ]
    public void A_reader_sees_the_name_as_it_is(string name)
    {
        var value = For(name);
        Assert.Equal(name, ReadPhrase(value));
    }

    [Fact]
    public void Any_name_makes_one_line_of_at_most_255_octets_that_ends_in_the_id() =>
        Gen.String[
                Gen.OneOf(Gen.Char, Gen.Char.AlphaNumeric, Gen.OneOf('"', '\\', '<', '>', ' ', '\n', 'ж', '.')),
                0,
                300
            ]
            .Sample(
                name =>
                {
                    var value = For(name);
                    Assert.InRange(value.Length, 0, 255);
                    Assert.DoesNotContain(value, c => c is < ' ' or > '~');
                    Assert.EndsWith("<news.lists.example.org>", value, StringComparison.Ordinal);
                    Assert.True(value[0] == '<' || value[^25] == ' ');
                },
                iter: 500
            );

    [Fact]
    public void A_long_name_is_cut_between_letters_as_people_see_them()
    {
        var value = For(string.Concat(Enumerable.Repeat("👩‍👩‍👧", 60)));

        Assert.InRange(value.Length, 150, 255);
        Assert.Equal("", ReadPhrase(value).Replace("👩‍👩‍👧", "", StringComparison.Ordinal));
    }

    [Fact]
    public void An_id_too_long_for_any_name_stands_alone() =>
        Assert.Equal($"<{new string('k', 235)}.lists.example.org>", For("News", key: new string('k', 235)));

    [Theory]
    [InlineData("a b"), InlineData("a>b"), InlineData(""), InlineData("a..b"), InlineData("ключ"), InlineData("a\n")]
    public void A_key_that_cannot_stand_in_a_list_id_is_refused(string key) =>
        Assert.Throws<ArgumentException>(() => For("News", key));

    [Fact]
    public void A_list_id_over_255_octets_is_refused() =>
        Assert.Throws<ArgumentException>(() => For("News", new string('k', 240)));

    [Fact]
    public void An_international_domain_stands_there_in_ascii() =>
        Assert.Equal("News <news.xn--bcher-kva.example>", For("News", domain: "Bücher.example"));

    [Theory]
    [
        InlineData("localhost"),
        InlineData("pc.localhost"),
        InlineData("127.0.0.1"),
        InlineData("[::1]"),
        InlineData("::1")
    ]
    public void Who_owns_no_domain_gets_a_random_part_that_stays(string domain)
    {
        var value = For("News", domain: domain);
        Assert.Matches(@"^News <news\.[0-9a-f]{32}\.localhost>$", value);

        var rotated = new LinkKeys([.. LinkVectors.LinkKeys.All, new LinkKey(9, new byte[32])], activeId: 9);
        Assert.Equal(value, For("News", domain: domain, keys: rotated));
        Assert.NotEqual(value, For("News", domain: domain, keys: new LinkKeys([new LinkKey(1, new byte[32])], 1)));
    }

    [Fact]
    [Trait("Requirement", "HDR-06")]
    public void A_new_name_leaves_the_id_alone() =>
        Assert.Equal(For("Old name").Split('<')[1], For("Neuer Name ü").Split('<')[1]);

    // As a mail reader does: parsed as a phrase with an id, then decoded.
    private static string ReadPhrase(string value)
    {
        Assert.True(
            MailboxAddress.TryParse(value.Replace("<news.", "<news@", StringComparison.Ordinal), out var mailbox)
        );
        return mailbox.Name!;
    }
}
