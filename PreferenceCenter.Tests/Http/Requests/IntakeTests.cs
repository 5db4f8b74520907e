using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>Tests privacy requests by letter or telephone, recorded by staff.</summary>
public sealed class IntakeTests
{
    [DatabaseFact]
    [Trait("Requirement", "RTS-04")]
    [Trait("Requirement", "RTS-06")]
    public async Task The_month_runs_from_the_day_it_came_and_the_person_is_told_at_once()
    {
        await using var center = await RequestCenter.StartAsync("Site:TimeZone=Europe/Dublin");
        var person = await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]);
        // Today is Monday 23 November 2026; the letter came on the Saturday before.
        var row = await center.TakeAsync(
            PrivacyRequestKind.Access,
            "ADA@people.example",
            on: new DateOnly(2026, 11, 21)
        );
        Assert.Equal(center.Web.Find(person).Subscriber.Id, row.SubscriberId);
        Assert.Null(row.Address);
        Assert.Equal(
            (new DateOnly(2026, 12, 21), PrivacyRequestOrigin.Letter),
            (SiteCalendar.Utc.LastDayBefore(row.LegalUntil), row.Origin)
        );
        var mail = Assert.Single(await center.Web.MailsAsync());
        Assert.Equal("ada@people.example", mail.To.ToString());
        Assert.Contains(row.Reference, mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("21 December 2026", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal([PrivacyRequestStep.Received], center.Steps(row));
    }

    [DatabaseFact]
    public async Task Of_somebody_nobody_holds_the_answer_goes_to_the_address_they_gave()
    {
        await using var center = await RequestCenter.StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Access, "stranger@people.example");
        Assert.Equal(("stranger@people.example", (long?)null), (row.Address, row.SubscriberId));
        Assert.Single(await center.Web.MailsAsync(), m => m.To.ToString() == "stranger@people.example");
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Decisions.DecideAsync(row, new RequestDecision(PrivacyRequestAct.Approve), center.Privacy)
        );
        Assert.Contains(
            "We hold no data",
            (await center.AnswerAsync("Your request has been completed")).TextBody,
            StringComparison.Ordinal
        );
        // A letter without an address gets no mail and is recorded all the same.
        var letter = await center.TakeAsync(PrivacyRequestKind.Erasure, null, "Ada Lovelace, 12 St James's Square");
        Assert.Empty(await center.Web.MailsAsync());
        Assert.Equal("Ada Lovelace, 12 St James's Square", letter.Contact);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Asked_twice_it_is_one_request_and_the_earlier_day_counts()
    {
        await using var center = await RequestCenter.StartAsync();
        var person = await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]);
        var first = await center.AskAsync(person, PrivacyRequestKind.Access);
        await center.Web.MailsAsync();
        var second = await center.Intake.TakeAsync(
            new Intake(
                PrivacyRequestKind.Access,
                PrivacyRequestOrigin.Letter,
                new DateOnly(2026, 11, 10),
                "ada@people.example",
                null,
                null
            ),
            center.Privacy
        );
        Assert.Equal((first.Reference, true), (second.Reference, second.Joined));
        Assert.Equal(new DateOnly(2026, 12, 10), SiteCalendar.Utc.LastDayBefore(center.Again(first).LegalUntil));
        Assert.Contains(
            first.Reference,
            Assert.Single(await center.Web.MailsAsync()).TextBody,
            StringComparison.Ordinal
        );
        Assert.Equal(
            1,
            (await center.Web.Get<PrivacyRequestQueue>().ReadAsync(new QueueFilter(), 1, CancellationToken.None)).Total
        );
        // Another right makes another request.
        Assert.False(
            (
                await center.Intake.TakeAsync(
                    new Intake(
                        PrivacyRequestKind.Objection,
                        PrivacyRequestOrigin.Telephone,
                        new DateOnly(2026, 11, 23),
                        "ada@people.example",
                        null,
                        null
                    ),
                    center.Privacy
                )
            ).Joined
        );
    }

    [Theory]
    [InlineData("", "", "2026-11-23")]
    [InlineData("no address", "", "2026-11-23")]
    [InlineData("ada@people.example", "", "2026-11-24")]
    [InlineData("ada@people.example", "", "2020-01-01")]
    public async Task What_cannot_be_is_refused_and_nothing_is_written(string address, string contact, string on)
    {
        await using var center = await RequestCenter.StartAsync();
        var taken = await center.Intake.TakeAsync(
            new Intake(
                PrivacyRequestKind.Access,
                PrivacyRequestOrigin.Letter,
                DateOnly.Parse(on, null),
                address,
                contact,
                null
            ),
            center.Privacy
        );
        Assert.Equal(PrivacyRequestRefusal.Incomplete, taken.Refusal);
        Assert.Equal(
            0,
            (
                await center
                    .Web.Get<PrivacyRequestQueue>()
                    .ReadAsync(new QueueFilter(QueuePart.All), 1, CancellationToken.None)
            ).Total
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_file_is_what_it_says_it_is_or_it_is_not_taken()
    {
        await using var center = await RequestCenter.StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Access, "ada@people.example");
        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Work.AttachAsync(
                row.Id,
                @"C:\letters\ada's letter.PDF",
                "%PDF-1.7 and so on"u8.ToArray(),
                center.Privacy
            )
        );
        Assert.Equal(
            PrivacyRequestRefusal.WrongType,
            await center.Work.AttachAsync(row.Id, "letter.pdf", "<html>"u8.ToArray(), center.Privacy)
        );
        Assert.Equal(
            PrivacyRequestRefusal.WrongType,
            await center.Work.AttachAsync(row.Id, "page.html", "<html>"u8.ToArray(), center.Privacy)
        );
        Assert.Equal(
            PrivacyRequestRefusal.WrongType,
            await center.Work.AttachAsync(row.Id, "note.txt", [0x41, 0x00, 0x42], center.Privacy)
        );
        Assert.Equal(
            PrivacyRequestRefusal.TooBig,
            await center.Work.AttachAsync(row.Id, "big.txt", new byte[FileTypes.MostBytes + 1], center.Privacy)
        );
        var file = Assert.Single(center.Open(row.Reference).Files);
        Assert.Equal(("ada_s letter.PDF", "application/pdf", 18), (file.Name, file.Type, file.Size));
    }
}
