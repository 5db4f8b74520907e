using PreferenceCenter.Domain;
using PreferenceCenter.Features.Demo;
using PreferenceCenter.Tests.Http;
using Xunit;

namespace PreferenceCenter.Tests.Journeys;

/// <summary>The whole program with the topics of the demo, which have words in every language; one for the tests of a class.</summary>
public sealed class DemoCenter : IAsyncLifetime
{
    public const string News = "product-news";
    public const long NewsNumber = 1, ReadingNumber = 2, WorkshopNumber = 3;

    public static readonly string[] Languages = ["en", "de", "es", "fr", "ru", "ar"];

    private string directory = "";

    internal WebCenter Center { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        directory = Directory.CreateTempSubdirectory("preference-center-").FullName;
        Directory.CreateDirectory(Path.Combine(directory, "data"));
        Center = await WebCenter.StartAsync(directory: directory);
        await Center.Get<DemoSeed>().SeedAsync(0, null, TestContext.Current.CancellationToken);
    }

    /// <summary>Somebody who reads that language and gets these topics.</summary>
    internal Task<Person> SubscribeAsync(string language, params long[] topics) =>
        Center.SubscribeAsync($"{RandomId.New():N}@people.example", topics, language);

    /// <summary>Names of the topics that newcomers can choose, in that language.</summary>
    internal IReadOnlyList<(string Key, long Number)> OpenTopics =>
        [.. Center.Get<PreferenceCenter.Data.CatalogueCache>().Current.Topics.Where(t => t.Topic is { Open: true, Private: false }).Select(t => (t.Topic.Key, t.Number))];

    public async ValueTask DisposeAsync()
    {
        await Center.DisposeAsync();
        Directory.Delete(directory, recursive: true);
    }
}
