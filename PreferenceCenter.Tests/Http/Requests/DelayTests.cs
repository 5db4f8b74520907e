using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>Tests what suspends and what extends the due date: each once, and only as the law allows.</summary>
public sealed class DelayTests
{
    private static DateOnly Legal(PrivacyRequestRow row) => SiteCalendar.Utc.LastDayBefore(row.LegalUntil);

    [DatabaseFact]
    [Trait("Requirement", "RTS-02")]
    public async Task More_time_holds_once_its_notice_has_left_and_not_before()
    {
        await using var center = await RequestCenter.StartAsync();
        var row = await center.AskAsync(
            await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]),
            PrivacyRequestKind.Access
        );
        await center.Web.MailsAsync();
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await center.Work.ExtendAsync(row.Id, row.Version, 2, "  ", false, center.Privacy)
        );
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await center.Work.ExtendAsync(row.Id, row.Version, 3, "Much to read.", false, center.Privacy)
        );
        Assert.Equal(row.Version, center.Again(row).Version);
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Work.ExtendAsync(row.Id, row.Version, 2, "Much to read.", false, center.Privacy)
        );

        await center.Web.RunAsync<PrivacyRequestJob>();
        Assert.Equal(
            (new DateOnly(2026, 12, 23), (DateTimeOffset?)null),
            (Legal(center.Again(row)), center.Again(row).ExtendedAt)
        );
        var mail = await center.AnswerAsync("We need more time");
        Assert.Contains("Much to read.", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("23 February 2027", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("go to court", mail.TextBody, StringComparison.Ordinal);
        await center.MinuteAsync();
        Assert.Equal(new DateOnly(2027, 2, 23), Legal(center.Again(row)));
        Assert.Equal(
            PrivacyRequestRefusal.Once,
            await center.Work.ExtendAsync(row.Id, center.Again(row).Version, 1, "More.", false, center.Privacy)
        );
        Assert.Contains(PrivacyRequestStep.Extended, center.Steps(row));
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-02")]
    public async Task A_notice_that_did_not_leave_in_time_gives_none()
    {
        await using var center = await RequestCenter.StartAsync();
        var row = await center.AskAsync(
            await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]),
            PrivacyRequestKind.Access
        );
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Work.ExtendAsync(row.Id, row.Version, 1, "Much to read.", false, center.Privacy)
        );
        center.Web.Clock.Advance(TimeSpan.FromDays(31));
        await center.Web.RunAsync<PrivacyRequestJob>();
        Assert.Equal(
            (new DateOnly(2026, 12, 23), (Guid?)null),
            (Legal(center.Again(row)), center.Again(row).ExtensionId)
        );
        Assert.Contains(PrivacyRequestStep.ExtensionLapsed, center.Steps(row));
        // After the month no extension can start.
        Assert.Equal(
            PrivacyRequestRefusal.TooLate,
            await center.Work.ExtendAsync(row.Id, center.Again(row).Version, 1, "Much to read.", false, center.Privacy)
        );
    }

    [DatabaseFact]
    public async Task Of_somebody_without_a_mailbox_whoever_posted_the_letter_says_so()
    {
        await using var center = await RequestCenter.StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Access, null, "Ada Lovelace, 12 St James's Square");
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await center.Work.ExtendAsync(row.Id, row.Version, 1, "Much to read.", toldByLetter: false, center.Privacy)
        );
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Work.ExtendAsync(
                row.Id,
                center.Again(row).Version,
                1,
                "Much to read.",
                toldByLetter: true,
                center.Privacy
            )
        );
        Assert.Equal(new DateOnly(2027, 1, 23), Legal(center.Again(row)));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "RTS-05")]
    public async Task A_question_who_asks_stops_the_clock_until_any_reply_and_once()
    {
        await using var center = await RequestCenter.StartAsync();
        var row = await center.AskAsync(
            await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]),
            PrivacyRequestKind.Access
        );
        await center.Web.MailsAsync();
        Assert.Equal(
            PrivacyRequestRefusal.Incomplete,
            await center.Work.AskAsync(row.Id, row.Version, "", center.Privacy)
        );
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Work.AskAsync(
                row.Id,
                center.Again(row).Version,
                "Which of our lists are you on?",
                center.Privacy
            )
        );
        var mail = await center.AnswerAsync("Please confirm your identity");
        Assert.Contains("Which of our lists are you on?", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(PrivacyRequestState.Held, center.Again(row).State);
        center.Web.Clock.Advance(TimeSpan.FromDays(9));
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Work.ReplyAsync(row.Id, center.Again(row).Version, "News.", center.Privacy)
        );
        Assert.Equal(
            (PrivacyRequestState.Open, new DateOnly(2027, 1, 1)),
            (center.Again(row).State, Legal(center.Again(row)))
        );
        Assert.Equal(
            PrivacyRequestRefusal.Once,
            await center.Work.AskAsync(row.Id, center.Again(row).Version, "And your birthday?", center.Privacy)
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "RTS-02")]
    public async Task More_time_after_a_question_is_the_day_that_the_notice_says()
    {
        await using var center = await RequestCenter.StartAsync();
        var row = await center.AskAsync(
            await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]),
            PrivacyRequestKind.Access
        );
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Work.AskAsync(row.Id, row.Version, "Which of our lists are you on?", center.Privacy)
        );
        center.Web.Clock.Advance(TimeSpan.FromDays(9));
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Work.ReplyAsync(row.Id, center.Again(row).Version, "News.", center.Privacy)
        );
        await center.Web.MailsAsync();
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Work.ExtendAsync(row.Id, center.Again(row).Version, 1, "Much to read.", false, center.Privacy)
        );
        // Two months from 23 November plus nine days; 1 February 2027 is a Monday.
        Assert.Contains(
            "1 February 2027",
            (await center.AnswerAsync("We need more time")).TextBody,
            StringComparison.Ordinal
        );
        await center.MinuteAsync();
        Assert.Equal(new DateOnly(2027, 2, 1), Legal(center.Again(row)));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "RTS-15")]
    public async Task Days_20_25_and_28_are_marked_and_the_morning_mail_says_so()
    {
        await using var center = await RequestCenter.StartAsync("Site:TimeZone=Europe/Dublin");
        Assert.Empty(await center.MinuteAsync());
        var row = await center.AskAsync(
            await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]),
            PrivacyRequestKind.Access
        );
        await center.Web.MailsAsync();
        var marked = new List<(int Day, string Mark)>();
        for (var day = 1; day <= 31; day++)
        {
            center.Web.Clock.Advance(TimeSpan.FromDays(1));
            var mails = await center.MinuteAsync();
            // One mail to privacy staff, and no second on the same day.
            var digest = Assert.Single(mails);
            Assert.Equal("privacy@people.example", digest.To.ToString());
            Assert.DoesNotContain("ada@", digest.TextBody, StringComparison.Ordinal);
            Assert.Contains(row.Reference, digest.TextBody, StringComparison.Ordinal);
            Assert.Empty(await center.MinuteAsync());
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
