using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.ConsentEvidence.RetainedEvidence;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Console.RetainedEvidence;
using PreferenceCenter.Tests.Http;
using PreferenceCenter.Tests.Http.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features;

/// <summary>Tests the console page where two staff members read the retained proof of an erased subscriber.</summary>
[Trait("Requirement", "ERA-02")]
public sealed class ProofsConsoleTests
{
    private const string Zenobia = "zenobia@people.example";

    [DatabaseFact]
    public async Task One_asks_another_agrees_both_read_and_the_auditor_sees_that_they_did()
    {
        await using var center = await StaffCenter.StartAsync("Privacy:KeepProof=Stub");
        await center.Web.EraseAsync(await center.Web.SubscribeAsync(Zenobia, [WebCenter.News]));
        foreach (var role in new[] { StaffRole.Owner, StaffRole.Privacy, StaffRole.Auditor })
            await center.SignInAsync(role);
        var (owner, privacy, auditor) = (
            center.TicketOf(StaffRole.Owner),
            center.TicketOf(StaffRole.Privacy),
            center.TicketOf(StaffRole.Auditor)
        );
        await using var scope = center.Web.Get<IServiceScopeFactory>().CreateAsyncScope();
        var (service, cancel) = (
            scope.ServiceProvider.GetRequiredService<RetainedEvidenceService>(),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(ProofRefusal.NothingKept, await service.AskAsync(owner, "no address", "Case 12."));
        Assert.Equal(ProofRefusal.None, await service.AskAsync(owner, Zenobia, "Case 12."));
        var asked = Assert.Single(await service.ListAsync(owner, cancel));
        Assert.Equal(
            (ReadingState.Waits, false, false, false),
            (asked.State, asked.MayAgree, asked.MayDecideAlone, asked.MayRead)
        );
        Assert.Equal(
            (true, false),
            (
                Assert.Single(await service.ListAsync(privacy, cancel)).MayAgree,
                Assert.Single(await service.ListAsync(auditor, cancel)).MayAgree
            )
        );
        Assert.Equal(ProofRefusal.None, await service.AgreeAsync(privacy, asked.Id));

        foreach (var ticket in new[] { owner, privacy })
        {
            Assert.True(Assert.Single(await service.ListAsync(ticket, cancel)).MayRead);
            var (refusal, proofs) = await service.ReadAsync(ticket, asked.Id);
            Assert.Equal(ProofRefusal.None, refusal);
            Assert.Equal(
                [
                    "Consent given elsewhere, as somebody else asserts",
                    "Evidence of earlier events erased",
                    "Person erased",
                ],
                Assert.Single(proofs).Events.Select(e => e.What)
            );
            Assert.Equal("news", proofs[0].Events[0].About);
        }
        var seen = Assert.Single(await service.ListAsync(auditor, cancel));
        Assert.Equal(
            (
                ReadingState.Open,
                false,
                StaffCenter.AddressOf(StaffRole.Owner),
                StaffCenter.AddressOf(StaffRole.Privacy)
            ),
            (seen.State, seen.MayRead, seen.AskedBy, seen.AgreedBy)
        );
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => service.ReadAsync(auditor, asked.Id));
    }

    [DatabaseFact(PostgresInLongTests = true)]
    public async Task The_page_is_open_to_owner_privacy_and_auditor_in_six_languages()
    {
        await using var center = await StaffCenter.StartAsync("Privacy:KeepProof=Stub");
        foreach (
            var (role, status) in new[]
            {
                (StaffRole.Owner, 200),
                (StaffRole.Privacy, 200),
                (StaffRole.Auditor, 200),
                (StaffRole.Marketing, 403),
            }
        )
        {
            var browser = await center.SignInAsync(role);
            foreach (var language in PreferenceCenter.Domain.Languages.All)
            {
                var answer = await browser.GetAsync($"/staff/proofs?language={language}");
                Assert.Equal(status, answer.Status);
                // The auditor makes no request.
                if (status == 200)
                    Assert.Equal(
                        role != StaffRole.Auditor,
                        answer.Page.QuerySelector("main input[type=email]") is not null
                    );
            }
        }
    }
}
