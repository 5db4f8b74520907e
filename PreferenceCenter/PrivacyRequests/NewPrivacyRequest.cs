using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.PrivacyRequests;

/// <summary>
/// Creates a privacy request: its row, its due dates and the e-mail that confirms receipt. Every request is created
/// here, except those that staff enter (<see cref="PrivacyRequestIntake"/>).
/// </summary>
/// <param name="words">What the subscriber adds in their own words.</param>
/// <param name="named">Marks a request that the demo makes; null for an id like any other.</param>
internal sealed class NewPrivacyRequest(
    PrivacyRequestKind kind,
    PrivacyRequestTerms terms,
    Act act,
    string? words = null,
    Guid? named = null
)
{
    // The id is fixed here: a second run after a lost connection is the same request. It is random, because an id of
    // version 7 holds the moment, which the person's events have too.
    private readonly Guid id = named ?? RandomId.New();
    private readonly string reference = PrivacyRequestReference.New();

    /// <summary>Whether the subscriber already has an open request of this kind.</summary>
    public static bool Stands(Batch batch, SubscriberSnapshot subscriber, PrivacyRequestKind kind) =>
        batch.RequestsOf(subscriber).Any(r => r.Kind == kind && r.ClosedAt is null);

    public void Open(Batch batch, SubscriberSnapshot subscriber)
    {
        var deadline = Deadline.Of(kind, act.At, terms.Calendar);
        var grace = kind == PrivacyRequestKind.Erasure && terms.Automatic;
        batch.Write(
            new PrivacyRequestRow
            {
                Id = id,
                Reference = reference,
                Kind = kind,
                State = grace ? PrivacyRequestState.Grace : PrivacyRequestState.Open,
                ReceivedAt = act.At,
                LegalUntil = terms.Calendar.EndOf(deadline.Legal),
                DueUntil = terms.Calendar.EndOf(deadline.Working),
                SubscriberId = subscriber.Subscriber.Id,
                GraceUntil = grace ? act.At + terms.Grace : null,
                Words = words,
            },
            act
        );
        batch.Set.Outbox.Add(
            (
                subscriber,
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
