using System.Text;
using CsCheck;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests parsing, comparing and limits of e-mail addresses.</summary>
public sealed class EmailAddressTests
{
    private static readonly Gen<char> Nasty = Gen.Frequency(
        (5, Gen.Char['a', 'z']),
        (3, Gen.OneOf("@.-+_'\"<>()[],;:\\ \t\r\n\0".ToCharArray())),
        (2, Gen.Char),
        (
            2,
            Gen.OneOf(
                "üÜßéİıſΩ\u212A\u0308\u00AD\u200D\u202E\u2066\uFEFF\uD800\uDC00\uFFFE\uFFFD\uE000\u3002ａﬁ".ToCharArray()
            )
        )
    );

    [Theory]
    [InlineData("ada@example.org")]
    [InlineData("a@b.co")]
    [InlineData("o'brien+news@mail.example.org")]
    [InlineData("用户@例え.jp")]
    [InlineData("почта@пример.рф")]
    public void What_can_be_mailed_is_an_address(string typed)
    {
        Assert.NotNull(EmailAddress.TryParse(typed, out var fault));
        Assert.Equal(AddressFault.None, fault);
    }

    [Theory]
    [InlineData(null, AddressFault.Empty)]
    [InlineData(" \t", AddressFault.Empty)]
    [InlineData("ada.example.org", AddressFault.NoAt)]
    [InlineData("@example.org", AddressFault.BadLocal)]
    [InlineData(".ada@example.org", AddressFault.BadLocal)]
    [InlineData("ada.@example.org", AddressFault.BadLocal)]
    [InlineData("a..da@example.org", AddressFault.BadLocal)]
    [InlineData("ada@home@example.org", AddressFault.BadLocal)]
    [InlineData("a da@example.org", AddressFault.BadLocal)]
    [InlineData("\"ada\"@example.org", AddressFault.BadLocal)]
    [InlineData("Ada <ada@example.org>", AddressFault.BadLocal)]
    [InlineData("ada\0@example.org", AddressFault.BadLocal)]
    [InlineData("ada\r\nBcc: x@example.org", AddressFault.BadLocal)]
    [InlineData("a\u200Dda@example.org", AddressFault.BadLocal)]
    [InlineData("ada@", AddressFault.BadDomain)]
    [InlineData("ada@localhost", AddressFault.BadDomain)]
    [InlineData("ada@example..org", AddressFault.BadDomain)]
    [InlineData("ada@example.org.", AddressFault.BadDomain)]
    [InlineData("ada@-example.org", AddressFault.BadDomain)]
    [InlineData("ada@exa_mple.org", AddressFault.BadDomain)]
    [InlineData("ada@exa\r\nmple.org", AddressFault.BadDomain)]
    [InlineData("ada@exa\u202Emple.org", AddressFault.BadDomain)]
    [InlineData("ada@[192.0.2.1]", AddressFault.BadDomain)]
    [InlineData("ada@xn--zz.example", AddressFault.BadDomain)]
    internal void What_cannot_is_told_apart(string? typed, AddressFault expected)
    {
        Assert.Null(EmailAddress.TryParse(typed, out var fault));
        Assert.Equal(expected, fault);
    }

    // Whoever copies an address on Windows, from a chat or from a table takes such characters with it.
    [Theory]
    [InlineData("\u200Bada@example.org")]
    [InlineData("ada@example.org\u200B")]
    [InlineData("\u202Aada@example.org\u202C")]
    [InlineData("\u200Eada@example.org\u200F ")]
    [InlineData("\uFEFFada@example.org\uFE0F\u00AD")]
    [InlineData("\u00A0\u3164ada@example.org\U000E0041")]
    public void What_nobody_sees_is_dropped_at_the_ends(string typed) =>
        Assert.Equal("ada@example.org", EmailAddress.TryParseNew(typed)?.Typed);

    [Theory]
    [InlineData("a\u200Bda@example.org", "U+200B")]
    [InlineData("ada@exam\u00ADple.org", "U+00AD")]
    [InlineData("ada@\u2060example.org", "U+2060")]
    [InlineData("ada\u200D@example.org", "U+200D")]
    [InlineData("ada@exam\uFE0Fple.org", "U+FE0F")]
    [InlineData("a\u3164da@example.org", "U+3164")]
    [InlineData("ada@exam\U000E0041ple.org", "U+E0041")]
    [InlineData("ada\u00A0@example.org", "U+00A0")]
    [InlineData("ada\t@example.org", "U+0009")]
    public void What_nobody_sees_is_refused_inside_and_named(string typed, string named)
    {
        Assert.Null(EmailAddress.TryParseNew(typed, out var fault));
        Assert.Equal((AddressFault.Hidden, named), (fault, HiddenCharacter.FirstIn(typed)));
    }

