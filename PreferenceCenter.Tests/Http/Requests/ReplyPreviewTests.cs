using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Features.Console.Requests;
using PreferenceCenter.PrivacyRequests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>Tests that the email shown before a step is the one that the step sends.</summary>
public sealed class ReplyPreviewTests
{
    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "RTS-14")]
    public async Task Each_step_sends_what_was_shown_before_it_in_the_language_of_the_person()
    {
        await using var center = await RequestCenter.StartAsync();
        var person = await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News], "de", "Ada Lovelace");
        var row = await center.TakeAsync(PrivacyRequestKind.Access, "ada@people.example");
        await center.Web.MailsAsync();

        var shown = await ShowAsync(center, row.Reference, new(PrivacyRequestStep.Asked, "Seit wann?\n\nBitte."));
        await center.Work.AskAsync(row.Id, row.Version, "Seit wann?\n\nBitte.", center.Privacy);
        await IsSentAsync(center, shown);
        Assert.Equal(("de", true, false), (shown.Language, shown.OfPerson, shown.Certificate));

        await center.Work.ReplyAsync(row.Id, center.Again(row).Version, "Seit Mai.", center.Privacy);
        var longer = new ReplyDraft(PrivacyRequestStep.ExtensionTold, "Viel zu lesen.", Months: 2);
        shown = await ShowAsync(center, row.Reference, longer);
        var version = center.Again(row).Version;
        await center.Work.ExtendAsync(row.Id, version, 2, "Viel zu lesen.", false, center.Privacy);
        await IsSentAsync(center, shown);

        var refused = new ReplyDraft(PrivacyRequestStep.Refused, "Das war alles.", RefusalGround.OthersRightsInCopy);
        shown = await ShowAsync(center, row.Reference, refused);
        await center.Decisions.DecideAsync(
            center.Again(row),
            new RequestDecision(PrivacyRequestAct.Refuse, RefusalGround.OthersRightsInCopy, "Das war alles."),
            center.Privacy
        );
        await IsSentAsync(center, shown);

        foreach (var kind in (PrivacyRequestKind[])[PrivacyRequestKind.Portability, PrivacyRequestKind.Objection])
        {
            var asked = await center.AskAsync(person, kind);
            await center.Web.MailsAsync();
            shown = await ShowAsync(center, asked.Reference, new(PrivacyRequestStep.Approved, ""));
            await center.Decisions.DecideAsync(asked, new(PrivacyRequestAct.Approve), center.Privacy);
            await IsSentAsync(center, shown);
        }
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "RTS-14")]
    public async Task An_erasure_sends_the_certificate_that_was_shown_and_a_letter_of_nobody_its_answer()
    {
        await using var center = await RequestCenter.StartAsync("Privacy:TwoPeople=false");
        var person = await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News], "de");
        var row = await center.AskAsync(person, PrivacyRequestKind.Erasure);
        await center.Web.MailsAsync();
        var shown = await ShowAsync(center, row.Reference, new(PrivacyRequestStep.Approved, "As asked."));
        await center.Decisions.DecideAsync(row, new(PrivacyRequestAct.Approve, null, "As asked."), center.Privacy);
        await center.Web.CleanAsync();
        // It certifies nothing yet: it has neither number nor signature.
        var (mail, note) = (await center.AnswerAsync("Ihre Daten"), Parsed(shown.Html).QuerySelector("pre")!);
        Assert.DoesNotContain("—", note.TextContent, StringComparison.Ordinal);
        Assert.Contains("—", Parsed(mail.HtmlBody!).QuerySelector("pre")!.TextContent, StringComparison.Ordinal);
        Assert.Equal((mail.Subject, true), (shown.Subject, shown.Certificate));
        Assert.Equal(WithoutNote(MailFrame.Of(mail.HtmlBody!, dark: false).Html), WithoutNote(shown.Html));

        var letter = await center.TakeAsync(PrivacyRequestKind.Access, "nobody@people.example");
        await center.Web.MailsAsync();
        shown = await ShowAsync(center, letter.Reference, new(PrivacyRequestStep.Approved, "We looked."));
        Assert.Equal(("en", false), (shown.Language, shown.OfPerson));
        await center.Decisions.DecideAsync(letter, new(PrivacyRequestAct.Approve, null, "We looked."), center.Privacy);
        await IsSentAsync(center, shown);

        var paper = await center.TakeAsync(PrivacyRequestKind.Access, null, "1 Harbour Street");
        Assert.Null(await PreviewAsync(center, paper.Reference, new(PrivacyRequestStep.Approved, "")));
    }

    private static async Task<ReplyMail> ShowAsync(RequestCenter center, string reference, ReplyDraft draft)
    {
        var shown = await PreviewAsync(center, reference, draft);
        // Nothing is sent for it.
        Assert.Empty(await center.Web.MailsAsync());
        return shown!;
    }

    private static async Task<ReplyMail?> PreviewAsync(RequestCenter center, string reference, ReplyDraft draft)
    {
        using var scope = center.Web.Services.CreateScope();
        var (previews, cancel) = (
            scope.ServiceProvider.GetRequiredService<RequestPreviews>(),
            TestContext.Current.CancellationToken
        );
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            previews.MailAsync(center.By(StaffRole.Auditor).Ticket, reference, draft, cancel)
        );
        return await previews.MailAsync(center.Privacy.Ticket, reference, draft, cancel);
    }

    private static async Task IsSentAsync(RequestCenter center, ReplyMail shown)
    {
        var mail = Assert.Single(await center.Web.MailsAsync());
        Assert.Equal((shown.Html, shown.Css), MailFrame.Of(mail.HtmlBody!, dark: false));
        Assert.Equal((mail.Subject, ((MailboxAddress)mail.To[0]).Address), (shown.Subject, shown.To));
    }

    private static AngleSharp.Html.Dom.IHtmlDocument Parsed(string html) => new HtmlParser().ParseDocument(html);

    private static string WithoutNote(string html)
    {
        using var document = Parsed(html);
        document.QuerySelector("pre")!.Remove();
        return document.Body!.InnerHtml;
    }
}
