using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http.Requests;

/// <summary>Tests the assignment of several requests at once.</summary>
public sealed class RequestAssignmentTests
{
    [DatabaseFact]
    public async Task Each_is_assigned_or_refused_on_its_own_grounds()
    {
        await using var center = await RequestCenter.StartAsync();
        var (self, other) = (center.Staff.Account(StaffRole.Privacy).Id, center.Staff.Account(StaffRole.Owner).Id);
        var rows = new List<PrivacyRequestRow>();
        for (var i = 0; i < 5; i++)
            rows.Add(await center.TakeAsync(PrivacyRequestKind.Access, $"p{i}@people.example"));
        RequestToAssign[] seen = [.. rows.Select(r => new RequestToAssign(r.Id, null)), new(Guid.AllBitsSet, null)];
        // After the list was shown: one is given to a colleague, one is closed, one has the assignee already.
        await center.Work.AssignAsync(rows[1].Id, other, center.Owner);
        await center.Decisions.DecideAsync(
            rows[2],
            new RequestDecision(PrivacyRequestAct.Refuse, RefusalGround.NotIdentified, "No answer."),
            center.Owner
        );
        await center.Work.AssignAsync(rows[3].Id, self, center.Privacy);
        var logged = Logged(center);
        var refusals = await center.Work.AssignAllAsync(seen, self, center.Privacy);
        Assert.Equal(
            [
                PrivacyRequestRefusal.None,
                PrivacyRequestRefusal.Changed,
                PrivacyRequestRefusal.Closed,
                PrivacyRequestRefusal.None,
                PrivacyRequestRefusal.None,
                PrivacyRequestRefusal.Unknown,
            ],
            refusals
        );
        Assert.Equal([self, other, null, self, self], rows.Select(r => center.Again(r).AssigneeId));
        Assert.Equal([1, 1, 0, 1, 1], rows.Select(r => center.Steps(r).Count(s => s == PrivacyRequestStep.Assigned)));
        // One event for each that was assigned, and none for the others.
        Assert.Equal(logged + 2, Logged(center));
        // Sent again, it writes nothing.
        await center.Work.AssignAllAsync(
            [.. rows.Take(1).Select(r => new RequestToAssign(r.Id, self))],
            self,
            center.Privacy
        );
        Assert.Equal(logged + 2, Logged(center));
    }

    [DatabaseFact]
    public async Task Only_whoever_handles_requests_can_be_given_one()
    {
        await using var center = await RequestCenter.StartAsync();
        var row = await center.TakeAsync(PrivacyRequestKind.Access, "ada@people.example");
        var marketing = center.Staff.Account(StaffRole.Marketing).Id;
        Assert.Equal(PrivacyRequestRefusal.Changed, await center.Work.AssignAsync(row.Id, marketing, center.Privacy));
        Assert.Equal(
            [PrivacyRequestRefusal.Changed],
            await center.Work.AssignAllAsync([new(row.Id, null)], marketing, center.Privacy)
        );
        Assert.Null(center.Again(row).AssigneeId);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            center.Work.AssignAllAsync([new(row.Id, null)], null, center.By(StaffRole.Auditor))
        );
    }

    private static int Logged(RequestCenter center)
    {
        using var context = center.Web.Get<Database>().CreateContext();
        return context.Set<LedgerEventRow>().Count(e => e.Kind == EventKind.RequestChanged);
    }
}
