using Microsoft.Playwright;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Staff;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// Tests the console as hands meet it: double clicks, the keyboard alone, mistakes, a page that is left, a colleague on
/// the same request, a question before what cannot be undone.
/// </summary>
public sealed class HandsJourneyTests(BrowserFixture browser, ConsoleCenter console)
    : ConsoleJourney("hands"),
        IClassFixture<ConsoleCenter>
{
    // What has the focus inside a preview is the page it shows, which has rings of its own: FocusTests.
    private const string Ring =
        "() => { const e = document.activeElement, s = getComputedStyle(e); return e === document.body ? '' : `${e.tagName === 'IFRAME' || s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2 ? 'seen' : 'unseen'} ${e.outerHTML.slice(0, 220)}` }";

    private WebCenter Center => console.Center;

    [Fact]
    [Trait("Requirement", "A11-15")]
    public async Task The_focus_is_seen_at_every_stop_of_every_page()
    {
        await using var context = await NewContextAsync();
        var page = await OpenAsync(Center, context, StaffRole.Owner);
        var places = await page.Locator(".place")
            .EvaluateAllAsync<string[]>("links => links.map(a => a.getAttribute('href'))");
        foreach (
            var path in places.Concat([
                "/staff/requests/new",
                "/staff/recipients",
                "/staff/requests/figures",
                $"/staff/subscribers/{console.Person.PublicId}",
                $"/staff/requests/{ReferenceOf(console.Person)}",
            ])
        )
        {
            await page.GotoAsync(new Uri(Center.Address, path).ToString());
            if (await page.Locator("#console").CountAsync() > 0)
                await OpenedAsync(page);
            var stops = 0;
            for (; stops < 150; stops++)
            {
                await page.Keyboard.PressAsync("Tab");
                if (await page.EvaluateAsync<string>(Ring) is not { Length: > 0 } stop)
                    break;
                if (stop.StartsWith("unseen", StringComparison.Ordinal))
                    Complaints.Add($"{path}: {stop}");
            }
            Assert.InRange(stops, 5, 149);
        }
        Assert.Equal("", string.Join('\n', Complaints));
    }

    [Fact]
    [Trait("Requirement", "A11-06")]
    public async Task A_letter_is_taken_in_once_after_its_mistakes_stood_at_their_fields()
    {
        await using var context = await NewContextAsync();
        var page = await OpenAsync(Center, context, StaffRole.Owner);
        await GoAsync(page, Center, "/staff/requests/new");
        var save = page.Locator("form button[type=submit][data-once]");
        await page.Locator("input[type=date]").FillAsync("");
        await page.Locator("input[type=email]").FillAsync("nobody");
        await save.ClickAsync();
        // The summary has the focus and leads to the first of the fields.
        await page.Locator(".errors:focus").WaitForAsync();
        Assert.Equal(2, await page.Locator(".errors a").CountAsync());
        Assert.Equal(2, await page.Locator("[aria-invalid=true]").CountAsync());
        await LookAsync(page, "mistakes");
        await page.Locator(".errors a").First.ClickAsync();
        Assert.Equal("date", await page.Locator(":focus").GetAttributeAsync("type"));
        await page.Locator("input[type=date]").FillAsync(Invariant($"{Center.Now:yyyy-MM-dd}"));
        await page.Locator("input[type=email]").FillAsync("twice@people.example");
        await page.Locator("textarea").Last.FillAsync("Only once.");
        await save.DblClickAsync();
        await page.GetByText("Only once.").WaitForAsync();
        await using var data = Center.Get<Database>().CreateContext();
        Assert.Single(data.Requests, r => r.AddressKey == "twice@people.example");
        // A note, with two presses.
        await page.Locator("textarea").Last.FillAsync("A note.");
        await page.Locator("form", new() { Has = page.Locator("textarea") })
            .Last.Locator("[data-once]")
            .DblClickAsync();
        await page.GetByText("Saved.", new() { Exact = true }).WaitForAsync();
        Assert.Single(data.RequestEntries, e => e.Text == "A note.");
        Assert.Equal(0, await page.Locator(".news.alert").CountAsync());
        Assert.Empty(data.Drafts.Where(d => d.Name == "intake"));
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task What_was_typed_is_there_again_after_the_page_was_left_or_loaded_anew_and_a_colleague_sees_what_is_done()
    {
        var row = await TakeAsync("draft@people.example");
        await using var context = await NewContextAsync();
        var page = await OpenAsync(Center, context, StaffRole.Owner);
        var path = $"/staff/requests/{row.Reference}";
        await GoAsync(page, Center, path);
        await page.Locator("textarea").First.FillAsync("An answer that takes ten minutes.");
        await page.Locator(".draft").WaitForAsync();
        await page.ReloadAsync();
        await OpenedAsync(page);
        await page.WaitForFunctionAsync(
            "() => document.querySelector('textarea').value === 'An answer that takes ten minutes.'"
        );
        // The connection is lost and comes back; then the server has come back without the page's circuit.
        const string tell =
            "state => document.getElementById('components-reconnect-modal').dispatchEvent(new CustomEvent('components-reconnect-state-changed', { detail: { state } }))";
        var frame = page.Locator("#console");
        await page.EvaluateAsync(tell, "show");
        Assert.True(await frame.EvaluateAsync<bool>("e => e.inert"));
        await page.EvaluateAsync(tell, "hide");
        Assert.False(await frame.EvaluateAsync<bool>("e => e.inert"));
        await page.EvaluateAsync("() => window.before = true");
        await page.EvaluateAsync(tell, "rejected");
        await page.WaitForFunctionAsync("() => !window.before && document.documentElement.dataset.open");
        await page.WaitForFunctionAsync(
            "() => document.querySelector('textarea').value === 'An answer that takes ten minutes.'"
        );
        // Left at once, before anything was saved.
        await page.Locator("textarea").First.FillAsync("Another answer.");
        await page.Locator(".place[href='/staff/outbox']").ClickAsync();
        await page.WaitForURLAsync("**/staff/outbox");
        await page.GoBackAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('textarea')?.value === 'Another answer.'");

        await using var other = await NewContextAsync();
        var colleague = await OpenAsync(Center, other, StaffRole.Privacy);
        await GoAsync(colleague, Center, path);
        // Nobody else's draft.
        Assert.Equal("", await colleague.Locator("textarea").First.InputValueAsync());
        await colleague.Locator("textarea").Last.FillAsync("Seen by a colleague.");
        await colleague
            .Locator("form", new() { Has = colleague.Locator("textarea") })
            .Last.Locator("[data-once]")
            .ClickAsync();
        await page.GetByText("Seen by a colleague.").WaitForAsync(new() { Timeout = 3000 });
        Assert.Equal("Another answer.", await page.Locator("textarea").First.InputValueAsync());
        Assert.Empty(Complaints);
    }

    [Fact]
    [Trait("Requirement", "RTS-14")]
    public async Task An_erasure_says_what_goes_and_takes_the_typed_reference()
    {
        var person = await Center.SubscribeAsync("gone@people.example", [], name: "Gone Away");
        await Center.AskAsync(person, PrivacyRequestKind.Erasure);
        var row = Center.RequestsOf(person).Single();
        await using var context = await NewContextAsync();
        var page = await OpenAsync(Center, context, StaffRole.Privacy);
        await GoAsync(page, Center, $"/staff/requests/{row.Reference}");
        await (await ActAsync(page, "Propose erasure")).Locator("[data-once]").ClickAsync();
        await page.GetByText("Proposed.").WaitForAsync();
        await using var second = await NewContextAsync();
        var owner = await OpenAsync(Center, second, StaffRole.Owner);
        await GoAsync(owner, Center, $"/staff/requests/{row.Reference}");
        var dialog = await ActAsync(owner, "Approve");
        await dialog.GetByText("Gone Away (gone@people.example)").WaitForAsync();
        await LookAsync(owner, "erasure");
        await dialog.Locator("input").FillAsync("something");
        await dialog.Locator("[data-once]").ClickAsync();
        await dialog.Locator(".errors:focus").WaitForAsync();
        Assert.Equal(1, await dialog.Locator("[aria-invalid]").CountAsync());
        await owner.Keyboard.PressAsync("Escape");
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.NotNull(Center.Get<SubscriberReader>().Find(PersonKey.Of(person.Id)));
        await ActAsync(owner, "Approve");
        await dialog.Locator("input").FillAsync(RequestNumber.Text(row.Number));
        await dialog.Locator("[data-once]").ClickAsync();
        await dialog.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await owner.GetByText("Done.", new() { Exact = true }).WaitForAsync();
        Assert.Null(Center.Get<SubscriberReader>().Find(PersonKey.Of(person.Id)));
        Assert.Empty(Complaints);
    }

    [Fact]
    [Trait("Requirement", "A11-02")]
    public async Task On_a_phone_the_person_comes_before_the_decision_and_Escape_closes_the_drawer()
    {
        var row = await TakeAsync("phone@people.example");
        await using var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 390, Height = 844 },
            }
        );
        var page = await OpenAsync(Center, context, StaffRole.Owner);
        await GoAsync(page, Center, $"/staff/requests/{row.Reference}");
        var (person, decision) = (
            await page.Locator(".about").BoundingBoxAsync(),
            await page.Locator(".work").BoundingBoxAsync()
        );
        Assert.True(person!.Y + person.Height <= decision!.Y);
        await page.Locator(".menu").ClickAsync();
        await page.Locator("#places:popover-open").WaitForAsync();
        await page.WaitForFunctionAsync("() => document.querySelector('.page').inert");
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForFunctionAsync(
            "() => !document.querySelector('#places:popover-open') && !document.querySelector('.page').inert"
        );
        Assert.True(await page.Locator(".menu:focus").CountAsync() == 1);
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task Without_a_script_it_says_so_and_before_it_is_open_nothing_looks_alive()
    {
        await using var context = await NewContextAsync();
        var page = await OpenAsync(Center, context, StaffRole.Owner);
        // The script of the circuit never comes.
        await page.RouteAsync("**/blazor*.js", route => route.AbortAsync());
        await page.GotoAsync(new Uri(Center.Address, "/staff/requests/new").ToString());
        Assert.True(await page.Locator("#console").EvaluateAsync<bool>("e => e.inert"));
        Assert.Equal(1, await page.Locator(".opening:visible").CountAsync());
        Complaints.Clear();
        await using var bare = await browser.NewContext(new() { JavaScriptEnabled = false });
        var still = await bare.NewPageAsync();
        await still.GotoAsync(new Uri(Center.Address, "/staff/sign-in").ToString());
        await still.Locator("[name=email]").FillAsync(StaffCenter.AddressOf(StaffRole.Owner));
        await still.Locator("[name=password]").FillAsync(StaffCenter.Password);
        await still.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await still.GotoAsync(new Uri(Center.Address, "/staff/requests").ToString());
        Assert.EndsWith("/staff/requests", still.Url);
        Assert.Contains("needs JavaScript", await still.Locator("body").InnerTextAsync(), StringComparison.Ordinal);
    }

    private Task<IBrowserContext> NewContextAsync() =>
        browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 844 },
            }
        );

    private string ReferenceOf(Subscriber person)
    {
        using var context = Center.Get<Database>().CreateContext();
        return context.Requests.First(r => r.SubscriberId == person.Id).Reference;
    }

    private async Task<PrivacyRequestRow> TakeAsync(string address)
    {
        var taken = await Center
            .Get<PrivacyRequestIntake>()
            .TakeAsync(
                new Intake(
                    PrivacyRequestKind.Access,
                    PrivacyRequestOrigin.Letter,
                    SiteCalendar.Utc.DayOf(Center.Now),
                    address,
                    null,
                    "What do you hold?"
                ),
                StaffBy.System
            );
        return Center.Get<PrivacyRequestQueue>().Open(taken.Reference!)!.Request;
    }
}
