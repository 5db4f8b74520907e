using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>Tests refusals: each kind on its grounds alone, and what is no ground at all.</summary>
[Trait("Requirement", "RTS-03")]
public sealed class RefusalTests
{
    [Fact]
    public async Task The_desk_takes_each_ground_for_the_kinds_that_have_it_and_answers_in_every_language()
    {
        await using var center = await RequestCenter.StartAsync("Privacy:TwoPeople=false");
        foreach (var kind in Enum.GetValues<PrivacyRequestKind>())
        foreach (var ground in Enum.GetValues<RefusalGround>())
        {
            var row = await center.TakeAsync(kind, WebCenter.NewAddress("ada"));
            await center.Web.MailsAsync();
            var decision = new RequestDecision(
                PrivacyRequestAct.Refuse,
                ground,
                "In our words.",
                Proof: "Forty requests in a week, each withdrawn for money."
            );
            var allowed = RefusalGrounds.Of(kind).Contains(ground);
            Assert.Equal(
                allowed ? PrivacyRequestRefusal.None : PrivacyRequestRefusal.WrongGround,
                await center.Decisions.DecideAsync(row, decision, center.Privacy)
            );
            Assert.Equal(allowed, center.Again(row).State == PrivacyRequestState.Refused);
            if (!allowed)
                continue;
            var mail = await center.AnswerAsync("Our answer");
            Assert.Contains("GDPR)", mail.TextBody, StringComparison.Ordinal);
            Assert.DoesNotContain("Forty requests", mail.TextBody, StringComparison.Ordinal);
        }
    }

