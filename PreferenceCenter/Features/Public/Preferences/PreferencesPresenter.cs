using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Shared.Outcomes;
using PreferenceCenter.Subscriptions;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>Builds the view of the preferences page from a subscriber's state.</summary>
internal sealed class PreferencesPresenter(
    SubscriberReader subscribers,
    CatalogueCache catalogues,
    GrantTerms terms,
    ChoiceNotes notes,
    Site site
)
{
    public ValueTask<PreferencesView> PresentAsync(
        PageContext frame,
        string path,
        OpenedLink link,
        SaveOutcome done,
        DateTimeOffset now
    ) => PresentAsync(frame, path, link, done, now, catalogues.Current);

    /// <summary>The same with another catalogue than the one in force.</summary>
    public async ValueTask<PreferencesView> PresentAsync(
        PageContext frame,
        string path,
        OpenedLink link,
        SaveOutcome done,
        DateTimeOffset now,
        CatalogueSnapshot catalogue
    )
    {
        var (person, state) = (link.Person!.Subscriber, link.Person.State);
        var topicViews = TopicViews.For(catalogue, frame.Language, site.DefaultLanguage);
        var outcome =
            done.Saved && done.ToSeq > 0
                ? await new OutcomePresenter(subscribers, terms, notes, topicViews, frame, now).PresentAsync(
                    link,
                    done,
                    path
                )
                : null;
        var others = new OtherChoiceStatus(
            person.Language,
            PermissionOf(state[Aspect.Tracking], catalogue, topicViews, now),
            PermissionOf(state[Aspect.Profiling], catalogue, topicViews, now),
            state.PausedUntil(now),
            state[Aspect.Language].Wish is not null
        );
        var notDone = NotDone(done, link, catalogue, topicViews, frame);
        return new PreferencesView(
            frame,
            path,
            Markup.Of(new EmailAddress(person.Address, person.AddressKey).Masked),
            Categories(topicViews, link, catalogue, link.Mailed || terms.AddAtOnce, now),
            others
        )
        {
            StoppedAll = state.Stopped,
            Restricted = link.Mailed && state.Restricted,
            NothingToLeave = state.Stopped && !state.Choices.Values.Any(c => c.Wish is not null),
            ReasonAbout = outcome is { LeftAll: false, Stopped: { Count: > 0 } left }
                ? new MarkupString(string.Join(", ", left))
                : null,
            DataAsked = done.DataAsked,
            Outcome = outcome,
            NothingToSave = done.Saved && outcome is null && notDone.Count == 0,
            NotDone = notDone,
            Reason =
                done.Thanked ? ReasonStep.Thank
                : outcome is { Stopped.Count: > 0 } ? ReasonStep.Ask
                : ReasonStep.None,
        };
    }

    private static PermissionStatus PermissionOf(
        Choice choice,
        CatalogueSnapshot catalogue,
        TopicViews topicViews,
        DateTimeOffset now
    ) =>
        new(
            Permission.Of(choice, catalogue.Notices.GetValueOrDefault(choice.Aspect), now) switch
            {
                Permission.Yes => true,
                Permission.No => false,
                _ => null,
            },
            topicViews.Permission(choice.Aspect),
            choice.Wish is not null,
            Permission.QuietUntil(choice, now)
        );

    // The query is in the address, so it names no topic that this link does not show or that can be had after all.
    private static List<MarkupString> NotDone(
        SaveOutcome done,
        OpenedLink link,
        CatalogueSnapshot catalogue,
        TopicViews topicViews,
        PageContext frame
    )
    {
        var (texts, sentences) = (frame.Language.Texts<PreferencesTexts>(), new List<MarkupString>());
        if (done is { Missed: [], LeftOut: false, CutShort: false })
            return sentences;
        sentences.AddRange(
            PreferencesLinks
                .Nameable(catalogue, link)
                .Where(t => done.Missed.Contains(t.Key))
                .Select(t => texts.NotOffered.With(topicViews[t.Number].Name))
        );
        if (done.LeftOut)
            sentences.Add(texts.LeftOut);
        if (done.CutShort)
            sentences.Add(texts.CutShort);
        return sentences;
    }

    // The catalogue is ordered by category, so topics of the same category are neighbours.
    private static List<CategoryChoices> Categories(
        TopicViews topicViews,
        OpenedLink link,
        CatalogueSnapshot catalogue,
        bool addsAtOnce,
        DateTimeOffset now
    )
    {
        var categories = new List<CategoryChoices>();
        string? key = null;
        List<TopicChoice> topics = [];
        foreach (var topic in PreferencesLinks.Visible(catalogue, link))
        {
            if (topic.Category.Key != key)
            {
                key = topic.Category.Key;
                categories.Add(new CategoryChoices(topicViews.Category(key), topics = []));
            }
            topics.Add(
                Choice(topicViews[topic.Number], topic.Topic, link.Person!.State[topic.Number], addsAtOnce, now)
            );
        }
        return categories;
    }

    // A consent to a purpose that has ended is no consent: the switch shows what the gate decides, so the page shows no
    // state that the server would not act on.
    private static TopicChoice Choice(TopicMarkup row, Topic topic, Choice choice, bool addsAtOnce, DateTimeOffset now)
    {
        var (ended, outdated) = (
            topic.NeedsRenewal(choice, now),
            choice.On && topic.Notice?.IsNewTo(choice.Grant?.Notice ?? 0) == true
        );
        return new TopicChoice(
            row,
            new TopicChoiceStatus(
                On: !ended && (choice.On || choice.Wish is not null),
                Frequency: choice.On && !ended ? (Frequency)choice.Value
                    : choice.Wish is { } wish ? (Frequency)wish
                    : Frequency.Off,
                Note: (choice, topic) switch
                {
                    (_, _) when outdated => TopicNote.NewPurpose,
                    ({ On: false, Wish: not null }, _) => TopicNote.Waiting,
                    ({ Wish: { } asked }, _) when asked != choice.Value => TopicNote.FrequencyWaiting,
                    (_, { State: TopicState.Closed }) => TopicNote.Closed,
                    (_, { State: TopicState.Archived }) => TopicNote.Ended,
                    _ => TopicNote.None,
                },
                Asks: addsAtOnce && topic.Collects && (!choice.On || ended) && choice.Wish is null
            )
        );
    }
}
