using MimeKit;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Cli.Demo;
using PreferenceCenter.Hosting;
using PreferenceCenter.Tests.Http;
using Xunit;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>
/// The whole program with the topics of the demo, which have words in every language; one for the tests of a class.
/// </summary>
public sealed class DemoCenter : IAsyncLifetime
{
    public const string News = "product-news";
    public const long NewsNumber = 1,
        ReadingNumber = 2,
        WorkshopNumber = 3;

    public static readonly string[] Languages = ["en", "de", "es", "fr", "ru", "ar"];

    /// <summary>
    /// Those that a browser reads: in the usual run the one most is written in, one with long words, one from right to
    /// left.
    /// </summary>
    public static IEnumerable<string> LanguagesInBrowser { get; } =
        LongTests.Cases(["en", "de", "ar"], ["es", "fr", "ru"]);

    internal WebCenter Center { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Center = await WebCenter.StartFilledAsync(
            "demo",
            center => center.Get<DemoSeed>().SeedAsync(0, null, CancellationToken.None)
        );
    }

    /// <summary>Somebody who reads that language and gets these topics.</summary>
    internal Task<Person> SubscribeAsync(string language, params long[] topics) =>
        Center.SubscribeAsync($"{RandomId.New():N}@people.example", topics, language);

    /// <summary>
    /// The mail to somebody that holds such a link; one about changes waits until no more of them come.
    /// </summary>
    internal async Task<MimeMessage> MailAsync(Person person, string kind)
    {
        var mails = kind == "undo" ? await Center.MailsOfChangesAsync() : await Center.MailsAsync();
        return Xunit.Assert.Single(
            mails,
            m => m.To.Mailboxes.Single().Address == person.Address && WebCenter.FindLink(m, kind) is not null
        );
    }

    /// <summary>The topics that newcomers can choose.</summary>
    internal IReadOnlyList<(string Key, long Number)> OpenTopics =>
        [
            .. Center
                .Get<CatalogueCache>()
                .Current.Topics.Where(t => t.Topic is { Open: true, Private: false })
                .Select(t => (t.Topic.Key, t.Number)),
        ];

    public ValueTask DisposeAsync() => Center.DisposeAsync();
}
