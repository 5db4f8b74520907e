using Microsoft.EntityFrameworkCore;
using PreferenceCenter.ConsentEvidence.Receipts;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.AuditLog;

/// <summary>Reads the audit log, its checkpoints and the state of its verification.</summary>
internal sealed class AuditLogService(
    StaffAuthorizer staff,
    Database database,
    AuditLogNaming naming,
    Site site,
    ReceiptIssuer receipts,
    LogCheck check
) : ConsoleService(staff)
{
    private const int OnPage = 40,
        MostEvents = 240;

    /// <summary>
    /// How far back one page looks for what is filtered: the log has no index for that, and is as long as it gets.
    /// </summary>
    internal const long Reach = 200_000;

    public async Task<AuditLogSlice> ListAsync(
        StaffTicket? ticket,
        AuditLogQuery query,
        PageContext frame,
        CancellationToken cancel
    )
    {
        Demand(ticket, StaffPolicies.ReadPersonalData);
        await using var context = await database.CreateContextAsync();
        var heads = await context
            .LogHeads.AsNoTracking()
            .OrderBy(h => h.Slot)
            .Select(h => new { h.Slot, h.Frontier })
            .ToListAsync(cancel);
        var accounts = await context
            .StaffAccounts.AsNoTracking()
            .Where(a => a.Email != null)
            .OrderBy(a => a.Email)
            .Select(a => new { a.ActorId, a.Email })
            .ToListAsync(cancel);
        var size = heads.Find(h => h.Slot == query.Log)?.Frontier is { Length: > 0 } frontier
            ? MerkleFrontier.Parse(frontier).Size
            : 0;
        var end = Math.Min(query.Before ?? size, size);
        var floor = Math.Max(0, end - Reach);
        var found = await Filtered(context, query, floor, end)
            .OrderByDescending(e => e.Position)
            .Take(MostEvents + 1)
            .Select(e => new AuditLogEntry(
                e.Position,
                e.At,
                e.Kind,
                e.Aspect,
                e.Value,
                e.Channel,
                e.ActorKind,
                e.ActorId,
                e.LedgerId
            ))
            .ToListAsync(cancel);
        // The last group may go on beyond what was read: it begins the next page, unless it is the only one.
        var groups = AuditLogChange.Group(found.Take(MostEvents)).ToList();
        if (found.Count > MostEvents && groups.Count > 1)
            groups.RemoveAt(groups.Count - 1);
        var more = groups.Count > OnPage || found.Count > MostEvents;
        groups = [.. groups.Take(OnPage)];
        var names = accounts.ToDictionary(a => a.ActorId, a => a.Email!);
        return new AuditLogSlice(
            naming.Name(
                groups,
                await PeopleAsync(context, groups, cancel),
                names,
                await DetailsAsync(context, query.Log, groups, cancel),
                frame
            ),
            more ? groups[^1][0].Position
                : floor > 0 ? floor
                : null,
            found.Count == 0 && floor > 0,
            [.. heads.Select(h => h.Slot)],
            [.. accounts.Select(a => (a.ActorId, a.Email!))]
        );
    }

    private IQueryable<LedgerEventRow> Filtered(CenterContext context, AuditLogQuery query, long floor, long end)
    {
        var events = context
            .LedgerEvents.AsNoTracking()
            .Where(e => e.Slot == query.Log && e.Position < end && e.Position >= floor);
        if (query.Part != AuditLogPart.All)
        {
            var administration = query.Part == AuditLogPart.Administration;
            events = events.Where(e => e.LedgerId == Guid.Empty == administration);
        }
        if (query.Kind is { } kind)
            events = events.Where(e => e.Kind == kind);
        if (query.By is { } by)
            events = events.Where(e => e.ActorKind == by);
        if (query.Account is { } account)
            events = events.Where(e => e.ActorId == account);
        if (query.Day is { } day)
        {
            var (from, to) = (site.Calendar.StartOf(day), site.Calendar.EndOf(day));
            events = events.Where(e => e.At >= from && e.At < to);
        }
        return events;
    }

    // One statement for all people of a page. The erased are in it no more.
    private static async Task<Dictionary<Guid, AuditLogPerson>> PeopleAsync(
        CenterContext context,
        IEnumerable<IReadOnlyList<AuditLogEntry>> groups,
        CancellationToken cancel
    )
    {
        Guid[] ids = [.. groups.SelectMany(g => g).Where(e => e.OfPerson).Select(e => e.LedgerId).Distinct()];
        if (ids.Length == 0)
            return [];
        return await context
            .Subscribers.AsNoTracking()
            .Where(s => EF.Parameter(ids).Contains(s.LedgerId))
            .Select(s => new
            {
                s.LedgerId,
                s.PublicId,
                s.Address,
            })
            .ToDictionaryAsync(
                s => s.LedgerId,
                s => new AuditLogPerson(s.PublicId, EmailAddress.Mask(s.Address)),
                cancel
            );
    }

    // Administrative events have their evidence each to itself.
    private static async Task<Dictionary<long, string>> DetailsAsync(
        CenterContext context,
        int log,
        IEnumerable<IReadOnlyList<AuditLogEntry>> groups,
        CancellationToken cancel
    )
    {
        long[] positions =
        [
            .. groups.SelectMany(g => g).Where(e => AuditLogNaming.NeedsDetail(e.Kind)).Select(e => e.Position),
        ];
        if (positions.Length == 0)
            return [];
        var kept = await context
            .Evidence.AsNoTracking()
            .Where(e => e.Slot == log && EF.Parameter(positions).Contains(e.Position))
            .Select(e => new { e.Position, e.Content })
            .ToListAsync(cancel);
        return kept.Select(e => (e.Position, Evidence.Parse(e.Content)?.Detail))
            .Where(e => e.Detail is not null)
            .ToDictionary(e => e.Position, e => e.Detail!);
    }

    /// <summary>The proof that the log holds this event now; null where there is none of that number.</summary>
    public async Task<AuditLogProof?> ProofAsync(StaffTicket? ticket, int log, long position, CancellationToken cancel)
    {
        Demand(ticket, StaffPolicies.ReadPersonalData);
        await using var context = await database.CreateContextAsync();
        if (
            await context
                .LedgerEvents.AsNoTracking()
                .SingleOrDefaultAsync(e => e.Slot == log && e.Position == position, cancel)
            is not { } found
        )
            return null;
        var proven = (await receipts.ForAsync([found])).Logs[0];
        var (leaf, path) = (MerkleTree.LeafHash(proven.Events[0].Event), proven.Events[0].Proof);
        return new AuditLogProof(
            position,
            leaf.ToBase64(),
            [.. path.Select(hash => hash.ToBase64())],
            proven.Checkpoint,
            CheckpointNote.TryParse(proven.Checkpoint, out var note)
                && MerkleTree.VerifyInclusion(leaf, position, note.Checkpoint.Size, [.. path], note.Checkpoint.Root)
        );
    }

    public async Task<LogHeads> HeadsAsync(StaffTicket? ticket, CancellationToken cancel)
    {
        Demand(ticket, StaffPolicies.ReadPersonalData);
        await using var context = await database.CreateContextAsync();
        return new LogHeads(
            [
                .. (await receipts.CheckpointsAsync()).Select(n => new LogCheckpoint(
                    n.Checkpoint.Origin,
                    n.Checkpoint.Size,
                    n.Checkpoint.Root.ToBase64()
                )),
            ],
            await context
                .Outbox.Where(m => m.Kind == MailKind.Checkpoint && m.SentAt != null)
                .MaxAsync(m => m.SentAt, cancel)
        );
    }

    /// <summary>Starts a verification, unless one is running.</summary>
    public LogCheckState Verify(StaffTicket? ticket)
    {
        Demand(ticket, StaffPolicies.VerifyLog);
        check.Start();
        return check.State;
    }

    /// <summary>Stops the verification that is running. It has no result then.</summary>
    public LogCheckState Cancel(StaffTicket? ticket)
    {
        Demand(ticket, StaffPolicies.VerifyLog);
        check.Cancel();
        return check.State;
    }

    public LogCheckState State(StaffTicket? ticket)
    {
        Demand(ticket, StaffPolicies.ReadPersonalData);
        return check.State;
    }
}
