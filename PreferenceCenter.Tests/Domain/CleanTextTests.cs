using System.Text;
using CsCheck;
using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Domain;

/// <summary>Tests the cleaning of free text.</summary>
public sealed class CleanTextTests
{
    private static readonly Gen<string> Text = Gen.String[
        Gen.OneOf("ab\0é\uD83D\uDE00\uD800\uFFFD\n".ToCharArray()),
        0,
        20
    ];
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    [Fact]
    public void Clean_text_fits_is_well_formed_and_stays_as_it_is_when_cleaned_again() =>
        Gen.Select(Text, Gen.Int[0, 20])
            .Sample(
                (text, max) =>
                {
                    var clean = CleanText.Of(text, max)!;
                    Assert.True(clean.Length <= max);
                    Assert.DoesNotContain('\0', clean);
                    Strict.GetByteCount(clean);
                    Assert.Same(clean, CleanText.Of(clean, max));
                    // Only characters that cannot be stored were removed or replaced, in place.
                    Assert.Equal(
                        text.EnumerateRunes().Where(r => r.Value != 0).Select(r => r.ToString()),
                        CleanText.Of(text, 99)!.EnumerateRunes().Select(r => r.ToString())
                    );
                },
                iter: 2000
            );

    [Theory]
    [InlineData(null, 5, null)]
    [InlineData("plain", 5, "plain")]
    [InlineData("longer", 4, "long")]
    [InlineData("a\0b", 5, "ab")]
    [InlineData("ab😀", 3, "ab")]
    [InlineData("ab😀", 4, "ab😀")]
    [InlineData("😀", 1, "")]
    [InlineData("😀", 0, "")]
    public void Cleaning_cuts_between_characters(string? text, int max, string? clean) =>
        Assert.Equal(clean, CleanText.Of(text, max));

    [Fact]
    public void A_lone_surrogate_is_replaced()
    {
        Assert.Equal("a\uFFFDb", CleanText.Of("a\uD800b", 5));
        Assert.Equal("\uFFFD", CleanText.Of("\uDC00", 5));
        Assert.Equal("a\uFFFD", CleanText.Of("a\uD83D", 5));
    }
}
