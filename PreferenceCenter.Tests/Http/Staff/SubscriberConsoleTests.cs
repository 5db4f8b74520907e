using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.Outbox;
using PreferenceCenter.Features.Console.Subscribers;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Staff;

/// <summary>Tests the console page about one subscriber: what staff see, and the one thing they may change.</summary>
public sealed class SubscriberConsoleTests
{
    [DatabaseFact]
    public async Task Only_the_whole_address_finds_somebody_and_a_kept_hash_says_why_it_is_kept()
    {
        await using var center = await StaffCenter.StartAsync();
        var person = await center.Web.SubscribeAsync(WebCenter.News);
        var (service, ticket) = (ServiceOf<SubscriberService>(center), await TicketAsync(center, StaffRole.Privacy));
        Assert.Equal(person.Id, (await service.FindAsync(ticket, $" {person.Address.ToUpperInvariant()} ")).Id);
        foreach (
            var other in new[]
            {
                person.Address[1..],
                "%@people.example",
                "nobody@people.example",
                person.Address + "m",
            }
        )
            Assert.Null((await service.FindAsync(ticket, other)).Id);
        Assert.False((await service.FindAsync(ticket, person.Address.Split('@')[0])).IsAddress);
        await using (var context = center.Web.Get<Database>().CreateContext())
        {
            var hash = center
                .Web.Get<AddressHasher>()
                .WritingAt(center.Web.Now)
                .HashOf(EmailAddress.TryParse("gone@people.example")!);
            context.Insert(
                new SuppressionRow
                {
                    KeyedHash = hash.Bytes,
                    KeyId = hash.KeyId,
                    Reason = SuppressionReason.Complained,
                }
            );
        }
        var kept = await service.FindAsync(ticket, "gone@people.example");
        Assert.Equal((null, SuppressionReason.Complained), (kept.Id, kept.Kept));
    }

    [DatabaseFact]
    [Trait("Requirement", "SEC-18")]
    public async Task Staff_take_somebody_off_with_the_reason_as_evidence_and_nothing_brings_them_back()
    {
        await using var center = await StaffCenter.StartAsync();
        var person = await center.Web.SubscribeAsync(WebCenter.News, WebCenter.Offers);
        var (service, ticket) = (ServiceOf<SubscriberService>(center), await TicketAsync(center, StaffRole.Privacy));
        var frame = center.Web.Get<PageContexts>().In("en", asked: false);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            service.TakeOffAsync(ticket, person.Id, "news", AskedBy.Nothing)
        );
        Assert.Equal(TakenOff.Gone, await service.TakeOffAsync(ticket, RandomId.New(), null, AskedBy.Letter));
        Assert.Equal(TakenOff.Gone, await service.TakeOffAsync(ticket, person.Id, "no such topic", AskedBy.Letter));
        Assert.Equal(TakenOff.Done, await service.TakeOffAsync(ticket, person.Id, "news", AskedBy.Telephone));
        var card = (await service.ShowAsync(ticket, person.Id, frame, default))!;
        Assert.Equal([false, true], card.Topics.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => t.On));
        Assert.Equal(TakenOff.Done, await service.TakeOffAsync(ticket, person.Id, null, AskedBy.Letter));
        card = (await service.ShowAsync(ticket, person.Id, frame, default))!;
        Assert.Equal((true, false), (card.StoppedAt is not null, card.Topics.Any(t => t.On)));
        using var raw = center.Web.Stored.Raw();
        var acts = raw.Rows(
                $"""SELECT "Kind" FROM "LedgerEvents" WHERE "Channel" = {(int)Channel.Staff} AND "ActorKind" = {(int)ActorKind.Staff} AND "Kind" < 64 ORDER BY "Position" """
            )
            .Select(r => (EventKind)Convert.ToByte(r[0], null));
        Assert.Subset(
            new HashSet<EventKind> { EventKind.Withdrawn, EventKind.Stopped, EventKind.Repeated },
            acts.ToHashSet()
        );
        Assert.Contains(
            raw.Rows("""SELECT "Content" FROM "Evidence" """)
                .Select(r => System.Text.Encoding.UTF8.GetString((byte[])r[0]!)),
            e => e.Contains("\"method\":\"telephone\"", StringComparison.OrdinalIgnoreCase)
        );
        Assert.NotEmpty((await service.HistoryAsync(ticket, person.Id, null, frame)).Entries);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_long_history_comes_a_page_at_a_time_and_each_event_once()
    {
        await using var center = await StaffCenter.StartAsync();
        var person = await center.Web.SubscribeAsync(WebCenter.News);
        for (var i = 0; i < 25; i++)
        {
            center.Web.Clock.Advance(TimeSpan.FromMinutes(1));
            await center.Web.Browser.PostAsync(
                center.Web.PreferencesPath(person),
                ("action", "save"),
                ("tracking", i % 2 == 0 ? "denied" : "granted"),
                ("pause", i % 2 == 0 ? "30" : "none")
            );
        }
        var (service, ticket, frame) = (
            ServiceOf<SubscriberService>(center),
            await TicketAsync(center, StaffRole.Auditor),
            center.Web.Get<PageContexts>().In("de", asked: false)
        );
        var (count, last) = (
            0,
            (long)center.Web.Get<SubscriberReader>().Find(PersonKey.Of(person.Id))!.Subscriber.LastSeq
        );
        for (long? before = null; ; )
        {
            var page = await service.HistoryAsync(ticket, person.Id, before, frame);
            Assert.InRange(page.Entries.Count, 1, 20);
            count += page.Entries.Count;
            if (page.Before is not { } next)
                break;
            before = next;
        }
        Assert.True(last > 20);
        Assert.Equal(last, count);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_mail_given_up_is_listed_without_its_address_and_sent_again_through_the_one_door()
    {
        await using var center = await StaffCenter.StartAsync();
        var person = await center.Web.SubscribeAsync(WebCenter.News);
        await center.Web.Browser.PostAsync("/link", ("email", person.Address));
        await using (var context = center.Web.Get<Database>().CreateContext())
            context.Run(
                """UPDATE "Outbox" SET "State" = @state, "LastError" = @error""",
                ("@state", (long)MailState.Dead),
                ("@error", "550 no such user")
            );
        var (service, ticket) = (ServiceOf<OutboxService>(center), await TicketAsync(center, StaffRole.Owner));
        var dead = (await service.ListAsync(ticket, MailState.Dead, 0, default)).Mails;
        Assert.NotEmpty(dead);
        Assert.Empty((await service.ListAsync(ticket, MailState.Waiting, 0, default)).Mails);
        Assert.Equal([], (await service.RetryAsync(ticket, dead[0].Id)).Unknown);
        Assert.Equal(
            dead[0].Id,
            Assert.Single((await service.ListAsync(ticket, MailState.Waiting, 0, default)).Mails).Id
        );
        Assert.Equal([99_999], (await service.RetryAsync(ticket, 99_999)).Unknown);
        using var raw = center.Web.Stored.Raw();
        Assert.Single(
            raw.Rows(
                $"""SELECT 1 FROM "LedgerEvents" WHERE "Kind" = {(int)EventKind.MailRetried} AND "Channel" = {(int)Channel.Staff}"""
            )
        );
    }

    private static T ServiceOf<T>(StaffCenter center)
        where T : notnull =>
        center.Web.Get<IServiceScopeFactory>().CreateScope().ServiceProvider.GetRequiredService<T>();

    private static async Task<StaffTicket> TicketAsync(StaffCenter center, StaffRole role)
    {
        await center.SignInAsync(role);
        return center.TicketOf(role);
    }
}
