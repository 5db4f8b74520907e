using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
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
        for (var i = 0; i < 30; i++)
            await center.TakeAsync(
                i % 2 == 0 ? PrivacyRequestKind.Access : PrivacyRequestKind.Rectification,
                $"p{i}@people.example",
                on: new DateOnly(2026, 11, 20).AddDays(-i)
            );
        var queue = center.Web.Get<PrivacyRequestQueue>();
        async Task<QueueSlice> Read(QueueFilter filter, int page = 1) =>
            await queue.ReadAsync(filter, page, CancellationToken.None);
        var first = await Read(new QueueFilter());
        Assert.Equal((25, 30), (first.Lines.Count, first.Total));
        Assert.Equal(first.Lines.OrderBy(l => l.DueUntil).Select(l => l.Id), first.Lines.Select(l => l.Id));
        Assert.Equal(5, (await Read(new QueueFilter(), 2)).Lines.Count);
        Assert.Equal(15, (await Read(new QueueFilter(Kind: PrivacyRequestKind.Access))).Total);
        await center.Work.AssignAsync(first.Lines[0].Id, account, center.Privacy);
        Assert.Equal(first.Lines[0].Id, Assert.Single((await Read(new QueueFilter(Assignee: account))).Lines).Id);
        Assert.Equal(29, (await Read(new QueueFilter(Unassigned: true))).Total);
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
            (29, 1),
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
