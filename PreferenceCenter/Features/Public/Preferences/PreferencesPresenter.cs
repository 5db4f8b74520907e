using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Shared.Outcomes;
using PreferenceCenter.Subscriptions;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>Puts a person's state into what the page shows.</summary>
internal sealed class PreferencesPresenter(
    SubscriberReader people,
    CatalogueCache catalogues,
    GrantTerms terms,
    Site site
)
{
    public PreferencesView Present(
        PageContext frame,
        string path,
        OpenedLink link,
        SaveOutcome done,
        DateTimeOffset now
    )
    {
        var (person, state) = (link.Person!.Subscriber, link.Person.State);
        var catalogue = catalogues.Current;
        var shelf = TopicViews.For(catalogue, frame.Language, site.DefaultLanguage);
        var outcome =
            done.Saved && done.ToSeq > 0 ? new OutcomePresenter(people, shelf, frame, now).Present(link, done) : null;
        var others = new OtherStanding(
            person.Language,
            state.Tracking,
            state[Aspect.Tracking].Wish is not null,
            state.Profiling,
            state[Aspect.Profiling].Wish is not null,
            state.PausedUntil(now)
        );
        return new PreferencesView(
            frame,
            path,
            Markup.Of(EmailAddress.Mask(person.Address)),
            Categories(shelf, link, catalogue, link.Mailed || terms.AddAtOnce, now),
            others
        )
        {
            StoppedAll = state.Stopped,
            DataAsked = done.DataAsked,
            Outcome = outcome,
            NothingToSave = done.Saved && outcome is null,
            Reason =
                done.Thanked ? ReasonStep.Thank
                : outcome is { Stopped.Count: > 0 } ? ReasonStep.Ask
                : ReasonStep.None,
        };
    }

    // The catalogue is in the order of its categories, so neighbours belong together.
    private static List<CategoryChoices> Categories(
        TopicViews shelf,
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
                categories.Add(new CategoryChoices(shelf.Category(key), topics = []));
            }
            topics.Add(Choice(shelf[topic.Number], topic.Topic, link.Person!.State[topic.Number], addsAtOnce, now));
        }
        return categories;
    }

    // A yes to a purpose that is over is none: the switch shows what the gate says (no switch is shown that the server
    // would not stand by).
    private static TopicChoice Choice(TopicMarkup row, Topic topic, Choice choice, bool addsAtOnce, DateTimeOffset now)
    {
        var (ended, outdated) = (
            topic.NeedsRenewal(choice, now),
            choice.On && topic.Notice?.IsNewTo(choice.Grant?.Notice ?? 0) == true
        );
        return new TopicChoice(
            row,
            new TopicStanding(
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