    [Theory]
    [InlineData("Ann+x@outlook.com", "ann@outlook.com")]
    [InlineData("ann+a+b@people.example", "ann@people.example")]
    [InlineData("a.n.n+x@googlemail.com", "ann@gmail.com")]
    [InlineData("ann-shop@yahoo.co.uk", "ann@yahoo.co.uk")]
    [InlineData("ann-lee@people.example", "ann-lee@people.example")]
    [InlineData("+ann@people.example", "+ann@people.example")]
    public void A_mailbox_is_counted_once_for_all_its_sub_addresses(string typed, string mailbox) =>
        Assert.Equal(mailbox, EmailAddress.TryParse(typed)!.MailboxKey);

    [Theory]
    [InlineData("a@192.0.2.1")]
    [InlineData("a@example.123")]
    public void A_host_that_ends_in_a_number_is_not_taken_anew_and_still_found(string typed)
    {
        Assert.Null(EmailAddress.TryParseNew(typed, out var fault));
        Assert.Equal(AddressFault.BadDomain, fault);
        Assert.Equal(typed, EmailAddress.TryParse(typed)?.Key);
    }

    [Fact]
    public void An_address_stored_with_a_hidden_character_is_mailed_without_it()
    {
        var stored = EmailAddress.TryParse("Ada@exam\u00ADple.org")!;
        Assert.Equal(("Ada@example.org", "ada@example.org"), (stored.Typed, stored.Key));
    }

    // A lone surrogate and U+FFFE are not text that an attribute can carry.
    [Theory]
    [InlineData(0xD800)]
    [InlineData(0xDC00)]
    [InlineData(0xFFFE)]
    [InlineData(0xFFFF)]
    [InlineData(0xE000)]
    public void What_is_no_character_is_told_and_never_thrown(int code)
    {
        Assert.Null(EmailAddress.TryParse($"a{(char)code}b@example.org", out var fault));
        Assert.Equal(AddressFault.BadLocal, fault);
        Assert.Null(EmailAddress.TryParse($"ab@exam{(char)code}ple.org", out fault));
        Assert.Equal(AddressFault.BadDomain, fault);
    }

    [Fact]
    public void Nothing_typed_makes_it_throw_and_what_it_takes_is_clean() =>
        Gen.Select(Nasty.Array[0, 40], Nasty.Array[0, 20])
            .Sample(
                (local, domain) =>
                {
                    foreach (
                        var typed in new[]
                        {
                            new string(local),
                            $"{new string(local)}@{new string(domain)}",
                            $"{new string(local)}@example.org",
                            $"a@{new string(domain)}.org",
                        }
                    )
                    {
                        if (EmailAddress.TryParse(typed) is not { } address)
                            continue;
                        Assert.DoesNotContain(
                            address.Typed,
                            c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '\u202E' or '\uFFFD' or '<' or '"'
                        );
                        Assert.Equal(address.Key, EmailAddress.TryParse(address.Key)?.Key);
                        Assert.Equal(
                            address.SuppressionKey,
                            EmailAddress.TryParse(address.SuppressionKey)?.SuppressionKey
                        );
                        Assert.True(
                            Encoding.UTF8.GetByteCount(address.Typed[..address.Typed.LastIndexOf('@')]) <= 64
                                && address.Domain.Length <= 252
                        );
                        Assert.NotEmpty(address.Masked);
                        _ = address.MixesScripts;
                    }
                },
                iter: RandomHistories.Many * 5
            );

    [Theory]
    [InlineData("{0}@example.org")]
    [InlineData("ada@{0}.org")]
    [InlineData("{0}")]
    public void A_megabyte_is_turned_away(string shape)
    {
        foreach (var filling in new[] { "a", "ü", "a.", "@", "\u0308", "\uD800", "\0", "\u202E" })
            Assert.Null(
                EmailAddress.TryParse(
                    string.Format(null, shape, string.Concat(Enumerable.Repeat(filling, 1_000_000 / filling.Length)))
                )
            );
    }

    [Theory]
    [InlineData(64, 20, AddressFault.None)]
    [InlineData(65, 20, AddressFault.LocalTooLong)]
    [InlineData(64, 189, AddressFault.None)]
    [InlineData(64, 190, AddressFault.TooLong)]
    [InlineData(1, 252, AddressFault.None)]
    [InlineData(1, 253, AddressFault.TooLong)]
    [InlineData(1, 254, AddressFault.TooLong)]
    [InlineData(1, 255, AddressFault.TooLong)]
    [InlineData(1, 256, AddressFault.DomainTooLong)]
    [Trait("Requirement", "MSG-08")]
    internal void Lengths_end_where_RFC_5321_says(int local, int domain, AddressFault expected)
    {
        EmailAddress.TryParse($"{new string('a', local)}@{DomainOf(domain)}", out var fault);
        Assert.Equal(expected, fault);
    }

