using Bunit;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Shared.Layouts;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console.Parts;

/// <summary>Tests the menu of the signed-in account: language, colours, sign-out, all without script.</summary>
public sealed class UserMenuTests : ConsoleParts
{
    [Fact]
    public void It_stays_on_the_page_in_another_language_and_in_other_colours()
    {
        var menu = Menu(FrameIn("de"));
        Assert.Equal(
            ["/staff/topics?language=en", "/staff/topics?language=de", "/staff/topics?language=ar"],
            menu.FindAll("li a").Select(a => a.GetAttribute("href"))
        );
        Assert.Equal("de", menu.Find("li a[aria-current=true]").GetAttribute("lang"));
        var colors = menu.Find("form[data-theme-form]");
        Assert.Equal(
            ("post", "/staff/topics"),
            (colors.GetAttribute("method"), colors.QuerySelector("[name=return]")!.GetAttribute("value"))
        );
        Assert.Equal("dark", menu.Find("button[aria-pressed=true]").GetAttribute("value"));
        Assert.Equal(3, menu.FindAll("button[name=theme]").Count);
        Assert.EndsWith("/sign-out", menu.FindAll("form")[^1].GetAttribute("action"), StringComparison.Ordinal);
    }

    [Fact]
    public void With_one_language_there_is_nothing_to_choose() =>
        Assert.Empty(Menu(FrameIn("en", "en")).FindAll("li a"));

    private IRenderedComponent<UserMenu> Menu(PageContext frame) =>
        Render<UserMenu>(p =>
            p.Add(m => m.Frame, frame)
                .Add(m => m.Person, new StaffPerson("anna.keane@people.example", StaffRole.Owner))
                .Add(m => m.Path, "/staff/topics")
                .Add(m => m.Theme, ThemeChoice.Dark)
                .Add(m => m.Token, _ => { })
        );
}
