using System.Globalization;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Links;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>Writes the preferences page of a person who does not exist, for previews.</summary>
internal sealed class PreferencesSample(PreferencesPresenter presenter, CatalogueCache catalogue, TimeProvider clock)
{
    private const string Address = "alex@example.org";

    public async Task<string> WriteAsync(PageContext frame)
    {
        var now = clock.GetUtcNow();
        var link = new OpenedLink(LinkVerdict.Valid, PersonOf(frame.Language.Code, now), 0, Mailed: false, "");
        var view = await presenter.PresentAsync(frame, "", link, default, now);
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        await Page.WriteAsync<PreferencesPage>(view, written);
        return written.ToString();
    }

    // Subscribed to every second topic, so that both states can be seen.
    private SubscriberSnapshot PersonOf(string language, DateTimeOffset now) =>
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
                    catalogue
                        .Current.Topics.Where((topic, place) => place % 2 == 0 && !topic.Topic.Private)
                        .Select(topic => KeyValuePair.Create(topic.Number, YesTo(topic.Topic, now)))
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
