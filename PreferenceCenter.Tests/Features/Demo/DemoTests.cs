using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Features.Cli;
using PreferenceCenter.Features.Cli.Demo;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Staff;
using PreferenceCenter.Templates.Kept;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Demo;

/// <summary>Tests the demo data: topics in every language and two hundred subscribers with a year of history.</summary>
public sealed class DemoTests
{
    private static readonly string[] Spoken = PreferenceCenter.Hosting.SiteSettings.DefaultLanguages.Split(',');

    [Xunit.Fact]
    public void The_demo_topics_have_words_in_every_language()
    {
        var faults = new List<Fault>();
        var file = TopicFileReader.Read(DemoSeed.Read("demo-topics.json"), faults)!;
        Assert.Empty(faults);
        Assert.Equal((3, 8), (file.Categories.Count, file.Topics.Count));
        Assert.All(file.Categories, c => Assert.Equal(Spoken, c.Names!.Keys));
        Assert.All(
            file.Topics,
            t =>
            {
                Assert.Equal(Spoken, t.Texts!.Keys);
                Assert.All(
                    t.Texts.Values,
                    w =>
                        Assert.All(
                            [w.Name, w.Description, w.HowOften],
                            text => Assert.False(string.IsNullOrWhiteSpace(text))
                        )
                );
                // Identical words in two languages would mean a missing translation.
                Assert.Equal(t.Texts.Count, t.Texts.Values.Select(w => w.Description).Distinct().Count());
            }
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_first_start_fills_no_database_that_has_topics_of_its_own()
    {
        await using var empty = await CommandRig.NewAsync(topics: false);
        (await empty.RunAsync("database", "migrate")).Done();
        await using var begun = await CommandRig.NewAsync();
        Assert.Equal((true, false), (IsWanted(empty), IsWanted(begun)));

        static bool IsWanted(CommandRig rig)
        {
            using var center = rig.Open();
            return ActivatorUtilities.CreateInstance<DemoSeed>(center).IsWanted();
        }
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Two_hundred_people_have_a_year_behind_them_and_what_the_demo_made_is_taken_away()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        Assert.Equal("nothing of the demo is here\n", (await rig.RunAsync("demo", "clear")).Done());
        await AssertAYearIsMadeAsync(rig);
        await AssertNothingIsKeptAsync(rig);
    }

    private static async Task AssertAYearIsMadeAsync(CommandRig rig)
    {
        var said = (await rig.RunAsync("demo", "seed")).Done();
        Assert.Equal(Invariant($"{rig.Count("Subscribers")} people made, {rig.Count("Subscribers")} are here\n"), said);
        Assert.InRange(rig.Count("Subscribers"), 350, 450);
        await rig.AssertSoundAsync();
        Assert.Equal(
            0L,
            rig.Scalar<long>(Invariant($"""SELECT COUNT(*) FROM "Outbox" WHERE "State" = {(int)MailState.Waiting}"""))
        );
        Assert.Equal(
            "nobody@elsewhere.example\trefused\tunknown\n",
            (await rig.RunAsync("gate", "discounts", "nobody@elsewhere.example")).Done()
        );

        using var center = rig.Open();
        using var context = center.GetRequiredService<Database>().CreateContext();
        Assert.All(
            Enum.GetValues<TopicState>().Where(s => s is TopicState.Published or TopicState.Closed),
            s => Assert.Contains(context.Topics, t => t.State == s)
        );
        Assert.Contains(context.Topics, t => t.Private);
        var kinds = context.LedgerEvents.Select(e => e.Kind).Distinct().ToHashSet();
        Assert.Superset(
            new HashSet<EventKind>
            {
                EventKind.Asserted,
                EventKind.Requested,
                EventKind.Confirmed,
                EventKind.Granted,
                EventKind.Withdrawn,
                EventKind.Changed,
                EventKind.Stopped,
                EventKind.ReasonGiven,
                EventKind.Suppressed,
            },
            kinds
        );
        Assert.Equal(Spoken.Order(), context.Subscribers.Select(s => s.Language).Distinct().AsEnumerable().Order());
        var times = context
            .LedgerEvents.Where(e => e.LedgerId != Guid.Empty)
            .Select(e => e.At)
            .AsEnumerable()
            .ToArray();
        Assert.All(times, at => Assert.InRange(at, CommandRig.Start.AddDays(-366), CommandRig.Start));
        Assert.True(times.Max() - times.Min() > TimeSpan.FromDays(300));
        AssertTheDeskIsBusy(context);
        // The demo subscriber of the guided tour can be mailed and has data to export.
        var shown = center.GetRequiredService<SubscriberReader>().Find(PersonKey.Of(DemoSeed.ShownAround))!;
        Assert.True(shown.State.Topics.Count(t => t.On) >= 4);
    }

    // Everything that a page of the console shows is there: each kind and state, what is late, what waits for whom.
    private static void AssertTheDeskIsBusy(CenterContext context)
    {
        var (now, requests) = (CommandRig.Start, context.Requests.AsNoTracking().ToArray());
        Assert.Equal(DemoRequest.All.Count, requests.Length);
        Assert.Equal(Enum.GetValues<PrivacyRequestKind>(), requests.Select(r => r.Kind).Distinct().Order());
        Assert.Equal(Enum.GetValues<PrivacyRequestState>(), requests.Select(r => r.State).Distinct().Order());
        Assert.All(
            (Func<PrivacyRequestRow, bool>[])
                [
                    r => r.ClosedAt is null && r.DueUntil <= now,
                    r => r.ClosedAt is null && r.DueUntil > now && r.DueUntil <= now.AddDays(7),
                    r => r.ClosedAt is null && r.ExtendedAt is not null,
                    r => r.ClosedAt is not null && r.ExtendedAt is not null,
                    r => r.ClosedAt > r.DueUntil,
                    r => r.ClosedAt <= r.DueUntil,
                    r => r.ClosedAt is null && r.AssigneeId is null,
                    r => r.LegalHoldUntil > now,
                    r => r is { State: PrivacyRequestState.Done, Kind: PrivacyRequestKind.Erasure },
                ],
            one => Assert.Contains(requests, r => one(r))
        );
        Assert.Equal(2, requests.Where(r => r.Proposed is not null).Select(r => r.ProposedBy).Distinct().Count());
        Assert.Equal(3, context.Recipients.Count(r => r.EndedAt == null));
        Assert.Equal(
            "print-house",
            Assert.Single(
                context
                    .RecipientNotices.Where(n => n.AnsweredAt == null && n.At < now.AddDays(-5))
                    .Select(n => n.Recipient)
                    .Distinct()
            )
        );
        Assert.Equal(
            (3, 1),
            (
                context.Outbox.Count(o => o.State == MailState.Dead),
                context.Outbox.Count(o => o.State == MailState.Uncertain)
            )
        );
        Assert.Equal(4, context.StaffAccounts.Select(a => a.Role).Distinct().Count());
        Assert.DoesNotContain(context.StaffSessions, s => s.EndsAt > now);
        var forms = context.Set<FormDayRow>().AsNoTracking().ToArray();
        Assert.Equal(2, forms.Select(f => f.Form).Distinct().Count());
        Assert.InRange(forms.Sum(f => f.Confirmed), 100, forms.Sum(f => f.Submitted) - 20);
        Assert.Contains(context.LedgerEvents, e => e.ActorKind == ActorKind.Staff && e.At < now.AddDays(-300));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_demo_is_the_same_each_time_and_goes_on_where_it_stopped()
    {
        await using var one = await CommandRig.NewAsync(topics: false);
        await using var two = await CommandRig.NewAsync(topics: false);
        (await one.RunAsync("demo", "seed", "--subscribers", "60")).Done();
        (await two.RunAsync("demo", "seed", "--subscribers", "25")).Done();
        Assert.Equal(
            "35 people made, 60 are here\n",
            (await two.RunAsync("demo", "seed", "--subscribers", "60")).Done()
        );
        Assert.Equal(
            "0 people made, 60 are here\n",
            (await two.RunAsync("demo", "seed", "--subscribers", "60")).Done()
        );
        const string Choices =
            """SELECT "AddressKey", "Aspect", "Value" FROM "Choices" JOIN "Subscribers" ON "Id" = "SubscriberId" ORDER BY "AddressKey", "Aspect" """;
        Assert.NotEmpty(one.Rows(Choices));
        Assert.Equal(one.Rows(Choices), two.Rows(Choices));
    }

    private static async Task AssertNothingIsKeptAsync(CommandRig rig)
    {
        await PutAccountAsync(rig, "ada@example.org", null);
        using (var center = rig.Open())
        {
            Assert.True(new DemoData(center.GetRequiredService<Database>()).IsHere());
            Assert.Equal(
                [("discounts", TemplateStanding.Unsound), ("product-news", TemplateStanding.NoError)],
                (await center.GetRequiredService<KeptTemplates>().ListAsync()).Select(t => (t.Key, t.Standing))
            );
        }
        Assert.Equal(
            Invariant($"{rig.Count("Subscribers")} people erased, 4 accounts removed, 8 topics archived\n"),
            (await rig.RunAsync("demo", "clear")).Done()
        );
        Assert.Equal((0, 0, 1), (rig.Count("Subscribers"), rig.Count("Suppressions"), rig.Count("StaffAccounts")));
        Assert.Equal(
            (0, 0, 0, 0, 0),
            (
                rig.Count("Requests"),
                rig.Count("RequestEntries"),
                rig.Count("Recipients"),
                rig.Count("OptIns"),
                rig.Count("Templates")
            )
        );
        Assert.Equal(0L, rig.Scalar<long>("""SELECT COUNT(*) FROM "Outbox" WHERE "State" <> 1"""));
        Assert.Equal("nothing of the demo is here\n", (await rig.RunAsync("demo", "clear")).Done());
        using (var center = rig.Open())
        {
            using var context = center.GetRequiredService<Database>().CreateContext();
            Assert.All(context.Topics, t => Assert.Equal(TopicState.Archived, t.State));
            Assert.False(new DemoData(center.GetRequiredService<Database>()).IsHere());
        }
        await rig.AssertSoundAsync();
    }

    [DatabaseFact]
    public async Task Nothing_is_taken_away_where_somebody_real_is_subscribed()
    {
        await using var rig = await CommandRig.NewAsync(topics: false);
        (await rig.RunAsync("demo", "seed", "--subscribers", "5")).Done();
        var list = rig.Write(
            "list.csv",
            "email,topics,consent_at,consent_method,consent_source,consent_text\nada@example.org,workshop,2026-05-01,form,site,Yes please\n"
        );
        (await rig.RunAsync("import", list)).Done();
        var run = await rig.RunAsync("demo", "clear");
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.Contains("workshop", run.Error, StringComparison.Ordinal);
        Assert.Equal(6, rig.Count("Subscribers"));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task A_demo_of_an_earlier_version_is_known_by_its_addresses()
    {
        await using var rig = await CommandRig.NewAsync();
        await PutAccountAsync(rig, "privacy@example.com", null);
        using (var center = rig.Open())
            Assert.True(new DemoData(center.GetRequiredService<Database>()).IsHere());
        Assert.Equal(
            "0 people erased, 1 accounts removed, 0 topics archived\n",
            (await rig.RunAsync("demo", "clear")).Done()
        );
        Assert.Equal(0, rig.Count("StaffAccounts"));
    }

    private static async Task PutAccountAsync(CommandRig rig, string address, Guid? id)
    {
        using var center = rig.Open();
        await using var running = await RunningWriter.StartAsync(
            center.GetRequiredService<ChangeWriter>(),
            Xunit.TestContext.Current.CancellationToken
        );
        Assert.True(
            await center
                .GetRequiredService<StaffOnboarding>()
                .PutAsync(EmailAddress.TryParse(address)!, StaffRole.Owner, "no password", id)
        );
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task Nothing_is_seeded_where_anybody_real_is()
    {
        await using var rig = await CommandRig.NewAsync();
        (await rig.RunAsync("import", rig.Write("list.csv", "email,topics\nada@example.org,news\n"))).Done();
        var run = await rig.RunAsync("demo", "seed");
        Assert.Equal((3, ""), (run.ExitCode, run.Out));
        Assert.Equal(1, rig.Count("Subscribers"));
    }
}
