using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>Writes the rows of a privacy request's steps, inside the transaction of the change writer.</summary>
internal static class PrivacyRequestRows
{
    public const int LongestText = 4000;

    /// <summary>Cleans and shortens typed text; null if nothing remains.</summary>
    public static string? Text(string? typed) =>
        CleanText.Of(typed?.Trim(), LongestText) is { Length: > 0 } text ? text : null;

    /// <summary>
    /// Queues an e-mail to the subscriber, or to the address given in the request. False if neither is known; staff
    /// then have to write a letter.
    /// </summary>
    public static bool Mail(this CenterContext context, PrivacyRequestRow request, MailKind kind, Guid id, Act act)
    {
        if (request.SubscriberId is null && request.Address is null)
            return false;
        context.Insert(
            new OutboxRow
            {
                MessageId = id,
                OnceKey = $"request:{id:N}",
                Kind = kind,
                SubscriberId = request.SubscriberId,
                Address = request.SubscriberId is null ? request.Address : null,
                AddressKey = request.SubscriberId is null ? request.AddressKey : null,
                CreatedAt = act.At,
                DueAt = act.At,
            }
        );
        return true;
    }

    /// <summary>Appends what a request changes in the subscriber's choices.</summary>
    /// <exception cref="InvalidOperationException">The rules refuse it to this actor.</exception>
    public static void AppendAll(
        this Batch batch,
        SubscriberSnapshot subscriber,
        IReadOnlyList<Change> changes,
        Act act,
        Evidence evidence
    )
    {
        foreach (var change in changes)
        {
            var decision = Decisions.Decide(subscriber.State, change, act, batch.Settings.Policy);
            if (decision.Refusal != Refusal.None)
                throw new InvalidOperationException($"{change.GetType().Name} of a request: {decision.Refusal}.");
            batch.Append(subscriber, decision.Events, evidence);
        }
    }

    /// <summary>Sets the legal and the working due date.</summary>
    public static void Due(this PrivacyRequestRow request, Deadline deadline, SiteCalendar calendar) =>
        (request.LegalUntil, request.DueUntil) = (calendar.EndOf(deadline.Legal), calendar.EndOf(deadline.Working));
}
