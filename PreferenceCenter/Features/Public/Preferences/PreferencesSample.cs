using System.Globalization;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>Writes the preferences page of a person who does not exist, for previews.</summary>
internal sealed class PreferencesSample(PreferencesPresenter presenter, TimeProvider clock)
{
    private const string Address = "alex@example.org";

    /// <param name="topic">The topic that the page is opened about; null for all.</param>
    /// <param name="subscribed">
    /// As a person with choices sees it: that topic and every second of the others. Else as somebody new does.
    /// </param>
    public async Task<string> WriteAsync(
        PageContext frame,
        CatalogueSnapshot catalogue,
        TopicInfo? topic = null,
        bool subscribed = true
    )
    {
        var now = clock.GetUtcNow();
        var person = PersonOf(
            frame.Language.Code,
            subscribed ? catalogue.Topics.Where((t, place) => t == topic || (place % 2 == 0 && !t.Topic.Private)) : [],
            now
        );
        var link = new OpenedLink(LinkVerdict.Valid, person, (uint)(topic?.Number ?? 0), Mailed: false, "");
        var view = await presenter.PresentAsync(frame, "", link, default, now, catalogue);
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        await Page.WriteAsync<PreferencesPage>(view, written);
        return written.ToString();
    }

    private static SubscriberSnapshot PersonOf(string language, IEnumerable<TopicInfo> topics, DateTimeOffset now) =>
        new()
        {
            Subscriber = new Subscriber
            {
                Address = Address,
                AddressKey = EmailAddress.TryParse(Address)!.Key,
                Language = language,
            },
            State = PersonState.Empty with
            {
                Choices = PersonState.Empty.Choices.AddRange(
                    topics.Select(topic => KeyValuePair.Create(topic.Number, YesTo(topic.Topic, now)))
                ),
            },
        };

    private static Choice YesTo(Topic topic, DateTimeOffset now) =>
        new(topic.Number)
        {
            Value = (long)topic.Default,
            TouchedAt = now,
            Grant = new Grant(1, now, default, default, 0, topic.Notice?.Number ?? 0),
        };
}
