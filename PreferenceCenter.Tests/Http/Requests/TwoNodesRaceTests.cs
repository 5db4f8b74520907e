using Microsoft.Extensions.Logging.Abstractions;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>
/// Tests decisions of two people that reach the database by two writers at once, as two nodes on PostgreSQL, or a server
/// and a command on SQLite, would send them.
/// </summary>
[Trait("Requirement", "RTS-14")]
public sealed class TwoNodesRaceTests
{
    private static readonly RequestDecision Approve = new(PrivacyRequestAct.Approve);
    private static readonly int Rounds = LongTests.Rounds(10, 100);

    [DatabaseFact]
    public async Task Of_two_who_agree_at_once_one_decides()
    {
        await using var center = await RequestCenter.StartAsync();
        await using var node = new OtherNode(center);
        var third = await center.LetInAsync("third@people.example", StaffRole.Privacy);
        center.Web.Clock.Advance(TimeSpan.FromDays(8));
        for (var i = 0; i < Rounds; i++)
        {
            var row = await ProposedAsync(center, center.Privacy);
            var answers = await Task.WhenAll(
                center.Decisions.AgreeAsync(row, center.Owner),
                node.Decisions.AgreeAsync(row, third)
            );
            Assert.Equal([PrivacyRequestRefusal.None, PrivacyRequestRefusal.Changed], answers.Order());
            Assert.Single(center.Steps(row), s => s == PrivacyRequestStep.Approved);
        }
    }

    [DatabaseFact]
    public async Task Who_agrees_and_who_takes_back_at_once_do_not_both_succeed()
    {
        await using var center = await RequestCenter.StartAsync();
        await using var node = new OtherNode(center);
        for (var i = 0; i < Rounds; i++)
        {
            var row = await ProposedAsync(center, center.Privacy);
            var answers = await Task.WhenAll(
                center.Decisions.AgreeAsync(row, center.Owner),
                node.Decisions.DropAsync(row, "", center.Privacy)
            );
            Assert.Single(answers, a => a == PrivacyRequestRefusal.None);
            Assert.Equal(
                answers[0] == PrivacyRequestRefusal.None,
                center.Steps(row).Contains(PrivacyRequestStep.Approved)
            );
            Assert.Equal(
                answers[1] == PrivacyRequestRefusal.None,
                center.Steps(row).Contains(PrivacyRequestStep.Withdrawn)
            );
        }
    }

    [DatabaseFact]
    public async Task Of_two_who_take_the_same_requests_at_once_each_gets_those_the_other_did_not()
    {
        await using var center = await RequestCenter.StartAsync();
        await using var node = new OtherNode(center);
        var (one, other) = (center.Staff.Account(StaffRole.Privacy).Id, center.Staff.Account(StaffRole.Owner).Id);
        for (var i = 0; i < Rounds; i++)
        {
            var rows = new List<PrivacyRequestRow>();
            for (var n = 0; n < 3; n++)
                rows.Add(await center.TakeAsync(PrivacyRequestKind.Access, $"p{i}-{n}@people.example"));
            RequestToAssign[] seen = [.. rows.Select(r => new RequestToAssign(r.Id, null))];
            var answers = await Task.WhenAll(
                center.Work.AssignAllAsync(seen, one, center.Privacy),
                node.Work.AssignAllAsync([.. seen.Reverse()], other, center.Owner)
            );
            foreach (var (row, mine, theirs) in rows.Zip(answers[0], answers[1].Reverse()))
            {
                Assert.Equal(
                    [PrivacyRequestRefusal.None, PrivacyRequestRefusal.Changed],
                    new[] { mine, theirs }.Order()
                );
                Assert.Equal(mine == PrivacyRequestRefusal.None ? one : other, center.Again(row).AssigneeId);
                Assert.Single(center.Steps(row), s => s == PrivacyRequestStep.Assigned);
            }
        }
    }

    [DatabaseFact]
    public async Task A_proposal_that_falls_with_a_reset_by_its_proposer_is_agreed_to_before_or_never()
    {
        await using var center = await RequestCenter.StartAsync();
        await using var node = new OtherNode(center);
        var target = center.Staff.Account(StaffRole.Marketing).Id;
        for (var i = 0; i < Rounds; i++)
        {
            var row = await ProposedAsync(center, center.Owner);
            var agreeing = center.Decisions.AgreeAsync(row, center.Privacy);
            Assert.Equal(StaffRefusal.None, await node.Accounts.ResetAsync(target, center.Owner));
            var agreed = await agreeing == PrivacyRequestRefusal.None;
            Assert.Equal(agreed, center.Steps(row).Contains(PrivacyRequestStep.Approved));
            Assert.Equal(!agreed, center.Steps(row).Contains(PrivacyRequestStep.Withdrawn));
            Assert.Null(center.Again(row).Proposed);
        }
    }

