using MimeKit;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Cli.Demo;
using PreferenceCenter.Tests.Http;
using Xunit;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>Class fixture: the whole program with the topics of the demo, which have texts in every language.</summary>
public sealed class DemoCenter : IAsyncLifetime
{
    public const string News = "product-news";
    public const long NewsNumber = 1,
        ReadingNumber = 2,
        WorkshopNumber = 3;

    public static readonly string[] Languages = ["en", "de", "es", "fr", "ru", "ar"];

    /// <summary>
    /// Languages tested in the browser. The usual run takes the main language and one written from right to left.
    /// </summary>
    public static IEnumerable<string> LanguagesInBrowser { get; } =
        LongTests.Cases(["en", "ar"], ["de", "es", "fr", "ru"]);

    internal WebCenter Center { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Center = await WebCenter.StartFilledAsync(
            "demo",
            center => center.Get<DemoSeed>().SeedAsync(0, null, CancellationToken.None)
        );
    }

    /// <summary>Creates a subscriber with that language and these topics.</summary>
    internal Task<Person> SubscribeAsync(string language, params long[] topics) =>
        Center.SubscribeAsync($"{RandomId.New():N}@people.example", topics, language);

    /// <summary>
    /// The mail to a subscriber that contains such a link. A mail about changes waits until no further change follows.
    /// </summary>
    internal async Task<MimeMessage> MailAsync(Person person, string kind)
    {
        var mails = kind == "undo" ? await Center.MailsOfChangesAsync() : await Center.MailsAsync();
        return Xunit.Assert.Single(
            mails,
            m => m.To.Mailboxes.Single().Address == person.Address && WebCenter.FindLink(m, kind) is not null
        );
    }

    /// <summary>The topics that new subscribers can choose.</summary>
    internal IReadOnlyList<(string Key, long Number)> OpenTopics =>
        [
            .. Center
                .Get<CatalogueCache>()
                .Current.Topics.Where(t => t.Topic is { Open: true, Private: false })
                .Select(t => (t.Topic.Key, t.Number)),
        ];

    public ValueTask DisposeAsync() => Center.DisposeAsync();
}
