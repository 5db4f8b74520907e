using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Requests;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Tests.Http.Erasures;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>Tests decisions on privacy requests: who decides, and with which effect.</summary>
public sealed class DecisionTests
{
    private static readonly RequestDecision Approve = new(PrivacyRequestAct.Approve);
    private static readonly RequestDecision Refuse = new(
        PrivacyRequestAct.Refuse,
        RefusalGround.LegalClaims,
        "There is a case before the court."
    );

    private static async Task<DetailProposal> ShownAsync(RequestCenter center, PrivacyRequestRow row)
    {
        using var scope = center.Web.Services.CreateScope();
        var desk = scope.ServiceProvider.GetRequiredService<RequestsService>();
        return (
            await desk.OpenAsync(center.Owner.Ticket, row.Reference, TestContext.Current.CancellationToken)
        )!.Proposal!;
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-14")]
    [Trait("Requirement", "ERA-01")]
    public async Task It_takes_two_to_erase_somebody_and_then_nothing_of_the_letters_is_left()
    {
        await using var center = await RequestCenter.StartAsync();
        var person = await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News], name: "Ada Quillfeather");
        var row = await center.AskAsync(person, PrivacyRequestKind.Erasure);
        await center.Work.NoteAsync(row.Id, "Ada Quillfeather called about it.", center.Privacy);
        await center.Work.AttachAsync(row.Id, "letter.txt", "Yours, Ada Quillfeather"u8.ToArray(), center.Privacy);
        row = center.Again(row);
        // Reasons outlive her, so they name nobody.
        foreach (var naming in (string[])["Ada is who she says.", "As Mrs Quillfeather wrote.", "See a@b.example."])
            Assert.Equal(
                PrivacyRequestRefusal.NamesSomebody,
                await center.Decisions.DecideAsync(row, Approve with { Reasons = naming }, center.Privacy)
            );
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Decisions.DecideAsync(row, Approve with { Reasons = "She is who she says." }, center.Privacy)
        );
        Assert.NotNull(center.Web.Get<SubscriberReader>().Find(PersonKey.Of(person.Id)));

        row = center.Again(row);
        Assert.Equal(PrivacyRequestRefusal.NotByThemselves, await center.Decisions.AgreeAsync(row, center.Privacy));
        Assert.Equal(
            PrivacyRequestRefusal.NotAlone,
            await center.Decisions.DecideAloneAsync(row, "In a hurry.", center.Privacy)
        );
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            center.Decisions.AgreeAsync(row, center.By(StaffRole.Marketing))
        );
        Assert.Equal(PrivacyRequestRefusal.None, await center.Decisions.AgreeAsync(row, center.Owner));
        Assert.Null(center.Web.Get<SubscriberReader>().Find(PersonKey.Of(person.Id)));
        Assert.Equal(PrivacyRequestState.Cleaning, center.Again(row).State);
        await center.Web.CleanAsync();
        Assert.Equal(PrivacyRequestState.Done, center.Again(row).State);
        var folder = center.Open(row.Reference);
        Assert.Equal(
            [
                (PrivacyRequestStep.Proposed, "She is who she says."),
                (PrivacyRequestStep.Approved, "She is who she says."),
            ],
            folder.Lines.Where(l => l.Text is not null).Select(l => (l.Step, l.Text!))
        );
        Assert.Contains("approved: She is who she says.", center.ReasonsInLog());
        Assert.Empty(folder.Files);
        Assert.Contains(PrivacyRequestStep.Approved, folder.Lines.Select(l => l.Step));
        Assert.Contains(
            await center.Web.MailsAsync(),
            m => m.Subject!.StartsWith("Your data has been erased", StringComparison.Ordinal)
        );
        // The certificate's address is deleted the next day, and its mail a week later.
        center.Web.Clock.Advance(TimeSpan.FromDays(1));
        await center.Web.CleanAsync();
        Assert.Empty(
            new Traces("Quillfeather").In(
                Traces.Below(Path.Combine(center.Web.Directory, "data"), Path.Combine(center.Web.Directory, "journal"))
            )
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-14")]
    public async Task What_the_second_agrees_to_is_what_the_first_saw()
    {
        await using var center = await RequestCenter.StartAsync();
        var person = await center.Web.SubscribeAsync(WebCenter.News, WebCenter.Events);
        var row = await center.AskAsync(person, PrivacyRequestKind.Erasure);
        await center.Decisions.DecideAsync(row, Approve, center.Privacy);
        // The request was changed after this page was rendered.
        Assert.Equal(PrivacyRequestRefusal.Changed, await center.Decisions.AgreeAsync(row, center.Owner));
        // The subscriber acted after the first staff member looked.
        await center.Web.ActAsync(person, new Restrict(On: true), Channel.Identity);
        Assert.Equal(PrivacyRequestRefusal.Stale, await center.Decisions.AgreeAsync(center.Again(row), center.Owner));
        // However often the page is read again, it cannot be approved: the page says so, and not that it changed just now.
        Assert.True((await ShownAsync(center, row)).Stale);
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Decisions.DropAsync(center.Again(row), "", center.Privacy)
        );
        await center.Decisions.DecideAsync(center.Again(row), Approve, center.Privacy);
        Assert.False((await ShownAsync(center, row)).Stale);
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await center.Decisions.DropAsync(center.Again(row), "", center.Owner)
        );
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Decisions.DropAsync(center.Again(row), "She called: not yet.", center.Owner)
        );
        Assert.Null(center.Again(row).Proposed);
        Assert.Equal(
            [
                PrivacyRequestStep.Proposed,
                PrivacyRequestStep.Withdrawn,
                PrivacyRequestStep.Proposed,
                PrivacyRequestStep.Objected,
            ],
            center.Steps(row)
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-03")]
    public async Task A_refusal_gives_its_ground_its_reasons_and_the_ways_to_complain()
    {
        await using var center = await RequestCenter.StartAsync("Privacy:TwoPeople=false");
        var person = await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]);
        var row = await center.AskAsync(person, PrivacyRequestKind.Erasure);
        await center.Web.MailsAsync();
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await center.Decisions.DecideAsync(row, Refuse with { Ground = null }, center.Privacy)
        );
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await center.Decisions.DecideAsync(row, Refuse with { Reasons = "" }, center.Privacy)
        );
        Assert.Equal((PrivacyRequestState.Open, row.Version), (center.Again(row).State, center.Again(row).Version));
        Assert.Equal(PrivacyRequestRefusal.None, await center.Decisions.DecideAsync(row, Refuse, center.Privacy));
        var mail = await center.AnswerAsync("Our answer");
        foreach (
            var output in (string[])["17(3)(e)", "There is a case before the court.", "complain to", "go to court"]
        )
            Assert.Contains(output, mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(
            PrivacyRequestRefusal.Closed,
            await center.Decisions.DecideAsync(center.Again(row), Approve, center.Privacy)
        );
        Assert.NotNull(center.Web.Find(person));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "ERA-02")]
    public async Task What_is_held_for_a_court_is_erased_by_no_path_until_its_day()
    {
        await using var center = await RequestCenter.StartAsync("Privacy:ErasureReview=Automatic");
        var person = await center.Web.SubscribeAsync(WebCenter.News);
        var row = await center.AskAsync(person, PrivacyRequestKind.Erasure);
        var hold = new RequestDecision(
            PrivacyRequestAct.HoldLegally,
            RefusalGround.LegalClaims,
            "A case.",
            center.Web.Now.AddDays(90)
        );
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await center.Decisions.DecideAsync(row, hold with { Until = null }, center.Privacy)
        );
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await center.Decisions.DecideAsync(row, hold with { Ground = RefusalGround.Unfounded }, center.Privacy)
        );
        Assert.Equal(PrivacyRequestRefusal.None, await center.Decisions.DecideAsync(row, hold, center.Privacy));
        Assert.Equal(PrivacyRequestRefusal.None, await center.Decisions.AgreeAsync(center.Again(row), center.Owner));
        row = center.Again(row);
        // The ground, the expiry and the decision maker are stored with it.
        Assert.Equal(
            (PrivacyRequestState.Open, RefusalGround.LegalClaims, hold.Until),
            (row.State, row.Ground!.Value, row.LegalHoldUntil)
        );
        Assert.Equal([PrivacyRequestStep.Proposed, PrivacyRequestStep.LegallyHeld], center.Steps(row));
        center.Web.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, (await center.Web.RunAsync<DueErasures>()).Done);
        Assert.Equal(
            PrivacyRequestRefusal.LegallyHeld,
            await center.Decisions.DecideAsync(row, Approve, center.Privacy)
        );
        Assert.False(await center.Web.EraseAsync(person));
        center.Web.Clock.Advance(TimeSpan.FromDays(88));
        Assert.True(await center.Web.EraseAsync(person));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Each_kind_does_what_it_is_called()
    {
        await using var center = await RequestCenter.StartAsync();
        var person = await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]);
        async Task<string> Decide(PrivacyRequestKind kind, string? reasons = null)
        {
            var row = await center.AskAsync(person, kind);
            await center.Web.MailsAsync();
            Assert.Equal(
                PrivacyRequestRefusal.None,
                await center.Decisions.DecideAsync(row, Approve with { Reasons = reasons }, center.Privacy)
            );
            return (await center.AnswerAsync("Your request has been completed")).TextBody!;
        }
        Assert.Contains("restricted", await Decide(PrivacyRequestKind.Restriction), StringComparison.Ordinal);
        Assert.True(center.Web.StateOf(person).Restricted);
        Assert.Contains(
            "You get no more marketing emails",
            await Decide(PrivacyRequestKind.Objection),
            StringComparison.Ordinal
        );
        Assert.Equal(
            (true, Profiling.Objected),
            (center.Web.StateOf(person).Stopped, center.Web.StateOf(person).Profiling)
        );
        Assert.Contains(
            "can download your copy until 30 November 2026",
            await Decide(PrivacyRequestKind.Access),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "We have made this correction:\n",
            (await Decide(PrivacyRequestKind.Rectification, "Your name is Ada now.")).ReplaceLineEndings("\n"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "nobody profiles you",
            await Decide(PrivacyRequestKind.AutomatedDecision, "No machine decided: nobody profiles you."),
            StringComparison.Ordinal
        );
        var row = await center.AskAsync(person, PrivacyRequestKind.AutomatedDecision);
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await center.Decisions.DecideAsync(row, Approve, center.Privacy)
        );
        Assert.Null(center.Web.Get<LedgerVerifier>().Verify([], null, TestContext.Current.CancellationToken).Bad);
        // Staff actions subscribed to no topic.
        Assert.DoesNotContain(center.Web.ActsOf(person), a => a.Kind is EventKind.Granted or EventKind.Restored);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Two_at_once_decide_it_once()
    {
        await using var center = await RequestCenter.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            var row = await center.AskAsync(await center.Web.SubscribeAsync(WebCenter.News), PrivacyRequestKind.Access);
            var answers = await Task.WhenAll(
                center.Decisions.DecideAsync(row, Approve, center.Privacy),
                center.Decisions.DecideAsync(row, Refuse with { Ground = RefusalGround.NotIdentified }, center.Owner)
            );
            Assert.Single(answers, a => a == PrivacyRequestRefusal.None);
            Assert.Single(center.Steps(row), s => s is PrivacyRequestStep.Approved or PrivacyRequestStep.Refused);
        }
    }
}
