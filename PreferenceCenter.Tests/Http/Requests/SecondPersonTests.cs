using PreferenceCenter.ConsentEvidence.RetainedEvidence;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>Tests that two people are two: who stands behind an account, and when one may decide alone.</summary>
[Trait("Requirement", "RTS-14")]
public sealed class SecondPersonTests
{
    private static readonly RequestDecision Approve = new(PrivacyRequestAct.Approve);

    [DatabaseFact]
    public async Task An_account_known_for_less_than_seven_days_is_no_second_person()
    {
        await using var center = await RequestCenter.StartAsync();
        var added = await center.LetInAsync("new@people.example", StaffRole.Privacy);
        var row = await ProposedAsync(center, center.Owner);
        Assert.Equal(PrivacyRequestRefusal.TooNew, await center.Decisions.AgreeAsync(row, added));
        center.Web.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(PrivacyRequestRefusal.None, await center.Decisions.AgreeAsync(row, added));
    }

    [DatabaseFact]
    public async Task Whoever_let_somebody_in_is_never_the_second_of_the_two_whichever_proposes()
    {
        await using var center = await RequestCenter.StartAsync();
        var puppet = await center.LetInAsync("puppet@people.example", StaffRole.Owner, center.Owner);
        // What the puppet does is done by whoever stands behind it; two puppets are one person as well.
        var second = await center.LetInAsync("second@people.example", StaffRole.Privacy, puppet);
        var third = await center.LetInAsync("third@people.example", StaffRole.Privacy, center.Owner);
        center.Web.Clock.Advance(TimeSpan.FromDays(30));
        StaffBy[] family = [center.Owner, puppet, second, third];
        foreach (var one in family)
        foreach (var other in family.Where(o => o.Actor != one.Actor))
        {
            var row = await ProposedAsync(center, one);
            Assert.Equal(PrivacyRequestRefusal.NotIndependent, await center.Decisions.AgreeAsync(row, other));
            // Somebody whom none of them let in agrees with any of them.
            Assert.Equal(PrivacyRequestRefusal.None, await center.Decisions.AgreeAsync(row, center.Privacy));
        }
    }

