using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Ledger;

/// <summary>Tests which mails a change causes: only outbox rows, in the same transaction.</summary>
public sealed class NoticeTests
{
    [DatabaseFact]
    public async Task Changes_within_the_window_make_one_mail_and_the_first_after_it_the_next()
    {
        await using var center = await TestCenter.NewAsync();
        var person = await center.RegisterAsync(null, 1, 2, 3);
        await center.LeaveAsync(person.PublicId, 1);
        center.Clock.Advance(TimeSpan.FromMinutes(2));
        await center.LeaveAsync(person.PublicId, 2);
        var row = Assert.Single(center.Outbox());
        Assert.Equal(
            (MailKind.Changes, MailState.Waiting, person.Id, 4L, 0L),
            (row.Kind, row.State, row.SubscriberId, row.FromSeq, row.ToSeq)
        );
        Assert.Equal((TestCenter.Start, TestCenter.Start + center.Settings.CoalesceFor), (row.CreatedAt, row.DueAt));
        Assert.Null(row.Address);

        center.Clock.Advance(TimeSpan.FromMicroseconds(1));
        await center.LeaveAsync(person.PublicId, 3);
        Assert.Equal([4L, 6L], center.Outbox().Select(o => o.FromSeq));
    }

    [DatabaseFact]
    public async Task Two_changes_in_one_group_make_one_mail()
    {
        await using var center = await TestCenter.NewAsync();
        var person = await center.RegisterAsync(null, 1, 2);
        Task<ChangeResult>[] both;
        using (center.Hold())
            both = [center.LeaveAsync(person.PublicId, 1), center.LeaveAsync(person.PublicId, 2)];
        await Task.WhenAll(both);
        Assert.Single(center.Outbox());
    }

    [DatabaseFact]
    public async Task What_waits_for_a_confirmation_is_asked_about_at_once()
    {
        await using var center = await TestCenter.NewAsync();
        var person = await center.RegisterAsync(null, 1);
        var result = await center.ChooseAsync(person.PublicId, false, (1, 0), (2, 4), (3, 4));
        Assert.True(result.Waiting);
        var rows = center.Outbox().ToDictionary(o => o.Kind);
        Assert.Equal([MailKind.Changes, MailKind.Confirm], rows.Keys.Order());
        Assert.Equal(
            (3L, 4L, TestCenter.Start),
            (rows[MailKind.Confirm].FromSeq, rows[MailKind.Confirm].ToSeq, rows[MailKind.Confirm].DueAt)
        );

        // Requested again, it is mailed again about the same wishes, and no new event is written.
        var events = center.EventsOf(person.PublicId).Count;
        Assert.Equal(ChangeOutcome.Unchanged, (await center.ChooseAsync(person.PublicId, false, (2, 4))).Outcome);
        Assert.Equal(events, center.EventsOf(person.PublicId).Count);
        var second = center.Outbox()[^1];
        Assert.Equal((MailKind.Confirm, 3L, 3L), (second.Kind, second.FromSeq, second.ToSeq));
    }

    [DatabaseFact]
    [Trait("Requirement", "MSG-05")]
    public async Task Beyond_the_days_mails_changes_are_made_without_one()
    {
        await using var center = await TestCenter.NewAsync(s => s with { MailsADay = 3 });
        var person = await center.RegisterAsync();
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(
                ChangeOutcome.Done,
                (await center.ChooseAsync(person.PublicId, true, (Aspect.Tracking, 1 + i % 2))).Outcome
            );
            center.Clock.Advance(TimeSpan.FromMinutes(5));
        }
        Assert.Equal(3, center.Outbox().Count);
        Assert.Equal(7, center.EventsOf(person.PublicId).Count);