    [DatabaseFact]
    public async Task Unfounded_needs_its_proof_written_down()
    {
        await using var center = await RequestCenter.StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Erasure, "ada@people.example");
        var unfounded = new RequestDecision(PrivacyRequestAct.Refuse, RefusalGround.Unfounded, "It is excessive.");
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await center.Decisions.DecideAsync(row, unfounded with { Proof = "  " }, center.Privacy)
        );
        Assert.Equal((row.Version, row.Entries), (center.Again(row).Version, center.Again(row).Entries));
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Decisions.DecideAsync(
                row,
                unfounded with
                {
                    Proof = "Forty requests in a week.",
                },
                center.Privacy
            )
        );
        Assert.Equal(PrivacyRequestRefusal.None, await center.Decisions.AgreeAsync(center.Again(row), center.Owner));
        Assert.Contains(
            center.Open(row.Reference).Lines,
            l => l is { Step: PrivacyRequestStep.ProofRecorded, Text: "Forty requests in a week." }
        );
    }

    [DatabaseFact]
    public async Task A_complaint_is_acknowledged_at_once_has_thirty_days_and_is_answered_with_its_outcome()
    {
        await using var center = await RequestCenter.StartAsync();
        // A Thursday: thirty days on is a Saturday, and no working day moves it.
        var row = await center.TakeAsync(
            PrivacyRequestKind.Complaint,
            "ada@people.example",
            on: new DateOnly(2026, 11, 19)
        );
        Assert.Equal(
            (new DateOnly(2026, 12, 19), row.LegalUntil),
            (SiteCalendar.Utc.LastDayBefore(row.LegalUntil), row.DueUntil)
        );
        Assert.Contains(
            "acknowledges your complaint",
            Assert.Single(await center.Web.MailsAsync()).TextBody,
            StringComparison.Ordinal
        );
        Assert.Equal(
            PrivacyRequestRefusal.WrongKind,
            await center.Work.ExtendAsync(row.Id, row.Version, 1, "Much to read.", true, center.Privacy)
        );
        Assert.Equal(
            PrivacyRequestRefusal.WrongKind,
            await center.Work.AskAsync(row.Id, row.Version, "Who are you?", center.Privacy)
        );
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await center.Decisions.DecideAsync(row, new RequestDecision(PrivacyRequestAct.Approve), center.Privacy)
        );
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Decisions.DecideAsync(
                row,
                new RequestDecision(PrivacyRequestAct.Approve, Reasons: "We changed the form."),
                center.Privacy
            )
        );
        var mail = (await center.AnswerAsync("Your request has been completed")).TextBody!.ReplaceLineEndings("\n");
        Assert.Contains("This is the outcome:\n", mail, StringComparison.Ordinal);
        Assert.Contains("We changed the form.", mail, StringComparison.Ordinal);
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-05")]
    public async Task Nobody_alone_holds_up_an_erasure_by_asking_who_the_person_is_whose_mailbox_was_shown()
    {
        await using var center = await RequestCenter.StartAsync("Privacy:ErasureReview=Automatic");
        var row = await center.AskAsync(await center.Web.SubscribeAsync(WebCenter.News), PrivacyRequestKind.Erasure);
        Assert.Equal(
            PrivacyRequestRefusal.MailboxShown,
            await center.Work.AskAsync(row.Id, row.Version, "Who are you?", center.Privacy)
        );
        Assert.Equal(
            (PrivacyRequestState.Grace, row.GraceUntil),
            (center.Again(row).State, center.Again(row).GraceUntil)
        );
        // What holds since it was made on the page, and by nobody else, has no clock to stop either.
        foreach (var kind in (PrivacyRequestKind[])[PrivacyRequestKind.Restriction, PrivacyRequestKind.Objection])
        {
            var made = await center.AskAsync(await center.Web.SubscribeAsync(WebCenter.News), kind);
            Assert.Equal(
                PrivacyRequestRefusal.MailboxShown,
                await center.Work.AskAsync(made.Id, made.Version, "Who are you?", center.Privacy)
            );
            Assert.Equal(PrivacyRequestState.Open, center.Again(made).State);
        }
        // A letter leaves room for doubt.
        var letter = await center.TakeAsync(PrivacyRequestKind.Erasure, "ada@people.example");
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Work.AskAsync(letter.Id, letter.Version, "Who are you?", center.Privacy)
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "ERA-02")]
    public async Task A_legal_hold_is_lifted_by_two_also_when_its_request_was_closed_since()
    {
        await using var center = await RequestCenter.StartAsync();
        var person = await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]);
        var row = await center.TakeAsync(PrivacyRequestKind.Erasure, "ada@people.example");
        async Task ByTwo(RequestDecision decision)
        {
            Assert.Equal(
                PrivacyRequestRefusal.None,
                await center.Decisions.DecideAsync(center.Again(row), decision, center.Privacy)
            );
            Assert.Equal(
                PrivacyRequestRefusal.None,
                await center.Decisions.AgreeAsync(center.Again(row), center.Owner)
            );
        }
        var lift = new RequestDecision(PrivacyRequestAct.LiftLegalHold);
        Assert.Equal(PrivacyRequestRefusal.Closed, await center.Decisions.DecideAsync(row, lift, center.Privacy));
        await ByTwo(
            new RequestDecision(
                PrivacyRequestAct.HoldLegally,
                RefusalGround.LegalClaims,
                "A case.",
                center.Web.Now.AddDays(90)
            )
        );
        await ByTwo(new RequestDecision(PrivacyRequestAct.Refuse, RefusalGround.LegalClaims, "A case."));
        Assert.False(await center.Web.EraseAsync(person));
        await ByTwo(lift);
        Assert.Equal(
            ((DateTimeOffset?)null, PrivacyRequestState.Refused, RefusalGround.LegalClaims),
            (center.Again(row).LegalHoldUntil, center.Again(row).State, center.Again(row).Ground!.Value)
        );
        Assert.True(await center.Web.EraseAsync(person));
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-14")]
    public async Task Two_letters_are_one_request_only_where_both_name_the_same_person()
    {
        await using var center = await RequestCenter.StartAsync();
        Task<PrivacyRequestRow> Letter(string? address, string? contact = null) =>
            center.TakeAsync(PrivacyRequestKind.Erasure, address, contact);
        Task<PrivacyRequestRefusal> Join(PrivacyRequestRow row, PrivacyRequestRow into) =>
            center.Work.JoinAsync(row.Id, center.Again(row).Version, into.Reference, center.Privacy);
        var (alice, bob) = (await Letter(null, "Alice, 1 Quay"), await Letter(null, "Bob, 2 Quay"));
        var (carol, dave) = (await Letter("carol@people.example"), await Letter("dave@people.example"));
        PrivacyRequestRow[] all = [alice, bob, carol, dave];
        foreach (var one in all)
        foreach (var other in all.Where(o => o.Id != one.Id))
            Assert.Equal(PrivacyRequestRefusal.Duplicate, await Join(one, other));
        Assert.All(all, row => Assert.Equal(PrivacyRequestState.Open, center.Again(row).State));
    }
}
