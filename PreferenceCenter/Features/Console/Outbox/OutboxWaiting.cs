using Microsoft.EntityFrameworkCore;
using MudBlazor;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Outbox;

/// <summary>Finds whether emails failed, for the home page.</summary>
internal sealed class OutboxWaiting(StaffAuthorizer staff, Database database) : ConsoleService(staff), IWaitingSource
{
    public string Policy => StaffPolicies.ManagePersonalData;

    public async Task<WaitingItems> FindAsync(StaffTicket? ticket, PageContext frame, CancellationToken cancel)
    {
        Demand(ticket, Policy);
        await using var context = await database.CreateContextAsync();
        var texts = frame.Language.Texts<OutboxTexts>();
        var failed = await context
            .Outbox.Where(m => m.State == MailState.Dead || m.State == MailState.Uncertain)
            .GroupBy(m => m.State)
            .Select(mails => new { mails.Key, Count = mails.Count() })
            .ToDictionaryAsync(mails => mails.Key, mails => mails.Count, cancel);
        var found = new List<WaitingItem>();
        foreach (
            var (state, words) in new[]
            {
                (MailState.Dead, texts.FailedWait),
                (MailState.Uncertain, texts.UncertainWait),
            }
        )
            if (failed.TryGetValue(state, out var count))
                found.Add(
                    new WaitingItem(
                        Icons.Material.Outlined.Outbox,
                        words.With(Markup.Of(count.ToString("N0", frame.Language.Culture))),
                        $"/staff/outbox?state={WireName.Of(state)}",
                        texts.Open
                    )
                    {
                        WhenLook = state == MailState.Dead ? "late" : "",
                    }
                );
        return new WaitingItems(found, found.Count);
    }
}