    [DatabaseFact]
    public async Task A_reset_and_a_role_bind_too_until_the_operator_vouches()
    {
        await using var center = await RequestCenter.StartAsync();
        var (accounts, reset) = (center.Web.Get<StaffAccounts>(), center.Staff.Account(StaffRole.Privacy).Id);
        var other = await center.LetInAsync("other@people.example", StaffRole.Privacy);
        Assert.Equal(StaffRefusal.None, await accounts.ResetAsync(reset, center.Owner));
        await center.SetPasswordAsync(StaffRole.Privacy);
        var raised = center.Staff.Account(StaffRole.Auditor).Id;
        Assert.Equal(StaffRefusal.None, await accounts.ChangeRoleAsync(raised, StaffRole.Privacy, center.Owner));
        center.Web.Clock.Advance(TimeSpan.FromDays(30));
        var row = await ProposedAsync(center, center.Owner);
        Assert.Equal(PrivacyRequestRefusal.NotIndependent, await center.Decisions.AgreeAsync(row, center.Privacy));
        var auditor = center.By(StaffRole.Auditor);
        Assert.Equal(PrivacyRequestRefusal.NotIndependent, await center.Decisions.AgreeAsync(row, auditor));
        Assert.Equal(PrivacyRequestRefusal.NotIndependent, await AgreedAsync(center, center.Privacy, auditor));
        Assert.Equal(PrivacyRequestRefusal.None, await AgreedAsync(center, other, center.Privacy));

        Assert.Equal(StaffRefusal.None, await accounts.ResetAsync(reset, WebCenter.ByOperator));
        await center.SetPasswordAsync(StaffRole.Privacy);
        Assert.Equal(PrivacyRequestRefusal.TooNew, await center.Decisions.AgreeAsync(row, center.Privacy));
        center.Web.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(PrivacyRequestRefusal.None, await center.Decisions.AgreeAsync(row, center.Privacy));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Where_there_is_nobody_else_one_decides_a_day_later_with_reasons_that_outlive_the_person()
    {
        await using var center = await RequestCenter.StartAsync();
        Assert.Equal("pass", (await Features.Doctor.DoctorRun.OfAsync(center.Web))["staff.two-people"].Grade);
        await center
            .Web.Get<StaffAccounts>()
            .DismissAsync(center.Staff.Account(StaffRole.Privacy).Id, WebCenter.ByOperator);
        Assert.Equal("warn", (await Features.Doctor.DoctorRun.OfAsync(center.Web))["staff.two-people"].Grade);
        var person = await center.Web.SubscribeAsync(WebCenter.News);
        var early = await ProposedAsync(center, center.Owner, person);
        center.Web.Clock.Advance(TimeSpan.FromDays(8));
        // There was somebody within seven days before this proposal, however long ago that is by now.
        Assert.Equal(PrivacyRequestRefusal.NotAlone, await AloneAsync(center, early));
        await center.Decisions.DropAsync(early, "", center.Owner);
        await center.Decisions.DecideAsync(center.Again(early), Approve, center.Owner);
        var row = center.Again(early);
        Assert.Equal(PrivacyRequestRefusal.NotAlone, await AloneAsync(center, row));
        center.Web.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Equal(PrivacyRequestRefusal.Incomplete, await AloneAsync(center, row, " "));
        Assert.Equal(PrivacyRequestRefusal.NamesSomebody, await AloneAsync(center, row, "See ada@people.example."));
        Assert.Equal(PrivacyRequestRefusal.None, await AloneAsync(center, row));
        Assert.Null(center.Web.Get<SubscriberReader>().Find(PersonKey.Of(person.Id)));
        Assert.Contains(
            center.Open(row.Reference).Lines,
            l => l is { Step: PrivacyRequestStep.DecidedAlone, Text: "There is nobody else." }
        );
        Assert.Contains("decided-alone: There is nobody else.", center.ReasonsInLog());
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task No_act_of_the_proposers_on_accounts_makes_them_alone_and_it_drops_what_they_proposed()
    {
        foreach (var act in (string[])["reset", "role", "dismiss"])
        {
            await using var center = await RequestCenter.StartAsync();
            var (accounts, other) = (center.Web.Get<StaffAccounts>(), center.Staff.Account(StaffRole.Privacy).Id);
            var row = await ProposedAsync(center, center.Owner);
            Assert.Equal(
                StaffRefusal.None,
                act switch
                {
                    "reset" => await accounts.ResetAsync(other, center.Owner),
                    "role" => await accounts.ChangeRoleAsync(other, StaffRole.Auditor, center.Owner),
                    _ => await accounts.DismissAsync(other, center.Owner),
                }
            );
            Assert.Null(center.Again(row).Proposed);
            Assert.Equal(PrivacyRequestStep.Withdrawn, center.Steps(row)[^1]);
            Assert.Equal(PrivacyRequestRefusal.Changed, await AloneAsync(center, center.Again(row)));
            // Not a month later either.
            center.Web.Clock.Advance(TimeSpan.FromDays(30));
            Assert.Equal(
                PrivacyRequestRefusal.None,
                await center.Decisions.DecideAsync(center.Again(row), Approve, center.Owner)
            );
            center.Web.Clock.Advance(TimeSpan.FromDays(2));
            Assert.Equal(PrivacyRequestRefusal.NotAlone, await AloneAsync(center, center.Again(row)));
        }
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Somebody_whom_the_proposer_let_in_is_there_all_the_same()
    {
        await using var center = await RequestCenter.StartAsync();
        await center
            .Web.Get<StaffAccounts>()
            .DismissAsync(center.Staff.Account(StaffRole.Privacy).Id, WebCenter.ByOperator);
        center.Web.Clock.Advance(TimeSpan.FromDays(30));
        await center.LetInAsync("new@people.example", StaffRole.Privacy, center.Owner);
        var row = await ProposedAsync(center, center.Owner);
        center.Web.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(PrivacyRequestRefusal.NotAlone, await AloneAsync(center, row));
        Assert.Equal("warn", (await Features.Doctor.DoctorRun.OfAsync(center.Web))["staff.two-people"].Grade);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Retained_evidence_is_read_by_two_who_are_two()
    {
        await using var center = await RequestCenter.StartAsync("Privacy:KeepProof=Stub");
        var person = await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]);
        Assert.True(await center.Web.EraseAsync(person));
        var puppet = await center.LetInAsync("puppet@people.example", StaffRole.Privacy, center.Owner);
        center.Web.Clock.Advance(TimeSpan.FromDays(8));
        var store = center.Web.Get<RetainedEvidenceStore>();
        var asked = await store.AskAsync(EmailAddress.TryParse(person.Address)!, "A claim.", center.Owner);
        Assert.Equal(ProofRefusal.None, asked.Refusal);
        Assert.Equal(ProofRefusal.NotIndependent, await store.AgreeAsync(asked.Id, puppet));
        await center.Web.Get<StaffAccounts>().ResetAsync(center.Staff.Account(StaffRole.Privacy).Id, center.Owner);
        Assert.Empty(await store.ListAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<PrivacyRequestRow> ProposedAsync(RequestCenter center, StaffBy by, Person? about = null)
    {
        var person = about ?? await center.Web.SubscribeAsync(WebCenter.News);
        var row = await center.AskAsync(person, PrivacyRequestKind.Erasure);
        Assert.Equal(PrivacyRequestRefusal.None, await center.Decisions.DecideAsync(row, Approve, by));
        return center.Again(row);
    }

    private static async Task<PrivacyRequestRefusal> AgreedAsync(RequestCenter center, StaffBy first, StaffBy second) =>
        await center.Decisions.AgreeAsync(await ProposedAsync(center, first), second);

    private static Task<PrivacyRequestRefusal> AloneAsync(
        RequestCenter center,
        PrivacyRequestRow row,
        string reasons = "There is nobody else."
    ) => center.Decisions.DecideAloneAsync(row, reasons, center.Owner);
}
