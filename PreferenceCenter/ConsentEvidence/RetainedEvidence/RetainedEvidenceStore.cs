using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.Staff;

namespace PreferenceCenter.ConsentEvidence.RetainedEvidence;

/// <summary>Why nobody reads, or not yet.</summary>
internal enum ProofRefusal
{
    None,

    /// <summary>Nothing is kept of that address, or not any more.</summary>
    NothingKept,

    /// <summary>Not an owner's and not privacy's.</summary>
    NotAllowed,

    /// <summary>No reason was given, or one with an address in it: reasons are kept.</summary>
    Incomplete,

    /// <summary>The second is another person than the first.</summary>
    NotByThemselves,

    /// <summary>Invited, reset or raised less than seven days ago.</summary>
    TooNew,

    /// <summary>Somebody else can agree, or a day is not over.</summary>
    NotAlone,

    /// <summary>Agreed to before, or not at all, or its day is over.</summary>
    Changed,
}

/// <summary>What the log says of one who was erased, between their first event and their last.</summary>
internal sealed record ErasedProof(
    Guid LedgerId,
    DateTimeOffset ErasedAt,
    DateTimeOffset ExpiresAt,
    IReadOnlyList<LedgerEventRow> Events
);

/// <summary>
/// Reads what <c>Privacy:KeepProof=Stub</c> keeps of erased people, for legal claims alone (GDPR article 17(3)(e)): one
/// asks with a reason, a second agrees, and both may read for a day. Each step is an event of the log, which says who
/// and never about whom.
/// </summary>
internal sealed class RetainedEvidenceStore(
    Database database,
    SubscriberReader people,
    ChangeWriter writer,
    AddressHasher keys,
    ErasureSettings settings,
    TimeProvider clock
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

    /// <param name="reason">Which claim, in words that name nobody.</param>
    public async Task<(ProofRefusal Refusal, Guid Id)> AskAsync(EmailAddress address, string reason, StaffBy by)
    {
        var (now, hashes, words) = (clock.GetUtcNow(), keys.Current.ProofHashesOf(address).ToArray(), Words(reason));
        var id = Guid.CreateVersion7(now);
        var refusal = await DoAsync(
            by,
            Step.Asked,
            id,
            now,
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
                reading.AskedBy == by.Actor.Id ? ProofRefusal.NotByThemselves
                : SecondPerson.MayBe(context, by.Actor.Id, now) ? ProofRefusal.None
                : ProofRefusal.TooNew
        );

    /// <summary>Where nobody else can: with reasons of its own, and a day after asking.</summary>
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

    /// <summary>For the two of them alone, for a day. That it was read is in the log before anybody sees it.</summary>
    public async Task<(ProofRefusal Refusal, IReadOnlyList<ErasedProof> Proofs)> ReadAsync(Guid id, StaffBy by)
    {
        var (now, hashes) = (clock.GetUtcNow(), Array.Empty<byte[]>());
        var refusal = await DoAsync(
            by,
            Step.Read,
            id,
            now,
            context =>
            {
                if (
                    context.ProofReadings.Find(id) is not { AgreedAt: { } agreedAt } reading
                    || now >= agreedAt + ReadFor
                )
                    return ProofRefusal.Changed;
                if (by.Actor.Id != reading.AskedBy && by.Actor.Id != reading.AgreedBy)
                    return ProofRefusal.NotAllowed;
                hashes = [.. reading.KeyedHash.Chunk(HashLength)];
                return ProofRefusal.None;
            }
        );
        return refusal == ProofRefusal.None
            ? (
                refusal,
                [
                    .. database
                        .FindStubs(hashes, now)
                        .Select(stub => new ErasedProof(
                            stub.LedgerId,
                            stub.ErasedAt,
                            stub.ExpiresAt,
                            people.EventsUpTo(stub.LedgerId, stub.Slot, stub.Position)
                        )),
                ]
            )
            : (refusal, []);
    }

    /// <summary>That readings happen, and why; the newest first.</summary>
    public IReadOnlyList<ProofReading> List()
    {
        using var context = database.CreateContext();
        return [.. context.ProofReadings.OrderByDescending(r => r.AskedAt)];
    }

    private Task<ProofRefusal> DecideAsync(
        Guid id,
        StaffBy by,
        Step step,
        Func<CenterContext, ProofReading, DateTimeOffset, ProofRefusal> judge
    )
    {
        var now = clock.GetUtcNow();
        return DoAsync(
            by,
            step,
            id,
            now,
            context =>
            {
                if (context.ProofReadings.Find(id) is not { AgreedAt: null } reading)
                    return ProofRefusal.Changed;
                var refusal = judge(context, reading, now);
                if (refusal == ProofRefusal.None)
                    (reading.AgreedBy, reading.AgreedAt) = (by.Actor.Id, now);
                return refusal;
            }
        );
    }

    // Refused, it leaves no event and no row. Run again after a lost connection, it is judged anew.
    private async Task<ProofRefusal> DoAsync(
        StaffBy by,
        Step step,
        Guid id,
        DateTimeOffset now,
        Func<CenterContext, ProofRefusal> work
    )
    {
        var refusal = ProofRefusal.NotAllowed;
        await writer.DoAsync(
            new AdminChange(
                by.At(now),
                context =>
                {
                    refusal = Owns(context, by.Actor.Id) ? work(context) : ProofRefusal.NotAllowed;
                    return refusal == ProofRefusal.None
                        ? [new AdminEvent(EventKind.ProofRead, (long)step, 0, new Evidence { Detail = $"{id}" })]
                        : [];
                }
            )
        );
        return refusal;
    }

    private static bool Owns(CenterContext context, Guid actor) =>
        context.StaffAccounts.Any(a =>
            a.ActorId == actor && a.DismissedAt == null && (a.Role == StaffRole.Owner || a.Role == StaffRole.Privacy)
        );

    // Kept for thirty days: an address in it would be back in the files.
    private static string? Words(string typed) =>
        CleanText.Of(typed.Trim(), LongestReason) is { Length: > 0 } words
        && !words.Contains('@', StringComparison.Ordinal)
            ? words
            : null;
}
