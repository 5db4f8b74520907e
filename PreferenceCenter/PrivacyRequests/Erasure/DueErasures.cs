using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.PrivacyRequests.Erasure;

/// <summary>
/// Carries out erasure requests whose grace period has ended without a cancellation. New requests get a grace period
/// with <c>Privacy:ErasureReview=Automatic</c>; an erasure that staff approved is due at once.
/// </summary>
internal sealed class DueErasures(PrivacyRequestStore requests, ErasureService eraser, TimeProvider clock)
{
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var (now, done) = (clock.GetUtcNow(), 0);
        foreach (var request in requests.OverGrace(now))
        {
            cancel.ThrowIfCancellationRequested();
            if (
                request.SubscriberId is { } id
                && await eraser.EraseAsync(
                    PersonKey.Of(id),
                    new Act(Channel.System, Actor.System, now, LawfulBasis.None, 0, 0),
                    request: request.Id
                )
            )
                done++;
        }
        return done;
    }
}
