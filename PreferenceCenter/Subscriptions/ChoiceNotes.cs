using Microsoft.AspNetCore.Components;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Outcomes;

namespace PreferenceCenter.Subscriptions;

/// <summary>
/// Says what keeps a choice from having its effect, or from lasting: a restriction of processing, a pause, an erasure that
/// was requested and is not carried out yet.
/// </summary>
internal sealed class ChoiceNotes(PrivacyRequestStore requests, TimeProvider clock)
{
    /// <param name="mailed">The page stands behind a link that proves the mailbox. A footer can be forwarded: it tells of no
    /// request about personal data.</param>
    /// <param name="adds">The page is about something that is switched on.</param>
    /// <param name="newcomer">The address that a sign-up would make a subscriber, where there is none.</param>
    public async ValueTask<IReadOnlyList<MarkupString>> OfAsync(
        SubscriberSnapshot? person,
        PageContext frame,
        bool mailed,
        bool adds,
        EmailAddress? newcomer = null
    )
    {
        var texts = frame.Language.Texts<OutcomeTexts>();
        if (person is null)
            return newcomer is not null && mailed && adds && await requests.HasOpenErasureAsync(newcomer)
                ? [texts.Erasure]
                : [];
        var notes = new List<MarkupString>(2);
        // Until a restriction is lifted nothing comes, whether or not a pause has ended.
        if (mailed && person.State.Restricted)
            notes.Add(texts.Restricted);
        else if (person.State.PausedUntil(clock.GetUtcNow()) is { } until)
            notes.Add(texts.PausedUntil.With(frame.Time.Day(until)));
        if (mailed && adds && await requests.OpenErasureAsync(person.Subscriber.Id) is not null)
            notes.Add(texts.Erasure);
        return notes;
    }
}
