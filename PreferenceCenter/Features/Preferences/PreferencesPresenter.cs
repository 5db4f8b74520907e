using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Shared.Outcomes;

namespace PreferenceCenter.Features.Preferences;

/// <summary>Puts a person's state into what the page shows.</summary>
internal sealed class PreferencesPresenter(People people, CatalogueCache catalogues, Site site)
{
    public PreferencesView Present(PageFrame frame, string path, OpenedLink link, Done done, DateTimeOffset now)
    {
        var (person, state) = (link.Person!.Subscriber, link.Person.State);
        var catalogue = catalogues.Current;
        var shelf = TopicShelf.For(catalogue, frame.Language, site.DefaultLanguage);
        var outcome = done.Saved && done.ToSeq > 0 ? new OutcomePresenter(people, shelf, frame, now).Present(link, done) : null;
        var others = new OtherStanding(
            person.Language, state.Tracking, state[Aspect.Tracking].Wish is not null, state.Profiling, state[Aspect.Profiling].Wish is not null, state.PausedUntil(now));
        return new PreferencesView(frame, path, Markup.Of(EmailAddress.Mask(person.Address)), Categories(shelf, link, catalogue), others)
        {
            StoppedAll = state.Stopped,
            Outcome = outcome,
            NothingToSave = done.Saved && outcome is null,
            Reason = done.Thanked ? ReasonStep.Thank : outcome is { Stopped.Count: > 0 } ? ReasonStep.Ask : ReasonStep.None,
        };
    }

    // The catalogue is in the order of its categories, so neighbours belong together.
    private static List<CategoryChoices> Categories(TopicShelf shelf, OpenedLink link, Catalogue catalogue)
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
            topics.Add(Choice(shelf[topic.Number], topic.Topic, link.Person!.State[topic.Number]));
        }
        return categories;
    }

    private static TopicChoice Choice(TopicRow row, Topic topic, Choice choice) => new(row, new TopicStanding(
        On: choice.On || choice.Wish is not null,
        Frequency: choice.On ? (Frequency)choice.Value : choice.Wish is { } wish ? (Frequency)wish : Frequency.Off,
        Note: (choice, topic) switch
        {
            ({ On: false, Wish: not null }, _) => TopicNote.Waiting,
            ({ Wish: not null }, _) => TopicNote.FrequencyWaiting,
            (_, { State: TopicState.Closed }) => TopicNote.Closed,
            (_, { State: TopicState.Archived }) => TopicNote.Ended,
            _ => TopicNote.None,
        }));
}
