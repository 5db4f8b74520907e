using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Staff;

namespace PreferenceCenter.ConsentEvidence.RetainedEvidence;

/// <summary>Why retained evidence may not be read, or not yet.</summary>
internal enum ProofRefusal
{
    None,

    /// <summary>No proof is kept for this address, or it has expired.</summary>
    NothingKept,

    /// <summary>The staff member has neither the owner nor the privacy role.</summary>
    NotAllowed,

    /// <summary>The reason is missing, or contains an address: reasons are stored.</summary>
    Incomplete,

    /// <summary>The second staff member must differ from the first.</summary>
    NotByThemselves,

    /// <summary>The account was invited, reset or given a role less than seven days ago.</summary>
    TooNew,

    /// <summary>One of the staff stands behind both accounts.</summary>
    NotIndependent,

    /// <summary>Another staff member could agree, or the waiting day is not over.</summary>
    NotAlone,

    /// <summary>The request is already agreed to, not agreed to, or its day is over.</summary>
    Changed,
}

/// <summary>Log events of an erased subscriber, from the first to the last.</summary>
internal sealed record ErasedProof(
    Guid LedgerId,
    DateTimeOffset ErasedAt,
    DateTimeOffset ExpiresAt,
    IReadOnlyList<LedgerEventRow> Events
);

