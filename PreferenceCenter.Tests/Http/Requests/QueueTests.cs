using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Tests.Http.Staff;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>Tests the queue of privacy requests and its yearly figures.</summary>
public sealed class QueueTests
{
    [DatabaseFact]
    public async Task It_is_filtered_ordered_and_paged()
    {
        await using var center = await RequestCenter.StartAsync();
        var account = center.Staff.Account(StaffRole.Privacy).Id;
        for (var i = 0; i < 46; i++)
            await center.TakeAsync(
                i % 2 == 0 ? PrivacyRequestKind.Access : PrivacyRequestKind.Rectification,
                $"p{i}@people.example",
                on: new DateOnly(2026, 11, 20).AddDays(-i)
            );
        var queue = center.Web.Get<PrivacyRequestQueue>();
        async Task<QueueSlice> Read(QueueFilter filter, int page = 1) =>
            await queue.ReadAsync(filter, page, CancellationToken.None);
        var first = await Read(new QueueFilter());
        Assert.Equal((40, 46), (first.Lines.Count, first.Total));
        Assert.Equal(first.Lines.OrderBy(l => l.DueUntil).Select(l => l.Id), first.Lines.Select(l => l.Id));
        Assert.Equal(6, (await Read(new QueueFilter(), 2)).Lines.Count);
        Assert.Equal(23, (await Read(new QueueFilter(Kind: PrivacyRequestKind.Access))).Total);
        await center.Work.AssignAsync(first.Lines[0].Id, account, center.Privacy);
        Assert.Equal(first.Lines[0].Id, Assert.Single((await Read(new QueueFilter(Assignee: account))).Lines).Id);
        Assert.Equal(45, (await Read(new QueueFilter(Unassigned: true))).Total);
        Assert.Equal(
            PrivacyRequestRefusal.Changed,
            await center.Work.AssignAsync(first.Lines[0].Id, Guid.AllBitsSet, center.Privacy)
        );
        var row = center.Row(first.Lines[0].Reference);
        await center.Decisions.DecideAsync(
            row,
            new RequestDecision(PrivacyRequestAct.Refuse, RefusalGround.NotIdentified, "No answer."),
            center.Privacy
        );
        Assert.Equal(
            (45, 1),
            ((await Read(new QueueFilter())).Total, (await Read(new QueueFilter(QueuePart.Closed))).Total)
        );
        Assert.Equal(
            row.Id,
            Assert.Single((await Read(new QueueFilter(QueuePart.All, Reference: row.Reference))).Lines).Id
        );
        // The urgency filters return only rows of that urgency or a higher one.
        Assert.All(
            (await Read(new QueueFilter(AtLeast: PrivacyRequestUrgency.Overdue))).Lines,
            l => Assert.Equal(PrivacyRequestUrgency.Overdue, l.Pace.Urgency)
        );
        Assert.All(
            (await Read(new QueueFilter(AtLeast: PrivacyRequestUrgency.Day20))).Lines,
            l => Assert.NotEqual(PrivacyRequestUrgency.Calm, l.Pace.Urgency)
        );
    }

