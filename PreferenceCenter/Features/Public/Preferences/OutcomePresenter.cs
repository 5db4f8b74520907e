using Microsoft.AspNetCore.Components;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Outcomes;
using PreferenceCenter.Subscriptions;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>
/// Describes what the last post changed, read from the events it wrote: what stopped, what continues, from when, and
/// how to undo it.
/// </summary>
internal sealed class OutcomePresenter(
    SubscriberReader subscribers,
    GrantTerms terms,
    ChoiceNotes notes,
    TopicViews topicViews,
    PageContext frame,
    DateTimeOffset now
)
{
    // The link can be forwarded, so the page shows no history: only events of the last minutes, made through a page.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(15);
    private const int MostEvents = 500;

    /// <param name="path">The link's own path, below which the undo is posted.</param>
    public async ValueTask<OutcomeView?> PresentAsync(OpenedLink link, SaveOutcome done, string path)
    {
        var events = await SavedAsync(subscribers, link, done.FromSeq, done.ToSeq, now - Fresh);
        // Leaving what was left already is in the log, and there is nothing to tell about it.
        if (events.All(e => e.Kind == EventKind.Repeated))
            return null;
        var changes = ChangesOf(events, link);
        changes = changes with
        {
            Notes = await notes.OfAsync(link.Person, frame, link.Mailed, adds: changes.Started.Count > 0),
        };
        return (
            CanUndo(events, link)
                ? changes with
                {
                    Undo = path + "/undo",
                    Undoes = Invariant($"{done.FromSeq}-{done.ToSeq}"),
                }
                : changes
        ).Tell(frame);
    }

    /// <summary>The events that a save through this kind of link wrote since then.</summary>
    public static async ValueTask<LedgerEventRow[]> SavedAsync(
        SubscriberReader subscribers,
        OpenedLink link,
        long from,
        long to,
        DateTimeOffset since
    ) =>
        from < 1 || to < from || to - from > MostEvents
            ? []
            :
            [
                .. (await subscribers.EventsAsync(link.Person!.Subscriber, from, to)).Where(e =>
                    e.Channel == link.Channel && e.At > since
                ),
            ];

    // Only behind a link that proves the mailbox. The rule itself says whether anything would come back.
    private bool CanUndo(LedgerEventRow[] events, OpenedLink link) =>
        link.Mailed
        && !Decisions
            .Decide(
                link.Person!.State,
                new Domain.Undo([.. events.Select(EventBytes.ToConsentEvent)]),
                terms.ByPerson(link.Channel, now),
                Policy.Default
            )
            .Events.IsEmpty;

    private SavedChoices ChangesOf(LedgerEventRow[] events, OpenedLink link)
    {
        var state = link.Person!.State;
        var topics = events.Where(e => MayName(e.Aspect, link)).ToArray();
        var stopped = topics.Where(e => e.Kind == EventKind.Withdrawn).Select(e => topicViews[e.Aspect].Name).ToArray();
        var all = Array.Exists(events, e => e.Kind == EventKind.Stopped);
        var pause = Array.FindLast(
            events,
            e => e is { Aspect: Aspect.Pause, Kind: EventKind.Changed or EventKind.Restored }
        );
        var (tracking, profiling) = (Settled(events, Aspect.Tracking), Settled(events, Aspect.Profiling));
        return new SavedChoices(events[0].At, Mailed: all || stopped.Length > 0)
        {
            LeftAll = all,
            Stopped = all && stopped.Length == 0 ? [frame.Language.Texts<PreferencesTexts>().LeftAll] : stopped,
            Started =
            [
                .. topics
                    .Where(e => e.Kind is EventKind.Granted or EventKind.Restored && e.Before == 0)
                    .Select(e => topicViews[e.Aspect].Name),
            ],
            Waiting =
            [
                .. state
                    .Choices.Values.Where(c => c.Wish is not null)
                    .Select(c => Wish(c, link))
                    .OfType<MarkupString>(),
            ],
            GoesOn =
            [
                .. state
                    .Topics.Where(c => topicViews.Stands(c, now) && MayName(c.Aspect, link))
                    .Select(c => topicViews[c.Aspect].Name),
            ],
            Frequencies =
            [
                .. topics
                    .Where(e => e.Kind == EventKind.Changed || e is { Kind: EventKind.Restored, Before: > 0 })
                    .Select(e => (topicViews[e.Aspect].Name, (Frequency)e.Value)),
            ],
            Held = state.IsHeld(now),
            // A topic chosen after leaving everything ends the stop too: only an undo says which stop it ends.
            Restored = Array.Exists(
                events,
                e => e is { Kind: EventKind.Restored } or { Kind: EventKind.Resumed, Refers: > 0 }
            ),
            PausedUntil = pause is not null ? Until(pause.Value) : null,
            PauseEnded = pause is not null && Until(pause.Value) is null,
            LanguageChanged = Last(events, Aspect.Language, EventKind.Changed) is not null,
            Tracking = tracking is not null ? (TrackingConsent)tracking.Value : null,
            Profiling = profiling is not null ? (Profiling)profiling.Value : null,
        };
    }

    private bool MayName(long aspect, OpenedLink link) => Aspect.IsTopic(aspect) && topicViews.MayName(aspect, link);

    private DateTimeOffset? Until(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds) is var until && until > now ? until : null;

    private static LedgerEventRow? Last(LedgerEventRow[] events, long aspect, EventKind kind) =>
        Array.FindLast(events, e => e.Aspect == aspect && e.Kind == kind);

    private static LedgerEventRow? Settled(LedgerEventRow[] events, long aspect) =>
        Array.FindLast(events, e => e.Aspect == aspect && e.Kind is (EventKind.Granted or EventKind.Withdrawn));

    private MarkupString? Wish(Choice choice, OpenedLink link)
    {
        var texts = frame.Language.Texts<PreferencesTexts>();
        return choice.Aspect switch
        {
            > 0 when !MayName(choice.Aspect, link) => null,
            > 0 when choice.On => texts.NewFrequency.With(
                topicViews[choice.Aspect].Name,
                texts.Words((Frequency)choice.Wish!.Value)
            ),
            > 0 => topicViews[choice.Aspect].Name,
            Aspect.Tracking => texts.TrackingNowGranted,
            Aspect.Profiling => texts.ProfilingNowAllowed,
            Aspect.Pause when Until(choice.Wish!.Value) is { } until => texts.PausedUntil.With(frame.Time.Day(until)),
            Aspect.Pause => texts.PauseEnded,
            Aspect.Language => texts.NewLanguage,
            _ => null,
        };
    }
}
