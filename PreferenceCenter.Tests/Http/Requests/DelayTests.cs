using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>Tests what suspends and what extends the due date: each once, and only as the law allows.</summary>
public sealed class DelayTests
{
    private static DateOnly Legal(PrivacyRequestRow row) =>
        Deadline.DayOf(row.LegalUntil.AddTicks(-1), TimeZoneInfo.Utc);

    [DatabaseFact]
    [Trait("Requirement", "RTS-02")]
    public async Task More_time_holds_once_its_notice_has_left_and_not_before()
    {
        await using var desk = await DeskCenter.StartAsync();
        var row = await desk.AskAsync(
            await desk.Web.SubscribeAsync("ada@people.example", [WebCenter.News]),
            PrivacyRequestKind.Access
        );
        await desk.Web.MailsAsync();
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await desk.Work.ExtendAsync(row.Id, row.Version, 2, "  ", false, desk.Privacy)
        );
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await desk.Work.ExtendAsync(row.Id, row.Version, 3, "Much to read.", false, desk.Privacy)
        );
        Assert.Equal(row.Version, desk.Again(row).Version);
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await desk.Work.ExtendAsync(row.Id, row.Version, 2, "Much to read.", false, desk.Privacy)
        );

        await desk.Web.Get<PrivacyRequestJob>().RunAsync();
        Assert.Equal(
            (new DateOnly(2026, 12, 23), (DateTimeOffset?)null),
            (Legal(desk.Again(row)), desk.Again(row).ExtendedAt)
        );
        var mail = await desk.AnswerAsync("It takes us longer");
        Assert.Contains("Much to read.", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("23 February 2027", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("go to court", mail.TextBody, StringComparison.Ordinal);
        await desk.MinuteAsync();
        Assert.Equal(new DateOnly(2027, 2, 23), Legal(desk.Again(row)));
        Assert.Equal(
            PrivacyRequestRefusal.Once,
            await desk.Work.ExtendAsync(row.Id, desk.Again(row).Version, 1, "More.", false, desk.Privacy)
        );
        Assert.Contains(PrivacyRequestStep.Extended, desk.Steps(row));
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-02")]
    public async Task A_notice_that_did_not_leave_in_time_gives_none()
    {
        await using var desk = await DeskCenter.StartAsync();
        var row = await desk.AskAsync(
            await desk.Web.SubscribeAsync("ada@people.example", [WebCenter.News]),
            PrivacyRequestKind.Access
        );
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await desk.Work.ExtendAsync(row.Id, row.Version, 1, "Much to read.", false, desk.Privacy)
        );
        desk.Web.Clock.Advance(TimeSpan.FromDays(31));
        await desk.Web.Get<PrivacyRequestJob>().RunAsync();
        Assert.Equal((new DateOnly(2026, 12, 23), (Guid?)null), (Legal(desk.Again(row)), desk.Again(row).ExtensionId));
        Assert.Contains(PrivacyRequestStep.ExtensionLapsed, desk.Steps(row));
        // After the month no extension can start.
        Assert.Equal(
            PrivacyRequestRefusal.TooLate,
            await desk.Work.ExtendAsync(row.Id, desk.Again(row).Version, 1, "Much to read.", false, desk.Privacy)
        );
    }

    [DatabaseFact]
    public async Task Of_somebody_without_a_mailbox_whoever_posted_the_letter_says_so()
    {
        await using var desk = await DeskCenter.StartAsync();
        var row = await desk.TakeAsync(PrivacyRequestKind.Access, null, "Ada Lovelace, 12 St James's Square");
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await desk.Work.ExtendAsync(row.Id, row.Version, 1, "Much to read.", toldByLetter: false, desk.Privacy)
        );
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await desk.Work.ExtendAsync(
                row.Id,
                desk.Again(row).Version,
                1,
                "Much to read.",
                toldByLetter: true,
                desk.Privacy
            )
        );
        Assert.Equal(new DateOnly(2027, 1, 23), Legal(desk.Again(row)));
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-05")]
    public async Task A_question_who_asks_stops_the_clock_until_any_reply_and_once()
    {
        await using var desk = await DeskCenter.StartAsync();
        var row = await desk.AskAsync(
            await desk.Web.SubscribeAsync("ada@people.example", [WebCenter.News]),
            PrivacyRequestKind.Access
        );
        await desk.Web.MailsAsync();
        Assert.Equal(PrivacyRequestRefusal.Incomplete, await desk.Work.AskAsync(row.Id, row.Version, "", desk.Privacy));
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await desk.Work.AskAsync(row.Id, desk.Again(row).Version, "Which of our lists are you on?", desk.Privacy)
        );
        var mail = await desk.AnswerAsync("One question");
        Assert.Contains("Which of our lists are you on?", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(PrivacyRequestState.Held, desk.Again(row).State);
        desk.Web.Clock.Advance(TimeSpan.FromDays(9));
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await desk.Work.ReplyAsync(row.Id, desk.Again(row).Version, "News.", desk.Privacy)
        );
        Assert.Equal(
            (PrivacyRequestState.Open, new DateOnly(2027, 1, 1)),
            (desk.Again(row).State, Legal(desk.Again(row)))
        );
        Assert.Equal(
            PrivacyRequestRefusal.Once,
            await desk.Work.AskAsync(row.Id, desk.Again(row).Version, "And your birthday?", desk.Privacy)
        );
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-02")]
    public async Task More_time_after_a_question_is_the_day_that_the_notice_says()
    {
        await using var desk = await DeskCenter.StartAsync();
        var row = await desk.AskAsync(
            await desk.Web.SubscribeAsync("ada@people.example", [WebCenter.News]),
            PrivacyRequestKind.Access
        );
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await desk.Work.AskAsync(row.Id, row.Version, "Which of our lists are you on?", desk.Privacy)
        );
        desk.Web.Clock.Advance(TimeSpan.FromDays(9));
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await desk.Work.ReplyAsync(row.Id, desk.Again(row).Version, "News.", desk.Privacy)
        );
        await desk.Web.MailsAsync();
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await desk.Work.ExtendAsync(row.Id, desk.Again(row).Version, 1, "Much to read.", false, desk.Privacy)
        );
        // Two months from 23 November plus nine days; 1 February 2027 is a Monday.
        Assert.Contains(
            "1 February 2027",
            (await desk.AnswerAsync("It takes us longer")).TextBody,
            StringComparison.Ordinal
        );
        await desk.MinuteAsync();
        Assert.Equal(new DateOnly(2027, 2, 1), Legal(desk.Again(row)));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "RTS-15")]
    public async Task Days_20_25_and_28_are_marked_and_the_morning_mail_says_so()
    {
        await using var desk = await DeskCenter.StartAsync("Site:TimeZone=Europe/Dublin");
        Assert.Empty(await desk.MinuteAsync());
        var row = await desk.AskAsync(
            await desk.Web.SubscribeAsync("ada@people.example", [WebCenter.News]),
            PrivacyRequestKind.Access
        );
        await desk.Web.MailsAsync();
        var marked = new List<(int Day, string Mark)>();
        for (var day = 1; day <= 31; day++)
        {
            desk.Web.Clock.Advance(TimeSpan.FromDays(1));
            var mails = await desk.MinuteAsync();
            // One mail to privacy staff, and no second on the same day.
            var digest = Assert.Single(mails);
            Assert.Equal("privacy@people.example", digest.To.ToString());
            Assert.DoesNotContain("ada@", digest.TextBody, StringComparison.Ordinal);
            Assert.Contains(row.Reference, digest.TextBody, StringComparison.Ordinal);
            Assert.Empty(await desk.MinuteAsync());
            foreach (var mark in (string[])["day 20", "day 25", "day 28", "overdue"])
                if (
                    digest.TextBody!.Contains(mark, StringComparison.Ordinal)
                    && (marked.Count == 0 || marked[^1].Mark != mark)
                )
                    marked.Add((day, mark));
        }
        Assert.Equal([(20, "day 20"), (25, "day 25"), (28, "day 28"), (31, "overdue")], marked);
    }
}
