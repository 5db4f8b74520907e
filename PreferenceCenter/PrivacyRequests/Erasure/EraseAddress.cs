using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.PrivacyRequests.PersonalData;

namespace PreferenceCenter.PrivacyRequests.Erasure;

/// <summary>
/// Erases what is kept under an address that no subscriber has: sign-ups and changes of address that wait, emails with
/// their pickup files, counts, drafts, and letters. <see cref="ErasureCleanup"/> does the rest, as for a subscriber. The
/// erasure has the id of the request's decision: its email is the answer.
/// </summary>
internal static class EraseAddress
{
    /// <param name="waiting">Keys of other addresses of the mailbox, under which a sign-up waits: it goes too.</param>
    public static void Run(
        Batch batch,
        PrivacyRequestRow request,
        EmailAddress address,
        IReadOnlyList<string> waiting,
        Act act
    )
    {
        var suppressed = batch.IsSuppressed(new Registration(address, ""));
        string[] keys = [address.Key, .. waiting];
        if (suppressed)
            batch.NameErased(keys);
        Run(
            batch,
            address,
            keys,
            act,
            context => new ErasureRow
            {
                Id = context
                    .RequestEntries.Where(e => e.RequestId == request.Id && e.Step == PrivacyRequestStep.Approved)
                    .OrderByDescending(e => e.Number)
                    .Select(e => e.Id)
                    .First(),
                Suppressed = suppressed,
                Address = address.Typed,
            }
        );
    }

    /// <summary>
    /// Repeats it after a restore. It is certified where the copy knows an open request for it, as that of a subscriber is.
    /// </summary>
    public static void Repeat(Batch batch, EmailAddress address, Act act) =>
        Run(
            batch,
            address,
            [address.Key],
            act,
            context =>
            {
                var open = context.Requests.Where(r =>
                    r.SubscriberId == null
                    && r.AddressKey == address.Key
                    && r.Kind == PrivacyRequestKind.Erasure
                    && r.ClosedAt == null
                );
                var typed = open.OrderByDescending(r => r.Number).Select(r => r.Address).FirstOrDefault();
                open.ExecuteUpdate(s => s.SetProperty(r => r.State, PrivacyRequestState.Cleaning));
                return new ErasureRow
                {
                    Id = RandomId.New(),
                    Suppressed = true,
                    Address = typed,
                };
            }
        );

    private static void Run(
        Batch batch,
        EmailAddress address,
        string[] keys,
        Act act,
        Func<CenterContext, ErasureRow> rowOf
    )
    {
        MailboxStop.VoidWaiting(batch, address, [], act);
        batch.Set.ForgottenAddresses.AddRange(keys);
        batch.Set.ForgottenLimits.AddRange(LimitNames.KeysOf(batch.Settings.Suppression, address));
        var calendar = batch.Settings.Calendar;
        batch.Within(
            act,
            context =>
            {
                MadeFor[] mails = [.. keys.SelectMany(key => ColdRows.MailsOfNobody(context, key))];
                var (row, day) = (rowOf(context), calendar.DayStartOf(act.At));
                row.ErasedAt = day;
                row.SettlesAt = act.At + ErasePerson.InHandFor;
                row.Mails = mails.Length == 0 ? null : JsonSerializer.Serialize(mails);
                context.Erasures.Add(row);
                ColdRows.Erase(context, address.Key, day, calendar);
                KeptMessages.Empty(context, keys);
                AddressMentions.Erase(context, keys);
                return (true, Keep: true);
            }
        );
    }
}
