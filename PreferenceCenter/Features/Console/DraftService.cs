using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console;

/// <summary>A form as its draft keeps it.</summary>
/// <param name="Request">The privacy request that it is about.</param>
/// <param name="Key">The key of the form.</param>
/// <param name="Text">The typed fields, as JSON.</param>
/// <param name="Address">The address typed into an intake.</param>
internal sealed record DraftOfForm(string Name, Guid? Request, Guid Key, string Text, string? Address)
{
    /// <summary>Name of the field of an intake that holds the person's address.</summary>
    public const string AddressField = "address";
}

/// <summary>A draft that was kept.</summary>
internal sealed record KeptDraft(Guid Key, string Text, DateTimeOffset SavedAt);

/// <summary>
/// Keeps what staff type into the forms of privacy requests, for each account, until it is sent. Drafts are no changes:
/// the log does not tell of them, and the erasure of a person deletes them.
/// </summary>
internal sealed class DraftService(StaffAuthorizer staff, Database database, TimeProvider clock) : ConsoleService(staff)
{
    private const int Longest = 32_000,
        Most = 40;

    public async Task<KeptDraft?> ReadAsync(StaffTicket? ticket, string name, CancellationToken cancel)
    {
        var account = Demand(ticket, StaffPolicies.ManagePersonalData).Ticket.Account;
        await using var context = await database.CreateContextAsync();
        return await context
            .Drafts.Where(d => d.AccountId == account && d.Name == name)
            .Select(d => new KeptDraft(d.OnceKey, d.Text, d.SavedAt))
            .SingleOrDefaultAsync(cancel);
    }

    /// <summary>
    /// Saves a draft over the one before. Null where none is kept: it is too long, or its request is closed.
    /// </summary>
    public async Task<DateTimeOffset?> SaveAsync(StaffTicket? ticket, DraftOfForm draft)
    {
        var account = Demand(ticket, StaffPolicies.ManagePersonalData).Ticket.Account;
        if (draft.Text.Length > Longest)
            return null;
        try
        {
            return await WriteAsync(account, draft);
        }
        // Another tab began the same draft at the same moment: now there is a row to change.
        catch (DbUpdateException)
        {
            return await WriteAsync(account, draft);
        }
    }

    public async Task DropAsync(StaffTicket? ticket, string name)
    {
        var account = Demand(ticket, StaffPolicies.ManagePersonalData).Ticket.Account;
        await using var context = await database.CreateContextAsync();
        await context.Drafts.Where(d => d.AccountId == account && d.Name == name).ExecuteDeleteAsync();
    }

    private async Task<DateTimeOffset?> WriteAsync(Guid account, DraftOfForm draft)
    {
        var (now, key) = (clock.GetUtcNow(), EmailAddress.TryParse(draft.Address?.Trim())?.Key);
        await using var context = await database.CreateContextAsync();
        await using var transaction = await context.Database.BeginTransactionAsync();
        // The row is locked: an erasure comes before, and then there is no draft, or after, and deletes it.
        if (
            draft.Request is { } request
            && await context
                .Requests.Where(r => r.Id == request && r.ClosedAt == null && r.State != PrivacyRequestState.Cleaning)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.Entries, r => r.Entries)) == 0
        )
            return null;
        var changed = await context
            .Drafts.Where(d => d.AccountId == account && d.Name == draft.Name)
            .ExecuteUpdateAsync(s =>
                s.SetProperty(d => d.Text, draft.Text)
                    .SetProperty(d => d.AddressKey, key)
                    .SetProperty(d => d.OnceKey, draft.Key)
                    .SetProperty(d => d.SavedAt, now)
            );
        if (changed == 0)
        {
            await MakeRoomAsync(context, account);
            context.Drafts.Add(
                new DraftRow
                {
                    AccountId = account,
                    Name = draft.Name,
                    RequestId = draft.Request,
                    AddressKey = key,
                    Text = draft.Text,
                    OnceKey = draft.Key,
                    SavedAt = now,
                }
            );
            await context.SaveChangesAsync();
        }
        await transaction.CommitAsync();
        return now;
    }

    private static async Task MakeRoomAsync(CenterContext context, Guid account)
    {
        var oldest = await context
            .Drafts.Where(d => d.AccountId == account)
            .OrderByDescending(d => d.SavedAt)
            .Select(d => d.Name)
            .Skip(Most - 1)
            .ToListAsync();
        if (oldest.Count > 0)
            await context.Drafts.Where(d => d.AccountId == account && oldest.Contains(d.Name)).ExecuteDeleteAsync();
    }
}