    [DatabaseFact]
    public async Task It_is_sorted_by_each_column_in_both_directions_and_counted_by_view()
    {
        await using var center = await RequestCenter.StartAsync();
        var person = await center.Web.SubscribeAsync("mira@people.example", [WebCenter.News]);
        await center.AskAsync(person, PrivacyRequestKind.Access);
        await center.AskAsync(person, PrivacyRequestKind.Erasure);
        for (var i = 0; i < 6; i++)
            await center.TakeAsync(
                (PrivacyRequestKind)(1 + i % 3),
                $"p{i}@people.example",
                on: new DateOnly(2026, 11, 20).AddDays(-5 * i)
            );
        var (privacy, owner) = (center.Staff.Account(StaffRole.Privacy), center.Staff.Account(StaffRole.Owner));
        var queue = center.Web.Get<PrivacyRequestQueue>();
        var all = (await queue.ReadAsync(new QueueFilter(), 1, CancellationToken.None)).Lines;
        await center.Work.AssignAsync(all[0].Id, privacy.Id, center.Privacy);
        await center.Work.AssignAsync(all[1].Id, owner.Id, center.Privacy);
        await center.Decisions.DecideAsync(
            center.Row(all[2].Reference),
            new RequestDecision(PrivacyRequestAct.Refuse, RefusalGround.NotIdentified, "No answer."),
            center.Privacy
        );
        async Task<IReadOnlyList<QueueLine>> By(QueueSort sort, bool descending) =>
            (
                await queue.ReadAsync(
                    new QueueFilter(QueuePart.All) { Sort = sort, Descending = descending },
                    1,
                    CancellationToken.None
                )
            ).Lines;
        foreach (var sort in Enum.GetValues<QueueSort>())
        {
            IComparable? Key(QueueLine line) =>
                sort switch
                {
                    QueueSort.Reference => line.Number,
                    QueueSort.Kind => line.Kind,
                    QueueSort.Received => line.ReceivedAt,
                    QueueSort.Due => line.DueUntil,
                    QueueSort.Assignee => line.Assignee,
                    _ => line.State,
                };
            var (up, down) = (await By(sort, false), await By(sort, true));
            Assert.Equal((8, 8), (up.Count, down.Count));
            // Where nobody is assigned comes first or last, as the database has it.
            var (keys, back) = (up.Select(Key).OfType<IComparable>().ToList(), down.Select(Key).OfType<IComparable>());
            Assert.Equal(keys.Order(), keys);
            Assert.Equal(keys.OrderDescending(), back);
        }
        var named = (await By(QueueSort.Assignee, true)).Select(l => l.Assignee).OfType<string>();
        Assert.Equal([StaffCenter.AddressOf(StaffRole.Privacy), StaffCenter.AddressOf(StaffRole.Owner)], named);
        Assert.All(all, line => Assert.Matches("^[a-z]•+@p•+", line.Person));
        Assert.Equal(
            new QueueCounts(
                Open: 7,
                Mine: 1,
                Unassigned: 5,
                Waiting: 0,
                Soon: all.Count(l =>
                    l.Id != all[2].Id && l.Pace is { DaysLeft: <= 10, Urgency: not PrivacyRequestUrgency.Overdue }
                ),
                Overdue: all.Count(l => l.Id != all[2].Id && l.Pace.Urgency == PrivacyRequestUrgency.Overdue),
                Closed: 1,
                All: 8
            ),
            await queue.CountAsync(privacy.Id, CancellationToken.None)
        );
        // A person is found by the exact address, and named by the number of a request from then on.
        var number = await queue.NumberOfAsync(EmailAddress.TryParse("mira@people.example")!, CancellationToken.None);
        var theirs = await queue.ReadAsync(
            new QueueFilter(QueuePart.All) { SamePersonAs = number },
            1,
            CancellationToken.None
        );
        Assert.Equal(2, theirs.Total);
        Assert.Contains(theirs.Lines, l => l.Number == number);
        Assert.Null(await queue.NumberOfAsync(EmailAddress.TryParse("nobody@people.example")!, CancellationToken.None));
    }

    [DatabaseFact]
    public async Task The_figures_of_the_year_count_each_once()
    {
        await using var center = await RequestCenter.StartAsync();
        async Task Closed(string address, int days, RequestDecision decision)
        {
            var row = await center.TakeAsync(PrivacyRequestKind.Access, address);
            center.Web.Clock.Advance(TimeSpan.FromDays(days));
            Assert.Equal(
                PrivacyRequestRefusal.None,
                await center.Decisions.DecideAsync(center.Again(row), decision, center.Privacy)
            );
        }
        await Closed("a@people.example", 2, new RequestDecision(PrivacyRequestAct.Approve));
        await Closed("b@people.example", 4, new RequestDecision(PrivacyRequestAct.Approve));
        await Closed(
            "c@people.example",
            32,
            new RequestDecision(PrivacyRequestAct.Refuse, RefusalGround.NotIdentified, "No answer.")
        );
        var figures = await center.Web.Get<RequestFigures>().OfAsync(2026, CancellationToken.None);
        Assert.Equal(
            (3, 2, 1, 1, 0),
            (
                figures.Whole.Received,
                figures.Whole.InTime,
                figures.Whole.Late,
                figures.Whole.Refused,
                figures.Whole.Open
            )
        );
        Assert.Equal(4, figures.Whole.MedianDays!.Value, 0.01);
        Assert.Equal(3, figures.Months[10].Received);
        Assert.Equal(PrivacyRequestKind.Access, Assert.Single(figures.Kinds).Kind);
        Assert.Equal(0, (await center.Web.Get<RequestFigures>().OfAsync(2025, CancellationToken.None)).Whole.Received);
    }
}
