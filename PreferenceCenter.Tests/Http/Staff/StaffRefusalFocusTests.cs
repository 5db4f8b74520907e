using PreferenceCenter.Domain;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

/// <summary>Tests that a page that refuses a form of an account has its focus at what is wrong, without a script.</summary>
public sealed class StaffRefusalFocusTests
{
    [Fact]
    [Trait("Requirement", "A11-06")]
    public async Task What_is_refused_has_the_focus()
    {
        await using var center = await StaffCenter.StartAsync();
        var browser = center.NewBrowser();
        Focuses(await StaffCenter.TryAsync(browser, "marketing@people.example", "not the password"), "p[role=alert]");
        var owner = await center.SignInAsync(StaffRole.Owner);
        Focuses(
            await owner.PostAsync(
                await owner.GetAsync("/staff/account"),
                "/staff/account/password",
                ("password", "not the password"),
                ("new", "another sentence of mine")
            ),
            "p[role=alert]"
        );
        Focuses(
            await owner.PostAsync(
                await owner.GetAsync("/staff/accounts"),
                "/staff/accounts",
                ("email", "nobody"),
                ("role", "auditor")
            ),
            "[name=email][aria-invalid=true]"
        );
        // What is not refused leaves the focus where a page begins.
        Assert.Null((await owner.GetAsync("/staff/accounts")).Page.QuerySelector("[autofocus]"));
    }

    private static void Focuses(Answer answer, string selector)
    {
        Assert.Equal(400, answer.Status);
        var focused = Assert.Single(answer.Page.QuerySelectorAll("[autofocus]"));
        Assert.True(focused.Matches(selector), focused.OuterHtml);
    }
}
