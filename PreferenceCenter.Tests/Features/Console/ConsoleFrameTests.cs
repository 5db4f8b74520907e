using Bunit;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Hosting;
using PreferenceCenter.Shared.Layouts;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console;

/// <summary>Tests that the frame of an open page follows what the site says of itself.</summary>
public sealed class ConsoleFrameTests
{
    [Fact]
    public async Task Another_name_logo_and_color_are_shown_without_loading_the_page_again()
    {
        await using var page = await OpenedConsole.OpenAsync();
        var (site, pages, files) = (page.Get<Site>(), page.Get<PageContexts>(), page.Get<ConsoleAssets>());
        var frame = page.Render<ConsoleFrame>(p => p.Add(f => f.Path, "/staff/settings"));
        var before = files.Theme.Path;
        site.Become(site.Facts with { Name = "Pier & Co", Logo = "/pier.png", Color = "#224466" });
        pages.Become(CenterServices.BrandingOf(site), site.Languages);
        frame.WaitForAssertion(
            () => Assert.Equal("Pier & Co", frame.Find(".brand bdi").TextContent),
            OpenedConsole.Long
        );
        Assert.Equal("/pier.png", frame.Find(".brand img").GetAttribute("src"));
        var sheet = Assert.Single(page.JSInterop.Invocations["preferenceConsole.color"]).Arguments[0];
        Assert.Equal(files.Theme.Path, sheet);
        Assert.NotEqual(before, sheet);
    }
}
