using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Tests.Browser;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// Tests that every form of the console that is refused says so at the first press: at its field or above the page, with
/// the focus, in view, and without what was said of an earlier action. The forms are found in the sources.
/// </summary>
public sealed partial class RefusalJourneyTests(BrowserFixture browser, ConsoleCenter console)
    : ConsoleJourney("refusals"),
        IClassFixture<ConsoleCenter>
{
    private static readonly Dictionary<string, string> Otherwise = new()
    {
        ["IntakePage T.IntakeSave"] = "What can be refused is found before it is sent: HandsJourneyTests.",
        ["ReadingItem T.Agree"] = "It is there while it may be approved, and its page says what comes as of AskCard.",
        ["ReadingItem T.Alone"] = "It is there a day later, and is sent as T.Agree is.",
        ["ReadingItem T.Read"] = "It is there while it may be read, and is sent as T.Agree is.",
        ["SetUpPage T.Publish"] =
            "It is there while nothing is published; its faults stand at their fields: FirstStartTests.",
        ["SetUpPage T.Save"] = "It is there while nobody has said who the site is: FirstStartTests.",
        ["SettingsPage T.Save"] = "Its faults stand at their fields: SettingsJourneyTests.",
        ["SettingsPage T.Undo"] = "It is refused only where somebody else was faster, and is sent as T.Save is.",
        ["KeptTemplatePage T.CheckAgain"] = "It changes nothing, and can be refused only to whoever may not be there.",
        ["KeptTemplatePage T.Keep"] = "Its faults stand at their fields, as those of TemplatesPage do.",
        ["KeptTemplatePage T.Remove"] = "It is refused only where somebody else was faster, and asks before.",
        ["TemplatesPage @(result is null ? T.Check : T.CheckAgain)"] =
            "What cannot be read is told at its field: TemplatesJourneyTests.",
        ["TranslationUpload T.ShowPlan"] = "What cannot be read is told at its field: TranslationsJourneyTests.",
        ["NoticeAnswer T.HasDoneIt"] = "It is refused only where somebody else was faster, and is sent as T.Save is.",
    };

    private readonly HashSet<string> refused = [];

    private WebCenter Center => console.Center;

    [Fact]
    [Trait("Requirement", "A11-06")]
    public async Task Every_form_that_is_refused_says_so_at_the_first_press()
    {
        await using var context = await browser.NewContext(
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 600 },
            }
        );
        var page = await OpenAsync(Center, context, StaffRole.Owner);
        await FillAsync();
        await RecipientsAsync(page);
        await ProofsAsync(page);
        await OthersAsync(page);
        await RequestsAsync(page);
        Assert.Equal([], Forms().Except(refused).Except(Otherwise.Keys));
        Assert.Equal([], refused.Concat(Otherwise.Keys).Except(Forms()));
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task A_file_that_is_refused_is_told_at_its_field()
    {
        await using var context = await browser.NewContext();
        var page = await OpenAsync(Center, context, StaffRole.Owner);
        var row = await RowAsync(r => r.AskedAt = null);
        await GoAsync(page, Center, $"/staff/requests/{row}");
        await SayAsync(page);
        var field = page.Locator("input[type=file]");
        await field.SetInputFilesAsync(
            new FilePayload
            {
                Name = "letter.pdf",
                MimeType = "application/pdf",
                Buffer = "no PDF at all"u8.ToArray(),
            }
        );
        await page.Locator("input[type=file][aria-invalid=true]:focus").WaitForAsync();
        Assert.Contains("files-error", await field.GetAttributeAsync("aria-describedby"), StringComparison.Ordinal);
        Assert.True(await page.Locator("#files-error").IsVisibleAsync());
        Assert.Equal(0, await page.Locator(".notice p, .news.alert").CountAsync());
        // Another one is taken, and nothing of the refusal is left.
        await field.SetInputFilesAsync(
            new FilePayload
            {
                Name = "letter.pdf",
                MimeType = "application/pdf",
                Buffer = "%PDF-1.7 a letter"u8.ToArray(),
            }
        );
        await page.Locator(".notice p").WaitForAsync();
        Assert.Equal(0, await page.Locator("#files-error, .news.alert").CountAsync());
        Assert.Empty(Complaints);
    }

    private async Task RecipientsAsync(IPage page)
    {
        await GoAsync(page, Center, "/staff/recipients");
        await TypeAsync(page, "Register a recipient", "new-one");
        await PressAsync(page, "Register a recipient");
        await page.Locator(".notice p").WaitForAsync();
        await TypeAsync(page, "Register a recipient", "taken");
        await AtFieldAsync(
            page,
            "RecipientsPage T.RecipientAdd",
            "Register a recipient",
            "Another recipient has this ID"
        );
        await RunAsync(Ignoring("Recipients"));
        await AboveAsync(page, "RecipientsPage EndOf(one.Name)", "Deactivate new-one");
        await TypeAsync(page, "Save", "Ask ada@people.example");
        await AtFieldAsync(page, "NoticeAnswer T.Save", "Save", "without a name or an address");
    }

    private async Task ProofsAsync(IPage page)
    {
        await GoAsync(page, Center, "/staff/proofs");
        await TypeAsync(page, "Request access", "A claim in court.");
        await AtFieldAsync(page, "AskCard T.Ask", "Request access", "Nothing is kept for that address");
    }

    private async Task OthersAsync(IPage page)
    {
        await GoAsync(page, Center, "/staff/outbox");
        await RunAsync(Ignoring("Outbox"));
        await AboveAsync(page, "OutboxPage RetryWords(mail.Id)", "Send again");
        await GoAsync(page, Center, $"/staff/subscribers/{console.Person.PublicId}");
        var (topic, how) = (page.Locator("main form select").First, page.Locator("main form select").Last);
        // The topic was taken away while the page was open.
        await topic.EvaluateAsync("list => list.options[1].value = 'gone'");
        await topic.SelectOptionAsync("gone");
        await how.SelectOptionAsync("Letter");
        await AboveAsync(page, "TakeOffCard T.TakeOff", "Unsubscribe on behalf");
    }

    private async Task RequestsAsync(IPage page)
    {
        var (held, hold, theirs, own) = (
            await RowAsync(r => (r.State, r.AskedAt) = (PrivacyRequestState.Held, Center.Now)),
            await RowAsync(r => r.LegalHoldUntil = Center.Now.AddDays(30)),
            await RowAsync(r => Propose(r, RandomId.New())),
            await RowAsync(r => Propose(r, OwnersActor()))
        );
        await GoAsync(page, Center, $"/staff/requests/{await RowAsync(_ => { })}");
        await SayAsync(page);
        // From now on, whatever is sent comes too late: the row changes no more.
        await RunAsync(Ignoring("Requests"));
        await AboveAsync(page, "TimelineCard T.Save", "Save", "A note.");
        await ActsAsync(page, "ApproveDialog Words", "Approve", "Here it is.");
        await ActsAsync(page, "RefuseDialog Words", "Refuse", "No.");
        await ActsAsync(page, "HoldDialog Words", "Propose legal hold", "A claim.");
        await ActsAsync(page, "AskDialog T.Send", "Verify identity", "Who are you?", "Send");
        await ActsAsync(page, "ExtendDialog T.Extend", "Extend deadline (Art. 12(3))", "Much to read.");
        await ActsAsync(page, "DuplicateDialog T.Join", "Merge duplicate", "DSR-9999");
        await GoAsync(page, Center, $"/staff/requests/{held}");
        await ActsAsync(page, "ReplyDialog T.Reply", "Reply received", "It is me.");
        await GoAsync(page, Center, $"/staff/requests/{hold}");
        await AboveAsync(page, "RequestActions LiftWords", "Propose lifting the legal hold");
        await GoAsync(page, Center, $"/staff/requests/{theirs}");
        await ActsAsync(page, "AgreeDialog Words", "Approve (second approval)");
        await ActsAsync(page, "RejectDialog T.Disagree", "Reject", "No.");
        await GoAsync(page, Center, $"/staff/requests/{own}");
        await AboveAsync(page, "RequestActions T.TakeBack", "Withdraw proposal");
        await RunAsync("""DROP TRIGGER "ignore_Requests" """);
        await GoAsync(page, Center, $"/staff/requests/{await RowAsync(_ => { })}");
        await ActAsync(page, "Merge duplicate");
        await TypeAsync(page, "Merge duplicate", "DSR-9999");
        await AtFieldAsync(page, "DuplicateDialog T.Join", "Merge duplicate", "No request has this reference");
    }

    private async Task AtFieldAsync(IPage page, string form, string button, string text)
    {
        await PressAsync(page, button);
        await page.Locator(".errors:focus").WaitForAsync();
        await ShownAsync(page, form, ".errors:focus");
        var wrong = FormOf(page, button).Locator("[aria-invalid=true]");
        Assert.Equal(1, await wrong.CountAsync());
        var told = (await wrong.GetAttributeAsync("aria-describedby"))!.Split(' ')[^1];
        Assert.Contains(text, await page.Locator($"#{told}").InnerTextAsync(), StringComparison.Ordinal);
    }

    private async Task ActsAsync(IPage page, string form, string action, string? typed = null, string? button = null)
    {
        await ActAsync(page, action);
        await AboveAsync(page, form, button ?? action, typed);
        Assert.Equal(0, await page.Locator(".mud-dialog").CountAsync());
    }

    private async Task AboveAsync(IPage page, string form, string button, string? typed = null)
    {
        if (typed is not null)
            await TypeAsync(page, button, typed);
        await PressAsync(page, button);
        await page.Locator(".news.alert:focus").WaitForAsync();
        await ShownAsync(page, form, ".news.alert:focus");
        // So that the next one is another.
        await page.EvaluateAsync("document.activeElement.blur()");
    }

    // In view, and nothing that went well before beside it.
    private async Task ShownAsync(IPage page, string form, string what)
    {
        if (
            !await page.Locator(what)
                .EvaluateAsync<bool>(
                    "e => { const b = e.getBoundingClientRect(); return b.height > 0 && b.bottom > 0 && b.top < innerHeight }"
                )
        )
            Complaints.Add($"{form}: out of view");
        if (await page.Locator(".notice p").CountAsync() > 0)
            Complaints.Add($"{form}: {await page.Locator(".notice p").InnerTextAsync()}");
        refused.Add(form);
    }

    private static ILocator FormOf(IPage page, string button) =>
        page.Locator(":is(main, .mud-dialog) form", new() { Has = ButtonOf(page, button) }).First;

    private static ILocator ButtonOf(IPage page, string button) =>
        page.Locator("button[type=submit]", new() { HasTextRegex = new($@"^\s*{Regex.Escape(button)}(\s+\d+)?\s*$") });

    private async Task TypeAsync(IPage page, string button, string words)
    {
        await page.EvaluateAsync("document.querySelectorAll('main details').forEach(d => d.open = true)");
        var form = FormOf(page, button);
        // What is chosen may ask for more.
        for (var round = 0; round < 2; round++)
            foreach (var field in await form.Locator("input, textarea, select").AllAsync())
                if (await field.EvaluateAsync<string>("e => e.type") is not "checkbox" and var type)
                    await (
                        type switch
                        {
                            "select-one" => field.EvaluateAsync(
                                "e => { if (e.value === '') { e.selectedIndex = 1; e.dispatchEvent(new Event('change', { bubbles: true })); } }"
                            ),
                            "date" => field.FillAsync(Invariant($"{Center.Now.AddDays(3):yyyy-MM-dd}")),
                            "email" => field.FillAsync("nobody@people.example"),
                            _ => field.FillAsync(words),
                        }
                    );
    }

    private static async Task PressAsync(IPage page, string button)
    {
        await page.EvaluateAsync("document.querySelectorAll('main details').forEach(d => d.open = true)");
        await FormOf(page, button).Locator("button[type=submit]").ClickAsync();
        var sure = page.Locator(".mud-dialog-actions [data-once]");
        await page.Locator(".mud-dialog-actions [data-once], .news.alert:focus, .errors:focus, .notice p")
            .First.WaitForAsync();
        if (await sure.CountAsync() > 0)
            await sure.ClickAsync();
    }

    // Something that went well, and is said to have.
    private static async Task SayAsync(IPage page)
    {
        await page.Locator("textarea").Last.FillAsync("A note.");
        await FormOf(page, "Save").Locator("button[type=submit]").ClickAsync();
        await page.Locator(".notice p").WaitForAsync();
    }

    private static IEnumerable<string> Forms() =>
        Directory
            .EnumerateFiles(
                Path.Combine(Repository.Root, "PreferenceCenter", "Features", "Console"),
                "*.razor",
                SearchOption.AllDirectories
            )
            .SelectMany(path =>
                File.ReadAllText(path)
                    .Split("<ActionForm")
                    .Skip(1)
                    .Select(form => $"{Path.GetFileNameWithoutExtension(path)} {Submit().Match(form).Groups[1].Value}")
            );

    // On the state of the subscriber as it is: else it would have to be proposed anew.
    private void Propose(PrivacyRequestRow row, Guid by)
    {
        var state = Center.Get<SubscriberReader>().Find(PersonKey.Of(console.Person.Id))!.State;
        (row.Proposed, row.ProposedGround, row.ProposedUntil, row.ProposedBy, row.ProposedAt, row.ProposedSeq) = (
            PrivacyRequestAct.HoldLegally,
            RefusalGround.LegalClaims,
            row.ReceivedAt.AddDays(60),
            by,
            row.ReceivedAt,
            state.LastSeq
        );
    }

    private Guid OwnersActor()
    {
        using var context = Center.Get<Database>().CreateContext();
        return context.StaffAccounts.Single(a => a.Email == StaffCenter.AddressOf(StaffRole.Owner)).ActorId;
    }

    // An open request of somebody who gets email.
    private async Task<string> RowAsync(Action<PrivacyRequestRow> change)
    {
        await using var context = Center.Get<Database>().CreateContext();
        var number = context.Requests.Max(r => r.Number) + 1;
        var row = new PrivacyRequestRow
        {
            Id = RandomId.New(),
            Reference = PreferenceCenter.PrivacyRequests.PrivacyRequestReference.New(),
            Number = number,
            Kind = PrivacyRequestKind.Access,
            State = PrivacyRequestState.Open,
            ReceivedAt = Center.Now,
            LegalUntil = Center.Now.AddDays(30),
            DueUntil = Center.Now.AddDays(30),
            SubscriberId = console.Person.Id,
        };
        change(row);
        context.Requests.Add(row);
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        return row.Reference;
    }

    private async Task FillAsync()
    {
        await using var context = Center.Get<Database>().CreateContext();
        context.Recipients.Add(
            new RecipientRow
            {
                Key = "taken",
                Name = "Printer",
                Purpose = "Prints",
                Contact = "dpo@printer.example",
                AddedAt = Center.Now,
            }
        );
        context.RecipientNotices.Add(
            new RecipientNotice
            {
                Id = RandomId.New(),
                Recipient = "taken",
                Kind = PrivacyRequestKind.Restriction,
                PublicId = RandomId.New(),
                At = Center.Now,
            }
        );
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    // Somebody else was faster, and what is shown does not tell it yet.
    private static string Ignoring(string table) =>
        $"""CREATE TRIGGER "ignore_{table}" BEFORE UPDATE ON "{table}" BEGIN SELECT RAISE(IGNORE); END""";

    private async Task RunAsync(string sql)
    {
        await using var context = Center.Get<Database>().CreateContext();
        context.Run(sql);
    }

    [GeneratedRegex("Submit=\"([^\"]+)\"")]
    private static partial Regex Submit();
}
