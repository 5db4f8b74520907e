using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>
/// A request as it begins: its row, its day, and the mail that confirms it. One way for whatever opens one.
/// </summary>
/// <param name="words">What the person adds in their own words.</param>
internal sealed class NewPrivacyRequest(
    PrivacyRequestKind kind,
    PrivacyRequestTerms terms,
    Act act,
    string? words = null
)
{
    // Run again after a lost connection it is the same request.
    private readonly Guid id = Guid.CreateVersion7(act.At);
    private readonly string reference = PrivacyRequestReference.New();

    /// <summary>Whether one of that kind waits for an answer already.</summary>
    public static bool Stands(Batch batch, SubscriberSnapshot dossier, PrivacyRequestKind kind) =>
        batch.RequestsOf(dossier).Any(r => r.Kind == kind && r.ClosedAt is null);

    public void Open(Batch batch, SubscriberSnapshot dossier)
    {
        var deadline = Deadline.Of(act.At, terms.Zone);
        var grace = kind == PrivacyRequestKind.Erasure && terms.Automatic;
        batch.Write(
            new PrivacyRequestRow
            {
                Id = id,
                Reference = reference,
                Kind = kind,
                State = grace ? PrivacyRequestState.Grace : PrivacyRequestState.Open,
                ReceivedAt = act.At,
                LegalUntil = Deadline.EndOf(deadline.Legal, terms.Zone),
                DueUntil = Deadline.EndOf(deadline.Working, terms.Zone),
                SubscriberId = dossier.Subscriber.Id,
                GraceUntil = grace ? act.At + terms.Grace : null,
                Words = words,
            },
            act
        );
        batch.Set.Outbox.Add(
            (
                dossier,
                new OutboxRow
                {
                    MessageId = id,
                    OnceKey = $"request:{id:N}",
                    Kind = MailKind.RequestReceived,
                    CreatedAt = act.At,
                    DueAt = act.At,
                }
            )
        );
    }
}