    [DatabaseFact]
    [Trait("Requirement", "RTS-06")]
    public async Task Each_request_has_a_number_of_its_own_whichever_node_takes_it_in()
    {
        await using var center = await RequestCenter.StartAsync();
        await using var node = new OtherNode(center);
        PrivacyRequestIntake[] desks = [center.Intake, node.Intake];
        var person = await center.Web.SubscribeAsync(WebCenter.News);
        var taken = await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(i =>
                    desks[i % 2]
                        .TakeAsync(
                            new Intake(
                                PrivacyRequestKind.Access,
                                PrivacyRequestOrigin.Letter,
                                SiteCalendar.Utc.DayOf(center.Web.Now),
                                $"p{i}@people.example",
                                null,
                                null
                            ),
                            center.Privacy
                        )
                )
        );
        await center.AskAsync(person, PrivacyRequestKind.Erasure);
        int[] numbers =
        [
            .. taken.Select(t => center.Row(t.Reference!).Number),
            center.Web.RequestsOf(person).Single().Number,
        ];
        Assert.Equal(41, numbers.Distinct().Count());
        Assert.All(numbers, number => Assert.InRange(number, 1, 9999));
        // No number tells how many came before: the log counts them too.
        Assert.NotEqual(numbers.Order(), numbers);
        var (queue, last) = (center.Web.Get<PrivacyRequestQueue>(), numbers[^1]);
        foreach (var typed in (string[])[RequestNumber.Text(last), Invariant($"dsr-{last}"), Invariant($" {last} ")])
            Assert.Equal(last, center.Row((await queue.FindAsync(typed, CancellationToken.None))!).Number);
        var free = Enumerable.Range(1, 50).First(n => !numbers.Contains(n));
        foreach (var typed in (string[])[RequestNumber.Text(free), "0", "-1", "DSR-", ""])
            Assert.Null(await queue.FindAsync(typed, CancellationToken.None));
        // The secret is in the path of the public page alone; what people read is the short one.
        var mail = (await center.Web.MailsAsync()).Single(m => m.To.ToString() == "p0@people.example");
        var first = center.Row(taken[0].Reference!);
        Assert.Contains(RequestNumber.Text(first.Number), mail.TextBody, StringComparison.Ordinal);
        Assert.Equal(2, mail.TextBody!.Split($"/privacy/{first.Reference}").Length);
        Assert.Equal(2, mail.TextBody!.Split(first.Reference).Length);
        var page = await center.Web.Browser.GetAsync($"/privacy/{first.Reference}");
        Assert.Contains(RequestNumber.Text(first.Number), page.Body, StringComparison.Ordinal);
        Assert.Equal(404, (await center.Web.Browser.GetAsync($"/privacy/{RequestNumber.Text(first.Number)}")).Status);
    }

    private static async Task<PrivacyRequestRow> ProposedAsync(RequestCenter center, StaffBy by)
    {
        var person = await center.Web.SubscribeAsync(WebCenter.News);
        var row = await center.AskAsync(person, PrivacyRequestKind.Erasure);
        Assert.Equal(PrivacyRequestRefusal.None, await center.Decisions.DecideAsync(row, Approve, by));
        return center.Again(row);
    }

    /// <summary>A second writer over the same database, with connections of its own, and what acts through it.</summary>
    private sealed class OtherNode : IAsyncDisposable
    {
        private readonly Database database;
        private readonly ChangeWriter writer;

        public OtherNode(RequestCenter center)
        {
            var web = center.Web;
            database = web.Stored.Open();
            writer = new ChangeWriter(
                database,
                web.Get<LedgerSettings>(),
                web.Clock,
                web.Get<LedgerMetrics>(),
                NullLogger<ChangeWriter>.Instance
            );
            _ = writer.StartAsync(CancellationToken.None);
            var (staff, terms) = (
                new StaffAuthorizer(database, web.Get<SecondFactorRule>(), web.Clock),
                web.Get<PrivacyRequestTerms>()
            );
            Decisions = new PrivacyRequestDecisions(
                database,
                writer,
                web.Get<DueErasures>(),
                new MailboxReader(database),
                terms,
                staff
            );
            Intake = new PrivacyRequestIntake(writer, new MailboxReader(database), terms, staff);
            Accounts = new StaffAccounts(database, writer, staff);
            Work = new PrivacyRequestHandling(database, writer, terms, staff);
        }

        public PrivacyRequestDecisions Decisions { get; }
        public PrivacyRequestIntake Intake { get; }
        public StaffAccounts Accounts { get; }
        public PrivacyRequestHandling Work { get; }

        public async ValueTask DisposeAsync()
        {
            await writer.StopAsync(CancellationToken.None);
            writer.Dispose();
            database.Dispose();
        }
    }
}
