using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Features.Console.Requests;
using PreferenceCenter.Tests.Features.Console.Parts;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Requests;
using Xunit;
using Assert = Xunit.Assert;
using TestContext = Xunit.TestContext;

namespace PreferenceCenter.Tests.Features.Console.Requests;

/// <summary>Tests the dialogs that act on a request, over a real centre: errors, templates, the email, refusals.</summary>
public sealed class RequestDialogTests : ConsoleParts, IAsyncLifetime
{
    private readonly Opened opened;
    private RequestCenter center = null!;

    public RequestDialogTests()
        : this(new Opened()) { }

    private RequestDialogTests(Opened opened)
        : base(opened.AddTo) => this.opened = opened;

    public async ValueTask InitializeAsync()
    {
        center = await RequestCenter.StartAsync();
        opened.Scope = center.Web.Services.CreateScope();
        Visit.Begin(center.Privacy.Ticket, center.Privacy.Ticket!.Session, FrameIn("en"));
    }

    [Fact]
    [Trait("Requirement", "A11-06")]
    public async Task What_is_missing_stands_at_its_field_and_a_template_waits_for_what_it_leaves_open()
    {
        var (shown, details) = await OpenAsync<RefuseDialog>(PrivacyRequestKind.Access, "de");
        await shown.ActAsync("form", e => e.SubmitAsync());
        Assert.Equal(2, shown.FindAll(".errors a").Count);
        foreach (var field in shown.FindAll("[aria-invalid=true]"))
            Assert.NotEmpty(shown.Find($"#{field.GetAttribute("aria-describedby")!.Split(' ')[^1]}").TextContent);
        JSInterop.VerifyFocusAsyncInvoke();

        Assert.Empty(shown.FindAll(".templates"));
        await shown.ActAsync("select", e => e.ChangeAsync(new() { Value = nameof(RefusalGround.OthersRightsInCopy) }));
        await shown.ActAsync(".templates button", e => e.ClickAsync(new()));
        Assert.StartsWith("Die Kopie würde", shown.Find("textarea").GetAttribute("value"), StringComparison.Ordinal);
        await shown.ActAsync("form", e => e.SubmitAsync());
        Assert.Contains(ReplyTemplates.Gap, Assert.Single(shown.FindAll(".errors a")).TextContent);
        Assert.Null(center.Row(details.Reference).ClosedAt);
    }

    [Fact]
    [Trait("Requirement", "RTS-14")]
    public async Task The_email_that_is_shown_while_typing_is_the_one_that_is_sent_and_then_it_closes()
    {
        var (shown, details) = await OpenAsync<ApproveDialog>(PrivacyRequestKind.Rectification, "ar");
        await shown.WaitForAssertionAsync(() => Assert.NotEmpty(shown.FindAll(".heads")));
        await shown.ActAsync("textarea", e => e.InputAsync("Ada, not Eda."));
        await shown.WaitForAssertionAsync(
            () => Assert.Contains("Ada, not Eda.", Painted(), StringComparison.Ordinal),
            TimeSpan.FromSeconds(10)
        );
        Assert.Contains("العربية", shown.Find(".sends small").TextContent, StringComparison.Ordinal);
        var subject = shown.FindAll(".heads dd")[^1].TextContent;
        await shown.ActAsync("form", e => e.SubmitAsync());
        Assert.Empty(shown.FindAll(".mud-dialog"));
        Assert.NotNull(Notices.Text);
        var mail = Assert.Single(await center.Web.MailsAsync());
        Assert.Equal((MailFrame.Of(mail.HtmlBody!, dark: false).Html, mail.Subject), (Painted(), subject));
        Assert.Equal(PrivacyRequestState.Done, center.Row(details.Reference).State);
    }

    [Fact]
    public async Task A_request_that_somebody_changed_meanwhile_closes_the_dialog_and_the_page_says_so()
    {
        var (shown, details) = await OpenAsync<AskDialog>(PrivacyRequestKind.Access, "en");
        await center.Work.NoteAsync(details.Id, "Seen by a colleague.", center.Owner);
        await shown.ActAsync("textarea", e => e.InputAsync("Who are you?"));
        await shown.ActAsync("form", e => e.SubmitAsync());
        Assert.Empty(shown.FindAll(".mud-dialog"));
        Assert.Contains("has changed", Notices.Refused?.Value, StringComparison.Ordinal);
        Assert.Empty(await center.Web.MailsAsync());
    }

