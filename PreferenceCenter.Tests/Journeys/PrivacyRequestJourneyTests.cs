using Microsoft.Playwright;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>Tests the console pages for privacy requests in a real browser, with the mails they cause.</summary>
public sealed class PrivacyRequestJourneyTests(BrowserFixture browser) : ConsoleJourney("desk")
{
    [Fact]
    [Trait("Requirement", "RTS-14")]
    [Trait("Requirement", "RTS-15")]
    public async Task A_letter_comes_in_and_two_people_erase_whoever_wrote_it()
    {
        await using var center = await CenterAsync();
        var person = await center.SubscribeAsync("ada@people.example", [WebCenter.News], name: "Ada Lovelace");
        await using var first = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 844 },
            }
        );
        var page = await OpenAsync(center, first, StaffRole.Privacy);
        await page.Locator(".place[href='/staff/requests']").ClickAsync();
        await page.GetByText("No open requests.").WaitForAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Log a request" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Create request" }).WaitForAsync();
        await page.GetByLabel("Type").SelectOptionAsync("Erasure");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create request" }).ClickAsync();
        await page.GetByText("There is a problem").WaitForAsync();
        await page.GetByLabel("Email address of the person").FillAsync("ada@people.example");
        await page.GetByLabel("What they wrote or said").FillAsync("Please forget me.\nAda");
        await LookAsync(page, "intake");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create request" }).ClickAsync();
        await page.GetByText("Please forget me.").WaitForAsync();
        Assert.Contains(
            "We have your request",
            Assert.Single(await center.MailsAsync()).Subject,
            StringComparison.Ordinal
        );

        await page.GetByLabel("Attach a file")
            .SetInputFilesAsync(
                new FilePayload
                {
                    Name = "letter.pdf",
                    MimeType = "application/pdf",
                    Buffer = "%PDF-1.7 her letter"u8.ToArray(),
                }
            );
        await page.GetByRole(AriaRole.Link, new() { Name = "letter.pdf" }).WaitForAsync();
        // The field is empty again, and the focus is where it was.
        await page.WaitForFunctionAsync(
            "() => document.querySelector('input[type=file]').files.length === 0 && document.activeElement.type === 'file'"
        );
        await LookAsync(page, "request");
        var proposal = await ActAsync(page, "Propose erasure");
        await proposal.GetByText("Ada Lovelace (ada@people.example)").WaitForAsync();
        await page.FrameLocator("#look-reply").GetByText("Your data has been erased").First.WaitForAsync();
        await LookAsync(page, "propose");
        await proposal.Locator("[data-once]").ClickAsync();
        await page.GetByText("Proposed. Another person can approve it now.").WaitForAsync();
        Assert.Equal(
            0,
            await page.GetByRole(AriaRole.Button, new() { Name = "Approve (second approval)" }).CountAsync()
        );

        await using var second = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 844 },
            }
        );
        var owner = await OpenAsync(center, second, StaffRole.Owner);
        await GoAsync(owner, center, "/staff/requests?view=for-two");
        var number = RequestNumber.Text(Assert.Single(center.RequestsOf(person)).Number);
        await owner.GetByRole(AriaRole.Link, new() { Name = number }).ClickAsync();
        await LookAsync(owner, "proposal");
        await ActAsync(owner, "Approve (second approval)");
        await owner.Locator(".mud-dialog input").FillAsync(number);
        await owner.Locator(".mud-dialog [data-once]").ClickAsync();
        await owner
            .GetByText("The person’s data has been erased, and with it what was said in this request.")
            .WaitForAsync();
        Assert.Equal("Erasing", await owner.Locator(".head .tag").First.InnerTextAsync());
        Assert.Null(center.Get<SubscriberReader>().Find(PersonKey.Of(person.Id)));
        Assert.Equal(0, await owner.GetByText("Please forget me.").CountAsync());
        await center.CleanAsync();
        Assert.Contains(
            await center.MailsAsync(),
            m => m.Subject!.StartsWith("Your data has been erased", StringComparison.Ordinal)
        );
        Assert.Empty(Complaints);
    }

    [Fact]
    [Trait("Requirement", "RTS-14")]
    public async Task An_objection_by_letter_holds_from_the_receipt_on_and_cannot_be_refused()
    {
        await using var center = await CenterAsync();
        var person = await center.SubscribeAsync("ada@people.example", [WebCenter.News]);
        await using var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 844 },
            }
        );
        var page = await OpenAsync(center, context, StaffRole.Privacy);
        await GoAsync(page, center, "/staff/requests/new");
        await page.GetByLabel("Type").SelectOptionAsync("Objection");
        await page.GetByLabel("Email address of the person").FillAsync("a\u200bda@people.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create request" }).ClickAsync();
        await page.GetByText("U+200B").First.WaitForAsync();
        await page.GetByLabel("Email address of the person").FillAsync("ada@people.example");
        await page.GetByLabel("What they wrote or said").FillAsync("No more advertising, please.");
        Assert.False(center.StateOf(person).Stopped);
        await page.GetByRole(AriaRole.Button, new() { Name = "Create request" }).ClickAsync();
        await page.GetByText("No more advertising, please.").WaitForAsync();
        // Whatever anybody decides later.
        Assert.True(center.StateOf(person).Stopped);
        Assert.Equal(0, await page.Locator(".head .acts button", new() { HasText = "Refuse" }).CountAsync());
        await LookAsync(page, "objection");
        Assert.Empty(Complaints);
    }

    [Fact]
    [Trait("Requirement", "RTS-02")]
    [Trait("Requirement", "RTS-03")]
    public async Task More_time_is_taken_and_then_it_is_refused()
    {
        await using var center = await CenterAsync();
        var person = await center.SubscribeAsync("ada@people.example", [WebCenter.News]);
        await center.AskAsync(person, PrivacyRequestKind.Access);
        await using var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 844 },
            }
        );
        var page = await OpenAsync(center, context, StaffRole.Privacy);
        await GoAsync(page, center, "/staff/requests?kind=access");
        await page.Locator(".grid .ref").ClickAsync();
        var more = await ActAsync(page, "Extend deadline");
        await more.Locator("[data-once]").ClickAsync();
        await page.Locator(".errors:focus").WaitForAsync();
        await more.GetByLabel("Reasons").FillAsync("Much to read.");
        await LookAsync(page, "extend");
        await more.Locator("[data-once]").ClickAsync();
        await page.GetByText("The notice is being sent.").WaitForAsync();
        Assert.Contains(
            await center.MailsAsync(),
            m =>
                m.Subject!.StartsWith("We need more time", StringComparison.Ordinal)
                && m.TextBody!.Contains("Much to read.", StringComparison.Ordinal)
        );
        await center.RunAsync<PrivacyRequestJob>();
        await page.ReloadAsync();
        await page.Locator("html[data-open]").WaitForAsync();
        await page.GetByText("Extended on").WaitForAsync();

        var refusal = await ActAsync(page, "Refuse");
        await refusal.GetByLabel("Reason for refusal").SelectOptionAsync("Unfounded");
        // The template waits for what only whoever writes it knows; then the words are in the email as one types.
        await refusal.GetByText("Insert template").ClickAsync();
        await refusal.Locator("textarea:focus").WaitForAsync();
        await refusal.GetByLabel("Evidence for this").FillAsync("Seventy letters since the first of November.");
        await refusal.Locator("[data-once]").ClickAsync();
        await refusal.GetByText("Fill in the places marked").First.WaitForAsync();
        await refusal.GetByLabel("Reasons").FillAsync("The same question ten times a day.");
        await page.FrameLocator("#look-reply").GetByText("The same question ten times a day.").WaitForAsync();
        await LookAsync(page, "refusal");
        await refusal.Locator("[data-once]").ClickAsync();
        await page.GetByText("Done.", new() { Exact = true }).WaitForAsync();
        var mail = Assert.Single(await center.MailsAsync());
        Assert.Contains("The same question ten times a day.", mail.TextBody, StringComparison.Ordinal);
        await GoAsync(page, center, "/staff/requests?view=closed");
        await page.GetByText("refused").First.WaitForAsync();
        Assert.Empty(Complaints);
    }

    [Fact]
    [Trait("Requirement", "A11-10")]
    public async Task Thousands_are_looked_through_without_a_pause()
    {
        await using var center = await CenterAsync();
        PreferenceCenter.Benchmarks.Product.RequestsMaker.Make(center.Get<Database>(), 10_000, center.Now);
        await using var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 844 },
            }
        );
        var page = await OpenAsync(center, context, StaffRole.Privacy);
        await GoAsync(page, center, "/staff/requests");
        await page.Locator(".grid .ref").Nth(39).WaitForAsync();
        Assert.Equal(40, await page.Locator(".grid tbody tr").CountAsync());
        await LookAsync(page, "queue");
        await AssignByKeysAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Overdue" }).ClickAsync();
        await page.Locator(".late", new() { HasText = "late" }).First.WaitForAsync();
        Assert.Contains("view=overdue", page.Url, StringComparison.Ordinal);
        await SortAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = "Next", Exact = true }).ClickAsync();
        await page.GetByText("Page 2 of").WaitForAsync();
        await page.GoBackAsync();
        await page.GetByText("Page 1 of").WaitForAsync();
        await GoAsync(page, center, "/staff/requests/figures");
        await page.Locator(".chart").First.WaitForAsync();
        await LookAsync(page, "figures");
        await GoAsync(page, center, "/staff/recipients");
        await page.GetByLabel("ID", new() { Exact = true }).FillAsync("printer");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Printing house");
        await page.GetByLabel("Purpose").FillAsync("Prints the catalogue");
        await page.GetByLabel("Email address for notices").FillAsync("dpo@printer.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Register a recipient" }).ClickAsync();
        await page.GetByText("dpo@printer.example").WaitForAsync();
        await LookAsync(page, "recipients");
        Assert.Empty(Complaints);
    }

    // By keys alone: two rows are selected and taken over, and a third is looked at beside the list.
    private async Task AssignByKeysAsync(IPage page)
    {
        await page.Keyboard.PressAsync("j");
        var first = await page.EvaluateAsync<string>("() => document.activeElement.textContent");
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await page.GetByText("2 selected").WaitForAsync();
        await LookAsync(page, "selection");
        await page.Locator(".grid .ref").Nth(1).FocusAsync();
        await page.Keyboard.PressAsync("a");
        await page.GetByText("2 requests assigned.").First.WaitForAsync();
        await page.Locator(".grid tbody tr", new() { HasText = first })
            .GetByText(StaffCenter.AddressOf(StaffRole.Privacy).Split('@')[0], new() { Exact = true })
            .WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.GetByText("2 assignments undone.").First.WaitForAsync();
        await page.Locator(".grid .ref").Nth(2).FocusAsync();
        await page.Keyboard.PressAsync("p");
        await page.Locator(".panel h2").WaitForAsync();
        Assert.Contains("row=DSR-", page.Url, StringComparison.Ordinal);
        await LookAsync(page, "panel");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator(".panel").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    // The address keeps the sort, and the header says it; so does the way back from a request.
    private static async Task SortAsync(IPage page)
    {
        await page.Locator("th", new() { HasText = "Type" }).GetByRole(AriaRole.Button).ClickAsync();
        await page.Locator("th[aria-sort=ascending]", new() { HasText = "Type" }).WaitForAsync();
        Assert.Contains("sort=kind", page.Url, StringComparison.Ordinal);
        await page.Locator(".grid .kind", new() { HasText = "Access" }).First.WaitForAsync();
        await page.Locator(".grid .ref").First.ClickAsync();
        await page.Locator("main").GetByRole(AriaRole.Link, new() { Name = "Data subject requests" }).ClickAsync();
        await page.Locator("th[aria-sort=ascending]", new() { HasText = "Type" }).WaitForAsync();
    }
}
