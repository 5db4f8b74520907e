using AngleSharp.Html.Parser;
using CsCheck;
using MudBlazor.Utilities;
using PreferenceCenter.Hosting;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.Shared.Theme;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Mail.Views;

/// <summary>Tests that emails look as the pages of the site do.</summary>
public sealed class MailStyleTests
{
    [Fact]
    [Trait("Requirement", "A11-10")]
    public void Any_colour_of_an_organisation_can_be_read() =>
        Gen
            .Byte.Array[3]
            .Sample(
                rgb =>
                {
                    var theme = SiteTheme.Of("#" + Convert.ToHexStringLower(rgb));
                    Readable(SiteMailStyle.Colours(theme.PaletteLight));
                    Readable(SiteMailStyle.Colours(theme.PaletteDark));
                },
                iter: 2000
            );

    [Fact]
    public async Task An_email_has_the_colours_of_the_pages()
    {
        foreach (var color in new[] { null, "#0b3d91", "#d40000" })
        {
            var (theme, site) = (SiteTheme.Of(color), Samples.Site with { Color = color });
            var html = (await MailCases.Renderer(site).ChangesAsync(MailCases.LeftOne("en"), "en")).Html;
            var style = new HtmlParser().ParseDocument(html).QuerySelector("a.b")!.GetAttribute("style")!;
            Assert.Contains(
                $"background:{theme.PaletteLight.Primary.ToString(MudColorOutputFormats.Hex)}",
                style,
                StringComparison.Ordinal
            );
            foreach (var colour in new[] { theme.PaletteDark.Primary, theme.PaletteLight.Background })
                Assert.Contains(colour.ToString(MudColorOutputFormats.Hex), html, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/logo.png", "https://choices.example.org/logo.png")]
    [InlineData("https://example.org/logo.png", "https://example.org/logo.png")]
    [InlineData("data:image/png;base64,AAAA", "https://choices.example.org/logo/709e80c88487a2411e1ee4dfb9f22a86.png")]
    [InlineData(null, null)]
    public async Task The_logo_is_the_same_file_for_every_reader(string? logo, string? fetched)
    {
        var renderer = MailCases.Renderer(Samples.Site with { Logo = logo });
        foreach (var language in new[] { "en", "ar" })
        {
            var content = await renderer.ChangesAsync(MailCases.LeftAll(language), language);
            var pictures = new HtmlParser().ParseDocument(content.Html).QuerySelectorAll("img");
            Assert.Equal(fetched is null ? [] : [fetched], pictures.Select(p => p.GetAttribute("src")));
            Assert.All(pictures, p => Assert.Equal("", p.GetAttribute("alt")));
            Assert.DoesNotContain("logo.png", content.Text, StringComparison.Ordinal);
        }
    }

    private static void Readable(MailColours colours)
    {
        foreach (var ground in new[] { colours.Ground, colours.Card })
        foreach (var ink in new[] { colours.Ink, colours.Soft, colours.Brand })
            Assert.True(Contrast.Between(ink, ground) >= 4.5, $"{ink} on {ground}");
        Assert.True(Contrast.Between(colours.Over, colours.Brand) >= 4.5);
    }
}
