using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console;
using PreferenceCenter.Features.Console.Home;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Requests;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Console;

/// <summary>Tests what the home page says that waits, for each role, on both databases.</summary>
public sealed class HomeWaitingTests
{
    [DatabaseFact]
    [Trait("Requirement", "SEC-18")]
    public async Task What_is_late_due_or_proposed_by_another_waits_for_those_who_can_act_on_it()
    {
        await using var center = await RequestCenter.StartAsync();
        var person = await center.Web.SubscribeAsync("ada@people.example", [WebCenter.News]);
        var far = await center.TakeAsync(PrivacyRequestKind.Access, "bob@people.example");
        var erasure = await center.AskAsync(person, PrivacyRequestKind.Erasure);
        Assert.Empty((await ReadAsync(center, StaffRole.Privacy)).First);

        Assert.Equal(
            PrivacyRequestRefusal.None,
            await center.Decisions.DecideAsync(
                erasure,
                new RequestDecision(PrivacyRequestAct.Approve, Reasons: "She is who she says."),
                center.Privacy
            )
        );
        // Whoever proposed it does not wait for themselves.
        Assert.Empty((await ReadAsync(center, StaffRole.Privacy)).First);
        var mine = Assert.Single((await ReadAsync(center, StaffRole.Owner)).First);
        Assert.Equal(
            ($"/staff/requests/{erasure.Reference}", RequestNumber.Text(erasure.Number), "two", "Review"),
            (mine.Path, mine.Reference, mine.Status?.Look, mine.Act.Value)
        );

        center.Web.Clock.Advance(TimeSpan.FromDays(40));
        var late = await ReadAsync(center, StaffRole.Privacy);
        Assert.Contains(
            late.First,
            item => item.Reference == RequestNumber.Text(far.Number) && item.WhenLook == "late"
        );
        Assert.Equal(late.Total, late.First.Count);
        // Nothing waits for somebody who only reads, however late it is.
        foreach (var role in new[] { StaffRole.Auditor, StaffRole.Marketing })
            Assert.Equal(WaitingItems.None.Total, (await ReadAsync(center, role)).Total);
    }

    [DatabaseFact(PostgresInLongTests = true)]
    [Trait("Requirement", "SEC-18")]
    public async Task Marketing_learns_of_no_single_person_and_of_no_email_that_waits()
    {
        await using var center = await RequestCenter.StartAsync();
        for (var i = 0; i < 4; i++)
            await center.Web.SubscribeAsync($"p{i}@people.example", [WebCenter.News]);
        Assert.Equal(new HomeFigures(0, null, null), (await HomeAsync(center, StaffRole.Marketing)).Figures);
        for (var i = 4; i < 9; i++)
            await center.Web.SubscribeAsync($"p{i}@people.example", [WebCenter.News]);
        Assert.Equal(new HomeFigures(5, null, null), (await HomeAsync(center, StaffRole.Marketing)).Figures);
        Assert.Equal(9, (await HomeAsync(center, StaffRole.Privacy)).Figures.People);
    }

    private static async Task<WaitingItems> ReadAsync(RequestCenter center, StaffRole role) =>
        (await HomeAsync(center, role)).Waiting;

    private static async Task<HomeView> HomeAsync(RequestCenter center, StaffRole role)
    {
        await using var scope = center.Web.Get<IServiceScopeFactory>().CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<HomeService>()
            .HomeAsync(
                center.By(role).Ticket,
                center.Web.Get<PageContexts>().In("en", asked: false),
                TestContext.Current.CancellationToken
            );
    }
}
