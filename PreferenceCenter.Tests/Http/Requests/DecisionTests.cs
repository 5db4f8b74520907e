using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Verification;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Staff;
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

    [DatabaseFact]
    [Trait("Requirement", "RTS-14")]
    [Trait("Requirement", "ERA-01")]
    public async Task It_takes_two_to_erase_somebody_and_then_nothing_of_the_letters_is_left()
    {
        await using var desk = await DeskCenter.StartAsync();
        var person = await desk.Web.SubscribeAsync("ada@people.example", [WebCenter.News], name: "Ada Quillfeather");
        var row = await desk.AskAsync(person, PrivacyRequestKind.Erasure);
        await desk.Work.NoteAsync(row.Id, "Ada Quillfeather called about it.", desk.Privacy);
        await desk.Work.AttachAsync(row.Id, "letter.txt", "Yours, Ada Quillfeather"u8.ToArray(), desk.Privacy);
        row = desk.Again(row);
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await desk.Decisions.DecideAsync(
                row,
                Approve with
                {
                    Reasons = "Ada Quillfeather is who she says.",
                },
                desk.Privacy
            )
        );
        Assert.NotNull(desk.Web.Get<SubscriberReader>().Find(PersonKey.Of(person.Id)));

        row = desk.Again(row);
        Assert.Equal(PrivacyRequestRefusal.NotByThemselves, await desk.Decisions.AgreeAsync(row, desk.Privacy));
        Assert.Equal(
            PrivacyRequestRefusal.NotAlone,
            await desk.Decisions.DecideAloneAsync(row, "In a hurry.", desk.Privacy)
        );
        Assert.Equal(PrivacyRequestRefusal.TooNew, await desk.Decisions.AgreeAsync(row, desk.By(StaffRole.Marketing)));
        Assert.Equal(PrivacyRequestRefusal.None, await desk.Decisions.AgreeAsync(row, desk.Owner));
        Assert.Null(desk.Web.Get<SubscriberReader>().Find(PersonKey.Of(person.Id)));
        Assert.Equal(PrivacyRequestState.Cleaning, desk.Again(row).State);
        await desk.Web.CleanAsync();
        Assert.Equal(PrivacyRequestState.Done, desk.Again(row).State);
        var folder = desk.Open(row.Reference);
        Assert.All(folder.Lines, l => Assert.Null(l.Text));
        Assert.Empty(folder.Files);
        Assert.Contains(PrivacyRequestStep.Approved, folder.Lines.Select(l => l.Step));
        Assert.Contains(
            await desk.Web.MailsAsync(),
            m => m.Subject!.StartsWith("You are erased", StringComparison.Ordinal)
        );
        // The certificate's address is deleted the next day, and its mail a week later.
        desk.Web.Clock.Advance(TimeSpan.FromDays(1));
        await desk.Web.CleanAsync();
        Assert.Empty(
            new Traces("Quillfeather").In(
                Traces.Below(Path.Combine(desk.Web.Directory, "data"), Path.Combine(desk.Web.Directory, "journal"))
            )
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-14")]
    public async Task A_second_who_was_let_in_yesterday_is_none()
    {
        await using var desk = await DeskCenter.StartAsync();
        var row = await desk.AskAsync(await desk.Web.SubscribeAsync(WebCenter.News), PrivacyRequestKind.Erasure);
        Assert.Equal(PrivacyRequestRefusal.None, await desk.Decisions.DecideAsync(row, Approve, desk.Owner));
        var privacy = desk.Staff.Account(StaffRole.Privacy);
        Assert.Equal(
            StaffRefusal.None,
            await desk.Web.Get<StaffAccounts>().ChangeRoleAsync(privacy.Id, StaffRole.Auditor, desk.Owner)
        );
        Assert.Equal(
            StaffRefusal.None,
            await desk.Web.Get<StaffAccounts>().ChangeRoleAsync(privacy.Id, StaffRole.Privacy, desk.Owner)
        );
        Assert.Equal(PrivacyRequestRefusal.TooNew, await desk.Decisions.AgreeAsync(desk.Again(row), desk.Privacy));
        desk.Web.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(PrivacyRequestRefusal.None, await desk.Decisions.AgreeAsync(desk.Again(row), desk.Privacy));
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-14")]
    public async Task Where_nobody_else_can_one_decides_a_day_later_with_reasons_and_the_doctor_says_so()
    {
        await using var desk = await DeskCenter.StartAsync();
        Assert.Equal("pass", (await Features.Doctor.DoctorRun.OfAsync(desk.Web))["staff.two-people"].Grade);
        await desk.Web.Get<StaffAccounts>().DismissAsync(desk.Staff.Account(StaffRole.Privacy).Id, desk.Owner);
        var person = await desk.Web.SubscribeAsync(WebCenter.News);
        var row = await desk.AskAsync(person, PrivacyRequestKind.Erasure);
        await desk.Decisions.DecideAsync(row, Approve, desk.Owner);
        row = desk.Again(row);
        Assert.Equal(
            PrivacyRequestRefusal.NotAlone,
            await desk.Decisions.DecideAloneAsync(row, "There is nobody else.", desk.Owner)
        );
        desk.Web.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(PrivacyRequestRefusal.Incomplete, await desk.Decisions.DecideAloneAsync(row, " ", desk.Owner));
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await desk.Decisions.DecideAloneAsync(row, "There is nobody else.", desk.Owner)
        );
        Assert.Null(desk.Web.Get<SubscriberReader>().Find(PersonKey.Of(person.Id)));
        Assert.Contains(PrivacyRequestStep.DecidedAlone, desk.Steps(row));
        Assert.Equal("warn", (await Features.Doctor.DoctorRun.OfAsync(desk.Web))["staff.two-people"].Grade);
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-14")]
    public async Task What_the_second_agrees_to_is_what_the_first_saw()
    {
        await using var desk = await DeskCenter.StartAsync();
        var person = await desk.Web.SubscribeAsync(WebCenter.News, WebCenter.Events);
        var row = await desk.AskAsync(person, PrivacyRequestKind.Erasure);
        await desk.Decisions.DecideAsync(row, Approve, desk.Privacy);
        // The request was changed after this page was rendered.
        Assert.Equal(PrivacyRequestRefusal.Changed, await desk.Decisions.AgreeAsync(row, desk.Owner));
        // The subscriber acted after the first staff member looked.
        await desk.Web.ActAsync(person, new Restrict(On: true), Channel.Identity);
        Assert.Equal(PrivacyRequestRefusal.Changed, await desk.Decisions.AgreeAsync(desk.Again(row), desk.Owner));
        Assert.Equal(PrivacyRequestRefusal.None, await desk.Decisions.DropAsync(desk.Again(row), "", desk.Privacy));
        await desk.Decisions.DecideAsync(desk.Again(row), Approve, desk.Privacy);
        Assert.Equal(PrivacyRequestRefusal.Incomplete, await desk.Decisions.DropAsync(desk.Again(row), "", desk.Owner));
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await desk.Decisions.DropAsync(desk.Again(row), "She called: not yet.", desk.Owner)
        );
        Assert.Null(desk.Again(row).Proposed);
        Assert.Equal(
            [
                PrivacyRequestStep.Proposed,
                PrivacyRequestStep.Withdrawn,
                PrivacyRequestStep.Proposed,
                PrivacyRequestStep.Objected,
            ],
            desk.Steps(row)
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-03")]
    public async Task A_refusal_gives_its_ground_its_reasons_and_the_ways_to_complain()
    {
        await using var desk = await DeskCenter.StartAsync("Privacy:TwoPeople=false");
        var person = await desk.Web.SubscribeAsync("ada@people.example", [WebCenter.News]);
        var row = await desk.AskAsync(person, PrivacyRequestKind.Erasure);
        await desk.Web.MailsAsync();
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await desk.Decisions.DecideAsync(row, Refuse with { Ground = null }, desk.Privacy)
        );
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await desk.Decisions.DecideAsync(row, Refuse with { Reasons = "" }, desk.Privacy)
        );
        Assert.Equal((PrivacyRequestState.Open, row.Version), (desk.Again(row).State, desk.Again(row).Version));
        Assert.Equal(PrivacyRequestRefusal.None, await desk.Decisions.DecideAsync(row, Refuse, desk.Privacy));
        var mail = await desk.AnswerAsync("Our answer");
        foreach (var said in (string[])["17(3)(e)", "There is a case before the court.", "complain to", "go to court"])
            Assert.Contains(said, mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(
            PrivacyRequestRefusal.Closed,
            await desk.Decisions.DecideAsync(desk.Again(row), Approve, desk.Privacy)
        );
        Assert.NotNull(desk.Web.Find(person));
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-02")]
    public async Task What_is_held_for_a_court_is_erased_by_no_path_until_its_day()
    {
        await using var desk = await DeskCenter.StartAsync("Privacy:ErasureReview=Automatic");
        var person = await desk.Web.SubscribeAsync(WebCenter.News);
        var row = await desk.AskAsync(person, PrivacyRequestKind.Erasure);
        var hold = new RequestDecision(
            PrivacyRequestAct.HoldLegally,
            RefusalGround.LegalClaims,
            "A case.",
            desk.Web.Now.AddDays(90)
        );
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await desk.Decisions.DecideAsync(row, hold with { Until = null }, desk.Privacy)
        );
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await desk.Decisions.DecideAsync(row, hold with { Ground = RefusalGround.Unfounded }, desk.Privacy)
        );
        Assert.Equal(PrivacyRequestRefusal.None, await desk.Decisions.DecideAsync(row, hold, desk.Privacy));
        Assert.Equal(PrivacyRequestRefusal.None, await desk.Decisions.AgreeAsync(desk.Again(row), desk.Owner));
        row = desk.Again(row);
        // The ground, the expiry and the decision maker are stored with it.
        Assert.Equal(
            (PrivacyRequestState.Open, RefusalGround.LegalClaims, hold.Until),
            (row.State, row.Ground!.Value, row.LegalHoldUntil)
        );
        Assert.Equal([PrivacyRequestStep.Proposed, PrivacyRequestStep.LegallyHeld], desk.Steps(row));
        desk.Web.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(0, await desk.Web.Get<DueErasures>().RunAsync(CancellationToken.None));
        Assert.Equal(PrivacyRequestRefusal.LegallyHeld, await desk.Decisions.DecideAsync(row, Approve, desk.Privacy));
        Assert.False(await desk.Web.EraseAsync(person));
        desk.Web.Clock.Advance(TimeSpan.FromDays(88));
        Assert.True(await desk.Web.EraseAsync(person));
    }

    [DatabaseFact]
    public async Task Each_kind_does_what_it_is_called()
    {
        await using var desk = await DeskCenter.StartAsync();
        var person = await desk.Web.SubscribeAsync("ada@people.example", [WebCenter.News]);
        async Task<string> Decide(PrivacyRequestKind kind, string? reasons = null)
        {
            var row = await desk.AskAsync(person, kind);
            await desk.Web.MailsAsync();
            Assert.Equal(
                PrivacyRequestRefusal.None,
                await desk.Decisions.DecideAsync(row, Approve with { Reasons = reasons }, desk.Privacy)
            );
            return (await desk.AnswerAsync("Your request is done")).TextBody!;
        }
        Assert.Contains("restricted", await Decide(PrivacyRequestKind.Restriction), StringComparison.Ordinal);
        Assert.True(desk.Web.StateOf(person).Restricted);
        Assert.Contains("No mailing reaches you", await Decide(PrivacyRequestKind.Objection), StringComparison.Ordinal);
        Assert.Equal(
            (true, Profiling.Objected),
            (desk.Web.StateOf(person).Stopped, desk.Web.StateOf(person).Profiling)
        );
        Assert.Contains(
            "can be fetched until 30 November 2026",
            await Decide(PrivacyRequestKind.Access),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "We put it right:\n",
            (await Decide(PrivacyRequestKind.Rectification, "Your name is Ada now.")).ReplaceLineEndings("\n"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "nobody sorts you",
            await Decide(PrivacyRequestKind.AutomatedDecision, "No machine decided: nobody sorts you."),
            StringComparison.Ordinal
        );
        var row = await desk.AskAsync(person, PrivacyRequestKind.AutomatedDecision);
        Assert.Equal(PrivacyRequestRefusal.Incomplete, await desk.Decisions.DecideAsync(row, Approve, desk.Privacy));
        Assert.Null(desk.Web.Get<LedgerVerifier>().Verify([], null, TestContext.Current.CancellationToken).Bad);
        // Staff actions subscribed to no topic.
        Assert.DoesNotContain(desk.Web.ActsOf(person), a => a.Kind is EventKind.Granted or EventKind.Restored);
    }

    [DatabaseFact]
    public async Task Two_at_once_decide_it_once()
    {
        await using var desk = await DeskCenter.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            var row = await desk.AskAsync(await desk.Web.SubscribeAsync(WebCenter.News), PrivacyRequestKind.Access);
            var answers = await Task.WhenAll(
                desk.Decisions.DecideAsync(row, Approve, desk.Privacy),
                desk.Decisions.DecideAsync(row, Refuse, desk.Owner)
            );
            Assert.Single(answers, a => a == PrivacyRequestRefusal.None);
            Assert.Single(desk.Steps(row), s => s is PrivacyRequestStep.Approved or PrivacyRequestStep.Refused);
        }
    }
}
