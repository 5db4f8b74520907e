using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Schedule;

namespace PreferenceCenter.PrivacyRequests.Erasure;

/// <summary>
/// Carries out erasure requests whose grace period has ended without a cancellation. New requests get a grace period
/// with <c>Privacy:ErasureReview=Automatic</c>; an erasure that staff approved is due at once.
/// </summary>
internal sealed class DueErasures(PrivacyRequestStore requests, ErasureService eraser, TimeProvider clock)
    : PeriodicWork("erasures", TimeSpan.FromMinutes(1))
{
    public override async Task RunAsync(WorkRun run, CancellationToken cancel)
    {
        foreach (var due in requests.DueErasures(clock.GetUtcNow()))
            await run.TryAsync($"erasure request {due.Request:N}", () => EraseAsync(due), cancel);
    }

    /// <summary>Carries out one request now, if it is due.</summary>
    public async Task RunAsync(Guid request)
    {
        if (requests.DueErasures(clock.GetUtcNow()).FirstOrDefault(due => due.Request == request) is { } found)
            await EraseAsync(found);
    }

    private Task<bool> EraseAsync(DueErasure due) =>
        eraser.EraseAsync(
            PersonKey.Of(due.Subscriber),
            new Act(Channel.System, Actor.System, clock.GetUtcNow(), LawfulBasis.None, 0, 0),
            request: due.Request
        );
}