        center.Clock.Advance(TimeSpan.FromDays(1));
        await center.LeaveAsync(person.PublicId);
        Assert.Equal(4, center.Outbox().Count);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "MSG-05")]
    public async Task A_day_of_mails_ends_at_the_sites_midnight()
    {
        var auckland = new SiteCalendar(TimeZoneInfo.FindSystemTimeZoneById("Pacific/Auckland"));
        await using var center = await TestCenter.NewAsync(s => s with { MailsADay = 1, Calendar = auckland });
        center.Clock.SetUtcNow(new DateTimeOffset(2027, 1, 1, 10, 50, 0, TimeSpan.Zero));
        var person = await center.RegisterAsync();
        await center.ChooseAsync(person.PublicId, true, (Aspect.Tracking, 1));
        center.Clock.Advance(TimeSpan.FromMinutes(9));
        await center.ChooseAsync(person.PublicId, true, (Aspect.Tracking, 2));
        Assert.Single(center.Outbox());
        center.Clock.Advance(TimeSpan.FromMinutes(1));
        await center.ChooseAsync(person.PublicId, true, (Aspect.Tracking, 1));
        Assert.Equal(2, center.Outbox().Count);
    }

    [DatabaseTheory]
    [InlineData(SuppressionReason.Bounced)]
    [InlineData(SuppressionReason.Complained)]
    internal async Task Nothing_goes_to_a_mailbox_that_bounces_or_to_somebody_who_complained(SuppressionReason reason)
    {
        await using var center = await TestCenter.NewAsync();
        var person = await center.RegisterAsync();
        await center.Writer.SubmitAsync(
            new PersonChange(PersonKey.Of(person.Id), new Suppress(reason), center.Act(Channel.Mailbox), new Evidence())
        );
        Assert.Equal(ChangeOutcome.Done, (await center.LeaveAsync(person.PublicId)).Outcome);
        await center.ChooseAsync(person.PublicId, false, (2, 4));
        Assert.Empty(center.Outbox());
    }

    [DatabaseFact]
    public async Task What_is_not_to_be_told_is_not()
    {
        await using var center = await TestCenter.NewAsync();
        var person = await center.RegisterAsync();
        await center.LeaveAsync(person.PublicId);
        center.Clock.Advance(TimeSpan.FromMinutes(11));
        // A second press, and a reason.
        await center.LeaveAsync(person.PublicId);
        await center.Writer.SubmitAsync(
            new PersonChange(
                PersonKey.Of(person.PublicId),
                new GiveReason(0, LeaveReason.Other),
                center.Act(Channel.UnsubscribePage),
                new Evidence { Comment = "…" }
            )
        );
        Assert.Single(center.Outbox());
        Assert.Equal(
            [EventKind.Asserted, EventKind.Stopped, EventKind.Withdrawn, EventKind.Repeated, EventKind.ReasonGiven],
            center.EventsOf(person.PublicId).Select(e => e.Kind)
        );
    }

    [DatabaseFact]
    public async Task A_link_is_used_in_the_transaction_of_what_it_did()
    {
        await using var center = await TestCenter.NewAsync();
        var person = await center.RegisterAsync(null, 1, 2);
        var hash = System.Security.Cryptography.SHA256.HashData([1]);
        using (var raw = center.Raw())
            raw.Run(
                """INSERT INTO "MailedLinks" ("Hash", "Kind", "SubscriberId", "FromSeq", "ToSeq") VALUES (@p0, 4, @p1, 1, 1)""",
                hash,
                person.Id
            );
        PersonChange Through(Change change) =>
            new(PersonKey.Of(person.Id), change, center.Act(Channel.UndoLink), new Evidence()) { UsedLink = hash };

        Assert.Equal(ChangeOutcome.Refused, (await center.Writer.SubmitAsync(Through(new Undo([])))).Outcome);
        Assert.Null(center.People.FindLink(hash)!.UsedAt);
        await center.Writer.SubmitAsync(Through(new Leave(1)));
        Assert.Equal(TestCenter.Start, center.People.FindLink(hash)!.UsedAt);
        center.Clock.Advance(TimeSpan.FromMinutes(1));
        await center.Writer.SubmitAsync(Through(new Leave(2)));
        Assert.Equal(TestCenter.Start, center.People.FindLink(hash)!.UsedAt);
    }
}
