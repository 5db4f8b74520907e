using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.ConsentEvidence.Receipts;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.AuditLog;

/// <summary>Part of the log: all events, those of subscribers, or administrative ones.</summary>
internal enum AuditLogPart
{
    All,
    People,
    Administration,
}

/// <summary>An event as it is sealed; it names no person.</summary>
internal sealed record AuditLogLine(long Position, DateTimeOffset At, MarkupString What, string? About, ActorKind By);

/// <summary>A page of the log, and the numbers of all logs.</summary>
internal sealed record AuditLogSlice(IReadOnlyList<AuditLogLine> Lines, long? Before, IReadOnlyList<int> Logs);

/// <summary>Checkpoint of a log: its origin, size and root hash.</summary>
internal sealed record LogCheckpoint(string Origin, long Size, string Root);

/// <summary>Checkpoints of all logs, and when a checkpoint was last mailed.</summary>
internal sealed record LogHeads(IReadOnlyList<LogCheckpoint> Checkpoints, DateTimeOffset? MailedAt);

/// <summary>Reads the audit log, its checkpoints and the state of its verification.</summary>
internal sealed class AuditLogService(
    StaffAuthorizer staff,
    Database database,
    AuditLogNaming names,
    ReceiptIssuer receipts,
    LogCheck check
) : ConsoleService(staff)
{
    private const int OnPage = 40;

    /// <param name="before">Position that the page ends before; null for the newest events.</param>
    public async Task<AuditLogSlice> ListAsync(
        StaffTicket? ticket,
        int log,
        AuditLogPart part,
        long? before,
        PageContext frame,
        CancellationToken cancel
    )
    {
        Demand(ticket, StaffPolicies.ReadPersonalData);
        await using var context = await database.CreateContextAsync();
        var end = before ?? long.MaxValue;
        var page = await context
            .LedgerEvents.Where(e =>
                e.Slot == log
                && e.Position < end
                && (part == AuditLogPart.All || e.LedgerId == Guid.Empty == (part == AuditLogPart.Administration))
            )
            .OrderByDescending(e => e.Position)
            .Take(OnPage + 1)
            .Select(e => new AuditLogEntry(
                e.Position,
                e.At,
                e.Kind,
                e.Aspect,
                e.Value,
                e.ActorKind,
                e.LedgerId != Guid.Empty
            ))
            .ToListAsync(cancel);
        return new AuditLogSlice(
            names.Name(page.Take(OnPage), frame),
            page.Count > OnPage ? page[OnPage - 1].Position : null,
            await context.LogHeads.OrderBy(h => h.Slot).Select(h => h.Slot).ToListAsync(cancel)
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

    public LogCheckState State(StaffTicket? ticket)
    {
        Demand(ticket, StaffPolicies.ReadPersonalData);
        return check.State;
    }
}
