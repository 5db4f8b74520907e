using CsCheck;
using MudBlazor;
using PreferenceCenter.Shared.Theme;
using Xunit;

namespace PreferenceCenter.Tests.Shared.Theme;

/// <summary>Tests that the colours of a theme are readable.</summary>
public sealed class SiteThemeTests
{
    [Fact]
    [Trait("Requirement", "A11-10")]
    public void The_house_colours_can_be_read() => Readable(SiteTheme.Of(null));

    [Fact]
    [Trait("Requirement", "A11-10")]
    public void Any_colour_an_organisation_has_can_be_read() =>
        Gen.Byte.Array[3].Sample(rgb => Readable(SiteTheme.Of("#" + Convert.ToHexStringLower(rgb))), iter: 2000);

    [Fact]
    public void A_colour_that_can_be_read_already_stays_as_it_is() =>
        Assert.Equal(
            "#0b3d91",
            SiteTheme.Of("#0b3d91").PaletteLight.Primary.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex)
        );

    [Fact]
    public void What_is_no_colour_leaves_the_house_colours() =>
        Assert.Equal(SiteTheme.Of(null).PaletteLight.Primary, SiteTheme.Of("no colour").PaletteLight.Primary);

    private static void Readable(MudTheme theme)
    {
        foreach (var palette in new Palette[] { theme.PaletteLight, theme.PaletteDark })
        {
            Assert.True(Contrast.Between(palette.TextPrimary, palette.Background) >= 7);
            Assert.True(Contrast.Between(palette.TextSecondary, palette.Background) >= 4.5);
            Assert.True(Contrast.Between(palette.TextSecondary, palette.Surface) >= 4.5);
            Assert.True(Contrast.Between(palette.Primary, palette.Background) >= 4.5);
            Assert.True(Contrast.Between(palette.Primary, palette.Surface) >= 4.5);
            Assert.True(Contrast.Between(palette.PrimaryContrastText, palette.Primary) >= 4.5);
            Assert.True(Contrast.Between(palette.Error, palette.Surface) >= 4.5);
            Assert.True(Contrast.Between(palette.LinesInputs, palette.Surface) >= 3);
            // The tint is also the background of secondary text.
            var tint = StyleSheet.Tint(palette);
            Assert.True(
                Contrast.Between(palette.TextSecondary, tint) >= 4.5,
                Invariant($"{palette.TextSecondary} on {tint} of {palette.Primary}")
            );
            Assert.True(Contrast.Between(palette.Primary, tint) >= 3);
        }
    }
}