    [Fact]
    public async Task What_can_be_done_follows_from_where_the_request_stands()
    {
        var details = RequestStageLineTests.Open with { Kind = PrivacyRequestKind.Access, TakeTwo = [] };
        Assert.Equal("Merge duplicate|Refuse|Approve", Acts(details with { ExtensionWaits = true, Asked = true }));
        var person = new DetailPerson(RandomId.New(), "ada@people.example", null, []);
        Assert.Equal(
            "Verify identity|Legal hold|Extend deadline (Art. 12(3))|Merge duplicate|Refuse|Approve",
            Acts(details with { Person = person })
        );
        Assert.Equal(
            "Merge duplicate|Refuse|Approve|Reply received",
            Acts(details with { State = PrivacyRequestState.Held, Asked = true, ExtensionWaits = true })
        );
        Assert.DoesNotContain("Refuse", Acts(details with { Kind = PrivacyRequestKind.Objection }));
        Assert.DoesNotContain("Extend", Acts(details with { Kind = PrivacyRequestKind.Complaint }));
        Assert.Contains(
            "Propose refusal|Propose erasure",
            Acts(RequestStageLineTests.Open with { TakeTwo = [PrivacyRequestAct.Approve, PrivacyRequestAct.Refuse] })
        );
        var closed = details with { ClosedAt = RequestStageLineTests.Came, ExtensionWaits = true };
        Assert.Equal("", Acts(closed));
        Assert.Equal("Lift the legal hold", Acts(closed with { LegalHoldUntil = RequestStageLineTests.Came }));
        var proposal = new DetailProposal(
            PrivacyRequestAct.Approve,
            null,
            null,
            "ben",
            null,
            RequestStageLineTests.Came,
            Own: false,
            OthersCan: true,
            AloneCan: false,
            Stale: false
        );
        details = details with { Asked = true, ExtensionWaits = true };
        Assert.Equal("Merge duplicate|Reject|Approve (second approval)", Acts(details with { Proposal = proposal }));
        Assert.Equal("Merge duplicate|Reject", Acts(details with { Proposal = proposal with { Stale = true } }));
        Assert.Equal(
            "Merge duplicate|Withdraw proposal",
            Acts(details with { Proposal = proposal with { Own = true } })
        );
        await Task.CompletedTask;
    }

    [Fact]
    public void A_template_stands_in_for_another_that_nobody_touched_and_below_what_was_typed()
    {
        ReplyTemplate[] all = [new(null, "One."), new(null, "Two.")];
        Assert.Equal("One.", ReplyTemplates.Insert(" ", "One.", all));
        Assert.Equal("Two.", ReplyTemplates.Insert("One.\n", "Two.", all));
        Assert.Equal("One. And more.\n\nTwo.", ReplyTemplates.Insert("One. And more. ", "Two.", all));
        foreach (var language in Languages.All)
        {
            var texts = FrameIn(language, language).Language.Texts<ReplyTexts>();
            var names = FrameIn("en").Language.Texts<RequestFormTexts>();
            ReplyTemplate[] every =
            [
                .. Enum.GetValues<PrivacyRequestKind>().SelectMany(k => ReplyTemplates.Approved(k, names, texts)),
                .. Enum.GetValues<RefusalGround>().SelectMany(g => ReplyTemplates.Refused(g, texts)),
                .. ReplyTemplates.Extended(names, texts),
                .. ReplyTemplates.Asked(names, texts),
            ];
            Assert.Distinct(every.Select(t => t.Text));
        }
    }

    private string Acts(RequestDetails details) =>
        string.Join(
            '|',
            Render<RequestActions>(p => p.Add(a => a.Details, details))
                .FindAll("button")
                .Where(b => !b.HasAttribute("popovertarget") || b.ClassName == "out")
                .Select(b => b.TextContent.Trim())
        );

    private string Painted() =>
        JSInterop
            .Invocations["preferenceConsole.paint"]
            .Select(i => i.Arguments[1] as string)
            .LastOrDefault(html => html is not null)
        ?? "";

    private async Task<(IRenderedComponent<MudDialogProvider> Shown, RequestDetails Details)> OpenAsync<TDialog>(
        PrivacyRequestKind kind,
        string language
    )
        where TDialog : RequestDialog
    {
        await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News], language);
        var row = await center.TakeAsync(kind, "ada@people.example");
        await center.Web.MailsAsync();
        var details = await opened
            .Scope.ServiceProvider.GetRequiredService<RequestsService>()
            .OpenAsync(center.Privacy.Ticket, row.Reference, TestContext.Current.CancellationToken);
        var (shown, _) = Open(async dialogs =>
        {
            await RequestDialog.OpenAsync<TDialog>(dialogs, details!, EventCallback.Empty, MaxWidth.Large);
            return true;
        });
        return (shown, details!);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        opened.Scope.Dispose();
        await center.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // The services of the centre, which is started after those of the test are registered.
    private sealed class Opened
    {
        public IServiceScope Scope { get; set; } = null!;

        public void AddTo(IServiceCollection services)
        {
            foreach (
                var one in (Type[])
                    [
                        typeof(DraftService),
                        typeof(DecisionService),
                        typeof(RequestsService),
                        typeof(RequestPreviews),
                        typeof(PreferenceCenter.Shared.Layouts.PageContexts),
                    ]
            )
                services.AddTransient(one, _ => Scope.ServiceProvider.GetRequiredService(one));
        }
    }
}
