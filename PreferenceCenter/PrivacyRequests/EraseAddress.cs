using System.Text.Json;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.PrivacyRequests.Erasure;
using PreferenceCenter.PrivacyRequests.PersonalData;

namespace PreferenceCenter.PrivacyRequests;

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
        MailboxStop.VoidWaiting(batch, address, [], act);
        string[] keys = [address.Key, .. waiting];
        batch.Set.ForgottenAddresses.AddRange(keys);
        batch.Set.ForgottenLimits.AddRange(LimitNames.KeysOf(batch.Settings.Suppression, address));
        var (calendar, suppressed) = (batch.Settings.Calendar, batch.IsSuppressed(new Registration(address, "")));
        batch.Within(
            act,
            context =>
            {
                MadeFor[] mails = [.. keys.SelectMany(key => ColdRows.MailsOfNobody(context, key))];
                var day = calendar.DayStartOf(act.At);
                context.Erasures.Add(
                    new ErasureRow
                    {
                        Id = context
                            .RequestEntries.Where(e =>
                                e.RequestId == request.Id && e.Step == PrivacyRequestStep.Approved
                            )
                            .OrderByDescending(e => e.Number)
                            .Select(e => e.Id)
                            .First(),
                        ErasedAt = day,
                        SettlesAt = act.At + ErasePerson.InHandFor,
                        Suppressed = suppressed,
                        Mails = mails.Length == 0 ? null : JsonSerializer.Serialize(mails),
                        Address = address.Typed,
                    }
                );
                ColdRows.Erase(context, address.Key, day, calendar);
                KeptMessages.Empty(context, keys);
                return (true, Keep: true);
            }
        );
    }
}
