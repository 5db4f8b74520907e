using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.PrivacyRequests.Erasure;

/// <summary>
/// Finds subscribers with whom nothing is going on any more: who left everything, who were asked and never answered, and
/// of whom a list only said that their mailbox bounces.
/// </summary>
/// <param name="Left">Who left everything is kept if something happened to them since then: they can undo it.</param>
/// <param name="Waited">
/// A question that was asked since then may still be answered; one from before has ended, as its link has expired.
/// </param>
internal sealed record LeftEverything(DateTimeOffset Left, DateTimeOffset Waited)
{
    /// <summary>No later than that must anything last have happened to them.</summary>
    public DateTimeOffset Latest => Left > Waited ? Left : Waited;

    /// <summary>
    /// False if anything is on or still waits, if they have restricted the use of their data (GDPR article 18: then it is
    /// kept), or if they were merged into another, with whom they are erased.
    /// </summary>
    public bool Covers(SubscriberSnapshot person)
    {
        var state = person.State;
        return !state.Restricted
            && state.MergedInto == 0
            && !state.Choices.Values.Any(c => c.On || (c.Wish is not null && c.TouchedAt >= Waited))
            && state.Choices.Values.Select(c => c.TouchedAt).Append(person.Subscriber.CreatedAt).Max()
                < (WithdrawnAt(state) is null ? Waited : Left);
    }

    /// <summary>When the last consent ended, by a withdrawal or a merge of topics; null where one has not.</summary>
    public static DateTimeOffset? EndedAt(PersonState state) =>
        WithdrawnAt(state)
        ?? (
            state.Topics.Any(c => c is { On: true, Grant: not null })
                ? null
                : state.Topics.Where(c => c.Grant is not null).Max(c => (DateTimeOffset?)c.TouchedAt)
        );

    /// <summary>The last withdrawal: from then on the consent has to be provable only for legal claims.</summary>
    public static DateTimeOffset? WithdrawnAt(PersonState state) =>
        state.Choices.Values.Where(c => c.LeftAt is not null).Max(c => (DateTimeOffset?)c.TouchedAt);
}
