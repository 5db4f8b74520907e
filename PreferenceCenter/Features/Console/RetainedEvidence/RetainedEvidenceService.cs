using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Catalogue;
using PreferenceCenter.ConsentEvidence.History;
using PreferenceCenter.ConsentEvidence.RetainedEvidence;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.RetainedEvidence;

/// <summary>
/// Gives access to the evidence kept about erased persons for legal claims. Two accounts must read it together, and an
/// auditor sees that they did.
/// </summary>
internal sealed class RetainedEvidenceService(
    StaffAuthorizer staff,
    RetainedEvidenceStore proofs,
    SecondPerson second,
    Database database,
    CatalogueCache catalogue,
    TimeProvider clock
) : ConsoleService(staff)
{
    public async Task<IReadOnlyList<ReadingLine>> ListAsync(StaffTicket? ticket, CancellationToken cancel)
    {
        var (who, now) = (Demand(ticket, StaffPolicies.ReadPersonalData), clock.GetUtcNow());
        await using var context = await database.CreateContextAsync();
        var names = await context.StaffAccounts.AsNoTracking().ToDictionaryAsync(a => a.ActorId, a => a.Email, cancel);
        var (acts, readings) = (who.Has(StaffPolicies.ManagePersonalData), await proofs.ListAsync(cancel));
        var alone =
            readings.Where(r => r.AskedBy == who.Actor.Id && r.AgreedAt is null).Select(r => r.AskedAt).ToArray()
                is [.., var oldest]
            && await second.MayBecomeAloneAsync(who.Actor.Id, oldest);
        return
        [
            .. readings.Select(r =>
            {
                var state =
                    r.AgreedAt is not { } agreedAt ? ReadingState.Waits
                    : now < agreedAt + RetainedEvidenceStore.ReadFor ? ReadingState.Open
                    : ReadingState.Over;
                var mine = r.AskedBy == who.Actor.Id;
                return new ReadingLine(
                    r.Id,
                    r.AskedAt,
                    names.GetValueOrDefault(r.AskedBy),
                    r.Reason,
                    r.AgreedAt,
                    r.AgreedBy is { } by ? names.GetValueOrDefault(by) : null,
                    r.AloneReason,
                    state
                )
                {
                    MayAgree = acts && state == ReadingState.Waits && !mine,
                    MayDecideAlone =
                        acts
                        && state == ReadingState.Waits
                        && mine
                        && alone
                        && now >= r.AskedAt + SecondPerson.AloneAfter,
                    MayRead = acts && state == ReadingState.Open && (mine || r.AgreedBy == who.Actor.Id),
                };
            }),
        ];
    }

    public async Task<ProofRefusal> AskAsync(StaffTicket? ticket, string address, string reason)
    {
        var who = Demand(ticket, StaffPolicies.ManagePersonalData);
        return EmailAddress.TryParse(address) is { } parsed
            ? (await proofs.AskAsync(parsed, reason, who.By)).Refusal
            : ProofRefusal.NothingKept;
    }

    public Task<ProofRefusal> AgreeAsync(StaffTicket? ticket, Guid id) =>
        proofs.AgreeAsync(id, Demand(ticket, StaffPolicies.ManagePersonalData).By);

    public Task<ProofRefusal> DecideAloneAsync(StaffTicket? ticket, Guid id, string reasons) =>
        proofs.AgreeAloneAsync(id, reasons, Demand(ticket, StaffPolicies.ManagePersonalData).By);

    public async Task<(ProofRefusal Refusal, IReadOnlyList<ReadProof> Proofs)> ReadAsync(StaffTicket? ticket, Guid id)
    {
        var (refusal, found) = await proofs.ReadAsync(id, Demand(ticket, StaffPolicies.ManagePersonalData).By);
        if (refusal != ProofRefusal.None)
            return (refusal, []);
        await using var context = await database.CreateContextAsync();
        var versions = await context
            .Notices.AsNoTracking()
            .Select(n => new
            {
                n.Number,
                n.Major,
                n.Minor,
            })
            .ToDictionaryAsync(n => n.Number, n => Invariant($"{n.Number} ({n.Major}.{n.Minor})"));
        return (
            refusal,
            [.. found.Select(p => new ReadProof(p.ErasedAt, p.ExpiresAt, [.. p.Events.Select(e => Line(e, versions))]))]
        );
    }

    private ReadEvent Line(LedgerEventRow e, Dictionary<int, string> versions) =>
        new(
            e.At,
            e.Kind == EventKind.Erased ? "Person erased" : EvidenceWords.What(e.Kind, e.Basis),
            EventNames.About(e.Aspect, catalogue.Current),
            EventNames.Value(e.Aspect, e.Value),
            EvidenceWords.Through(e.Channel),
            e.Notice == 0 ? null : versions.GetValueOrDefault(e.Notice, Invariant($"{e.Notice}"))
        );
}