/// <summary>
/// Reads the proof stubs of erased subscribers that <c>Privacy:KeepProof=Stub</c> keeps, for legal claims only (GDPR
/// article 17(3)(e)). One staff member asks with a reason, a second agrees, and both may read for a day. Each step is a
/// log event that names the staff member, never the subscriber.
/// </summary>
internal sealed class RetainedEvidenceStore(
    Database database,
    SubscriberReader subscribers,
    ChangeWriter writer,
    AddressHasher keys,
    ErasureSettings settings,
    StaffAuthorizer staff
)
{
    public static readonly TimeSpan ReadFor = TimeSpan.FromDays(1);
    private const int HashLength = 32,
        LongestReason = 2000;

    private enum Step
    {
        Asked = 1,
        Agreed = 2,
        DecidedAlone = 3,
        Read = 4,
    }

    /// <param name="reason">The legal claim, described without naming the subscriber.</param>
    public async Task<(ProofRefusal Refusal, Guid Id)> AskAsync(EmailAddress address, string reason, StaffBy by)
    {
        var act = staff.Permit(by, StaffPolicies.ManagePersonalData);
        var (now, hashes, words) = (act.At, keys.Current.ProofHashesOf(address).ToArray(), Words(reason));
        var id = Guid.CreateVersion7(now);
        var refusal = await DoAsync(
            act,
            Step.Asked,
            id,
            context =>
            {
                if (words is null)
                    return ProofRefusal.Incomplete;
                if (!hashes.Any(h => context.ProofStubs.Any(s => s.KeyedHash == h && s.ExpiresAt > now)))
                    return ProofRefusal.NothingKept;
                var alone = !settings.TwoPeople;
                context.ProofReadings.Add(
                    new ProofReading
                    {
                        Id = id,
                        KeyedHash = [.. hashes.SelectMany(h => h)],
                        AskedBy = by.Actor.Id,
                        AskedAt = now,
                        Reason = words,
                        AgreedBy = alone ? by.Actor.Id : null,
                        AgreedAt = alone ? now : null,
                    }
                );
                return ProofRefusal.None;
            }
        );
        return (refusal, id);
    }

    public Task<ProofRefusal> AgreeAsync(Guid id, StaffBy by) =>
        DecideAsync(
            id,
            by,
            Step.Agreed,
            (context, reading, now) =>
                reading.AskedBy == by.Actor.Id
                    ? ProofRefusal.NotByThemselves
                    : SecondPerson.Judge(context, by.Actor.Id, reading.AskedBy, now) switch
                    {
                        SecondPersonVerdict.May => ProofRefusal.None,
                        SecondPersonVerdict.NotIndependent => ProofRefusal.NotIndependent,
                        _ => ProofRefusal.TooNew,
                    }
        );

    /// <summary>
    /// Agrees to one's own request if no second staff member is available: with separate reasons, and a day after
    /// asking.
    /// </summary>
    public Task<ProofRefusal> AgreeAloneAsync(Guid id, string reasons, StaffBy by) =>
        DecideAsync(
            id,
            by,
            Step.DecidedAlone,
            (context, reading, now) =>
            {
                if (Words(reasons) is not { } words)
                    return ProofRefusal.Incomplete;
                if (!SecondPerson.MayDecideAlone(context, by.Actor.Id, reading.AskedBy, reading.AskedAt, now))
                    return ProofRefusal.NotAlone;
                reading.AloneReason = words;
                return ProofRefusal.None;
            }
        );

    /// <summary>
    /// Reads the proofs: only the two staff members, for one day. The log records the reading before the proofs are
    /// shown.
    /// </summary>
    public async Task<(ProofRefusal Refusal, IReadOnlyList<ErasedProof> Proofs)> ReadAsync(Guid id, StaffBy by)
    {
        var act = staff.Permit(by, StaffPolicies.ManagePersonalData);
        var now = act.At;
        var refusal = await DoAsync(
            act,
            Step.Read,
            id,
            context =>
            {
                if (
                    context.ProofReadings.Find(id) is not { AgreedAt: { } agreedAt } reading
                    || now >= agreedAt + ReadFor
                )
                    return ProofRefusal.Changed;
                return by.Actor.Id != reading.AskedBy && by.Actor.Id != reading.AgreedBy
                    ? ProofRefusal.NotAllowed
                    : ProofRefusal.None;
            }
        );
        if (refusal != ProofRefusal.None)
            return (refusal, []);
        var proofs = new List<ErasedProof>();
        foreach (var stub in await database.FindStubsAsync([.. await HashesOfAsync(id)], now))
            proofs.Add(
                new ErasedProof(
                    stub.LedgerId,
                    stub.ErasedAt,
                    stub.ExpiresAt,
                    await subscribers.EventsUpToAsync(stub.LedgerId, stub.Slot, stub.Position)
                )
            );
        return (refusal, proofs);
    }

    /// <summary>All requests to read, with their reasons, the newest first.</summary>
    public async Task<IReadOnlyList<ProofReading>> ListAsync(CancellationToken cancel)
    {
        await using var context = await database.CreateContextAsync();
        return await context.ProofReadings.AsNoTracking().OrderByDescending(r => r.AskedAt).ToListAsync(cancel);
    }

    private async Task<ProofRefusal> DecideAsync(
        Guid id,
        StaffBy by,
        Step step,
        Func<CenterContext, ProofReading, DateTimeOffset, ProofRefusal> judge
    )
    {
        var act = staff.Permit(by, StaffPolicies.ManagePersonalData);
        return await DoAsync(
            act,
            step,
            id,
            context =>
            {
                if (context.ProofReadings.Find(id) is not { AgreedAt: null } reading)
                    return ProofRefusal.Changed;
                var refused = judge(context, reading, act.At);
                if (refused == ProofRefusal.None)
                    (reading.AgreedBy, reading.AgreedAt) = (act.Actor.Id, act.At);
                return refused;
            }
        );
    }

    private async Task<IEnumerable<byte[]>> HashesOfAsync(Guid id)
    {
        await using var context = await database.CreateContextAsync();
        return
            await context.ProofReadings.Where(r => r.Id == id).Select(r => r.KeyedHash).SingleOrDefaultAsync()
                is { } hashes
            ? hashes.Chunk(HashLength)
            : [];
    }

    // A refused step leaves no event and no row. A second run after a lost connection decides again.
    private Task<ProofRefusal> DoAsync(Act act, Step step, Guid id, Func<CenterContext, ProofRefusal> work) =>
        writer.DoAsync(
            new AdminChange<ProofRefusal>(
                act,
                context =>
                {
                    var done = MayRead(context, act.Actor.Id) ? work(context) : ProofRefusal.NotAllowed;
                    return done == ProofRefusal.None
                        ? AdminResult.Written(
                            done,
                            new AdminEvent(EventKind.ProofRead, (long)step, 0, new Evidence { Detail = $"{id}" })
                        )
                        : AdminResult.Unwritten(done);
                }
            )
        );

    // Only two accounts may read: whoever runs the machine has every other policy, and not this one.
    private static bool MayRead(CenterContext context, Guid actor)
    {
        var able = StaffPolicies.RolesOf(StaffPolicies.ManagePersonalData);
        return context.StaffAccounts.Any(a => a.ActorId == actor && a.DismissedAt == null && able.Contains(a.Role));
    }

    // Reasons are kept for thirty days: an address in one would bring erased data back into the database files.
    private static string? Words(string typed) =>
        CleanText.Of(typed.Trim(), LongestReason) is { Length: > 0 } words
        && !words.Contains('@', StringComparison.Ordinal)
            ? words
            : null;
}
