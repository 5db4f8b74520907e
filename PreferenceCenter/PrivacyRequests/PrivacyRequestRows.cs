using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>What steps of a request are made of; run inside the transaction of the one door.</summary>
internal static class PrivacyRequestRows
{
    public const int LongestText = 4000;

    /// <summary>As it may be kept; nothing where there was nothing.</summary>
    public static string? Text(string? typed) =>
        CleanText.Of(typed?.Trim(), LongestText) is { Length: > 0 } text ? text : null;

    public static PrivacyRequestEntry Add(
        this CenterContext context,
        PrivacyRequestRow request,
        PrivacyRequestStep step,
        Act act,
        string? text = null
    )
    {
        var entry = new PrivacyRequestEntry
        {
            Id = Guid.CreateVersion7(act.At),
            RequestId = request.Id,
            Number = ++request.Entries,
            At = act.At,
            Step = step,
            ActorId = act.Actor.Kind == ActorKind.System ? null : act.Actor.Id,
            Text = text,
        };
        context.RequestEntries.Add(entry);
        return entry;
    }

    /// <summary>
    /// To the person on the lists, or to the address they wrote from; false where neither is known, and somebody writes
    /// a letter.
    /// </summary>
    public static bool Mail(this CenterContext context, PrivacyRequestRow request, MailKind kind, Guid id, Act act)
    {
        if (request.SubscriberId is null && request.Address is null)
            return false;
        context.Outbox.Add(
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

    public static void Due(this PrivacyRequestRow request, Deadline deadline, TimeZoneInfo zone) =>
        (request.LegalUntil, request.DueUntil) = (
            Deadline.EndOf(deadline.Legal, zone),
            Deadline.EndOf(deadline.Working, zone)
        );

    public static void DropProposal(this PrivacyRequestRow request) =>
        (
            request.Proposed,
            request.ProposedEntry,
            request.ProposedBy,
            request.ProposedAt,
            request.ProposedGround,
            request.ProposedUntil,
            request.ProposedSeq
        ) = (null, null, null, null, null, null, 0);
}