    [Theory]
    [InlineData("ü", 32, AddressFault.None)]
    [InlineData("ü", 33, AddressFault.LocalTooLong)]
    [InlineData("用", 21, AddressFault.None)]
    [InlineData("用", 22, AddressFault.LocalTooLong)]
    [InlineData("😀", 16, AddressFault.None)]
    [InlineData("😀", 17, AddressFault.LocalTooLong)]
    [Trait("Requirement", "MSG-08")]
    internal void Lengths_are_counted_in_octets(string letter, int count, AddressFault expected)
    {
        EmailAddress.TryParse($"{string.Concat(Enumerable.Repeat(letter, count))}@example.org", out var fault);
        Assert.Equal(expected, fault);
    }

    [Fact]
    [Trait("Requirement", "MSG-09")]
    public void The_case_is_kept_for_sending_and_ignored_in_comparing()
    {
        var address = EmailAddress.TryParse("  Ada.Lovelace@Example.ORG ")!;
        Assert.Equal("Ada.Lovelace@Example.ORG", address.Typed);
        Assert.Equal("ada.lovelace@example.org", address.Key);
        Assert.Equal("example.org", address.Domain);
    }

    [Fact]
    [Trait("Requirement", "MSG-12")]
    public void A_letter_and_its_mark_are_the_letter_with_the_mark() =>
        Assert.Equal(
            EmailAddress.TryParse("mu\u0308ller@bu\u0308cher.example")!.Key,
            EmailAddress.TryParse("m\u00FCller@b\u00FCcher.example")!.Key
        );

    [Theory]
    [InlineData("ａda", "ada")]
    [InlineData("ﬁne", "fine")]
    [InlineData("x²", "x2")]
    [InlineData("ⅳ", "iv")]
    [Trait("Requirement", "MSG-12")]
    public void Letters_that_only_look_compatible_stay_different(string one, string other) =>
        Assert.NotEqual(
            EmailAddress.TryParse($"{one}@example.org")!.Key,
            EmailAddress.TryParse($"{other}@example.org")!.Key
        );

    [Theory]
    [InlineData("a@BÜCHER.example", "a@xn--bcher-kva.example")]
    [InlineData("a@XN--BCHER-KVA.example", "a@xn--bcher-kva.example")]
    [InlineData("a@straße.example", "a@xn--strae-oqa.example")]
    [InlineData("a@例え.jp", "a@xn--r8jz45g.jp")]
    [Trait("Requirement", "MSG-13")]
    public void Domains_are_compared_as_A_labels(string typed, string key) =>
        Assert.Equal(key, EmailAddress.TryParse(typed)!.Key);

    [Theory]
    [InlineData("ada@example.org", false)]
    [InlineData("ada@pаypal.example", true)]
    [InlineData("ada@xn--pypal-4ve.example", true)]
    [InlineData("аdmin@example.org", true)]
    [InlineData("αda@example.org", true)]
    [InlineData("почта@пример.рф", false)]
    [InlineData("почта@example.org", false)]
    [InlineData("иван@xn--e1afmkfd.org", false)]
    [InlineData("nguyễn@example.org", false)]
    [Trait("Requirement", "MSG-13")]
    public void Scripts_that_look_alike_within_a_label_are_noticed(string typed, bool mixes) =>
        Assert.Equal(mixes, EmailAddress.TryParse(typed)!.MixesScripts);

    [Theory]
    [InlineData("Ada.Lovelace+news@GMail.com", "adalovelace@gmail.com")]
    [InlineData("adalovelace@googlemail.com", "adalovelace@gmail.com")]
    [InlineData("+ada@gmail.com", "+ada@gmail.com")]
    [InlineData("Ada.Lovelace+news@example.org", "ada.lovelace+news@example.org")]
    public void Suppression_compares_most_widely(string typed, string key) =>
        Assert.Equal(key, EmailAddress.TryParse(typed)!.SuppressionKey);

    private static string DomainOf(int octets)
    {
        var labels = new StringBuilder("de");
        while (labels.Length < octets)
            labels.Insert(0, new string('a', Math.Min(63, octets - labels.Length - 1)) + ".");
        return labels.ToString();
    }
}
