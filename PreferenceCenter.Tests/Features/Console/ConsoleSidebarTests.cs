using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Tests.Shared.Preview;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console;

/// <summary>Tests the sidebar and the bar as components: groups, numbers, the place of a page.</summary>
public sealed class ConsoleSidebarTests : BunitContext
{
    private static readonly PageContext Frame = new PageContexts(Samples.Site, ["en"]).In("en", asked: false);
    private static readonly ConsolePlace[] Places =
    [
        Place("/staff", NavigationGroup.Work),
        Place("/staff/requests", NavigationGroup.Work, new PlaceCount(1200, CountTone.Plain)),
        Place("/staff/requests/figures", NavigationGroup.Compliance),
        Place("/staff/outbox", NavigationGroup.System, new PlaceCount(5, CountTone.Blocks)),
        Place("/staff/account", NavigationGroup.Own),
    ];

    [Fact]
    public void It_groups_the_places_and_leaves_out_what_stands_in_the_user_menu()
    {
        var nav = Sidebar("/staff");
        Assert.Equal(["Compliance", "System"], nav.QuerySelectorAll("p.group").Select(g => g.TextContent));
        Assert.Equal(
            ["/staff", "/staff/requests", "/staff/requests/figures", "/staff/outbox"],
            nav.QuerySelectorAll("a.place").Select(a => a.GetAttribute("href"))
        );
        Assert.Equal(["1,200", "5"], nav.QuerySelectorAll(".count").Select(c => c.TextContent));
        Assert.Single(nav.QuerySelectorAll(".count.blocks"));
    }

    [Theory]
    [InlineData("/staff", "/staff")]
    [InlineData("/staff/requests/0123", "/staff/requests")]
    [InlineData("/staff/requests/figures", "/staff/requests/figures")]
    [InlineData("/staff/outboxes", null)]
    public void It_marks_the_nearest_place_of_a_page(string path, string? place) =>
        Assert.Equal(
            place,
            Sidebar(path).QuerySelectorAll("[aria-current=page]").SingleOrDefault()?.GetAttribute("href")
        );

    [Fact]
    public void Its_search_opens_the_palette_and_leads_to_it_from_a_static_page()
    {
        var opened = 0;
        var live = Render<ConsoleSidebar>(p =>
            p.Add(s => s.Frame, Frame)
                .Add(s => s.Places, Places)
                .Add(s => s.Path, "/staff")
                .Add(s => s.OnSearch, () => opened++)
        );
        live.Find("button.search").Click();
        Assert.Equal(1, opened);
        Assert.Equal("/staff?search", Sidebar("/staff").QuerySelector("a.search")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("/staff/requests/0123", "/staff/requests", "DSR-0042")]
    [InlineData("/staff/requests", null, "/staff/requests")]
    [InlineData("/staff/account", null, "/staff/account")]
    [InlineData("/staff/elsewhere", null, "DSR-0042")]
    public void The_bar_leads_back_to_the_place_that_a_page_belongs_to(string path, string? back, string last)
    {
        RenderFragment title = builder => builder.AddContent(0, "DSR-0042");
        var bar = Render<ConsoleBar>(p =>
            p.Add(b => b.Frame, Frame)
                .Add(b => b.Places, Places)
                .Add(b => b.Path, path)
                .Add(
                    b => b.Person,
                    new StaffPerson("anna.keane@people.example", PreferenceCenter.Domain.StaffRole.Owner)
                )
                .Add(b => b.Title, title)
                .Add(b => b.Token, _ => { })
        );
        Assert.Equal(back, bar.FindAll(".crumbs a").SingleOrDefault()?.GetAttribute("href"));
        Assert.Equal(last, bar.Find(".crumbs [aria-current=page]").TextContent);
        Assert.Equal("AK", bar.Find(".me span").TextContent);
    }

    private IElement Sidebar(string path) =>
        Render<ConsoleSidebar>(p => p.Add(s => s.Frame, Frame).Add(s => s.Places, Places).Add(s => s.Path, path))
            .Find("nav");

    private static ConsolePlace Place(string path, NavigationGroup group, PlaceCount? waiting = null) =>
        new(path, "<path/>", new MarkupString(path), group, default, waiting);
}
