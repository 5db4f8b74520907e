using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PreferenceCenter.Domain;
using PreferenceCenter.Hosting;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Views;

namespace PreferenceCenter.Tests.Mail.Views;

/// <summary>Mails as the dispatcher would request them.</summary>
internal static class MailCases
{
    public const string Token = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    public static readonly string[] Languages = [.. PreferenceCenter.Domain.Languages.All];

    // Of the length and script that topics have in that language; English in a language that has none here.
    private static readonly Dictionary<string, string[]> Topics = new()
    {
        ["en"] =
        [
            "Product news",
            "Weekly digest",
            "Events & webinars",
            "Offers",
            "Tips for beginners",
            "Research",
            "Jobs",
            "Community",
        ],
        ["de"] =
        [
            "Produktneuigkeiten",
            "Wochenrückblick",
            "Veranstaltungen & Webinare",
            "Angebote",
            "Tipps für den Einstieg",
            "Forschung",
            "Stellen",
            "Gemeinschaft",
        ],
        ["es"] =
        [
            "Novedades del producto",
            "Resumen semanal",
            "Eventos y seminarios",
            "Ofertas",
            "Consejos para empezar",
            "Investigación",
            "Empleo",
            "Comunidad",
        ],
        ["fr"] =
        [
            "Nouveautés produit",
            "Résumé hebdomadaire",
            "Événements et webinaires",
            "Offres",
            "Conseils pour débuter",
            "Recherche",
            "Emplois",
            "Communauté",
        ],
        ["ru"] =
        [
            "Новости продукта",
            "Обзор недели",
            "Мероприятия и вебинары",
            "Предложения",
            "Советы начинающим",
            "Исследования",
            "Вакансии",
            "Сообщество",
        ],
        ["ar"] =
        [
            "أخبار المنتج",
            "ملخص الأسبوع",
            "الفعاليات والندوات",
            "العروض",
            "نصائح للمبتدئين",
            "الأبحاث",
            "الوظائف",
            "المجتمع",
        ],
    };

    public static string[] TopicsIn(string language) => Topics.GetValueOrDefault(language) ?? Topics["en"];

    public static MailRenderer Renderer(Site? site = null) =>
        new(
            new ServiceCollection()
                .AddSingleton(SiteMailStyle.Of(site ?? Samples.Site))
                .BuildServiceProvider()
                .GetRequiredService<IServiceScopeFactory>(),
            NullLoggerFactory.Instance,
            site ?? Samples.Site
        );

    public static Uri Url(string path) => new(Samples.Site.PublicUrl, path + Token);

    public static MailLink Link(string path, int days) => new(Url(path), Samples.At.AddDays(days));

    public static ChangesView LeftOne(string language) =>
        new(
            [new(ChangeKind.TopicStopped, TopicsIn(language)[0])],
            Samples.At,
            TopicsIn(language)[1..3],
            Link("undo/", 30),
            Url("p/"),
            Url("receipt/")
        );

    public static ChangesView LeftAll(string language) =>
        new(
            [
                new(ChangeKind.EverythingStopped),
                .. TopicsIn(language).Select(topic => new ChangeLine(ChangeKind.TopicStopped, topic)),
            ],
            Samples.At,
            [],
            Link("undo/", 30),
            Url("p/"),
            Url("receipt/")
        );

    public static ChangesView Paused(string language) =>
        new(
            [new(ChangeKind.Paused, Until: Samples.At.AddDays(30))],
            Samples.At,
            TopicsIn(language)[..2],
            Link("undo/", 30),
            Url("p/"),
            Url("receipt/"),
            MailHold.Paused
        );

    public static ChangesView Restricted(string language) =>
        new(
            [new(ChangeKind.Restricted)],
            Samples.At,
            TopicsIn(language)[..2],
            null,
            Url("p/"),
            Url("receipt/"),
            MailHold.Restricted
        );

    /// <summary>Every kind of change there is.</summary>
    public static ChangesView Everything(string language) =>
        new(
            [
                new(ChangeKind.TopicStopped, TopicsIn(language)[0]),
                new(ChangeKind.TopicStarted, TopicsIn(language)[1]),
                new(ChangeKind.TopicStarted, TopicsIn(language)[2], Frequency.Weekly),
                new(ChangeKind.TopicRestored, TopicsIn(language)[3]),
                new(ChangeKind.TopicRestored, TopicsIn(language)[4], Frequency.Monthly),
                new(ChangeKind.TopicFrequency, TopicsIn(language)[5], Frequency.Daily),
                new(ChangeKind.TopicFrequency, TopicsIn(language)[6], Frequency.Every),
                new(ChangeKind.EverythingStopped),
                new(ChangeKind.Paused, Until: Samples.At.AddDays(30)),
                new(ChangeKind.PauseEnded),
                new(ChangeKind.TrackingAllowed),
                new(ChangeKind.TrackingRefused),
                new(ChangeKind.ProfilingAllowed),
                new(ChangeKind.ProfilingRefused),
                new(ChangeKind.Language, Language: "ar"),
            ],
            Samples.At,
            TopicsIn(language),
            Link("undo/", 30),
            Url("p/"),
            Url("receipt/"),
            MailHold.Restricted
        )
        {
            ErasureOpen = true,
        };

    public static ConfirmMailView Wished(string language) =>
        new(
            [
                .. TopicsIn(language)
                    .Select(
                        (topic, i) =>
                            new WishLine(
                                new(ChangeKind.TopicStarted, topic, (Frequency)(i % 5 == 0 ? 1 : i % 5)),
                                $"{topic}: {TopicsIn(language)[^1]}, {TopicsIn(language)[0]}"
                            )
                    ),
                new(new(ChangeKind.TrackingAllowed)),
                new(new(ChangeKind.ProfilingAllowed)),
                new(new(ChangeKind.PauseEnded)),
            ],
            Samples.At,
            Link("c/", 7)
        );

    /// <summary>The question of an import, which asks for topics only.</summary>
    public static ConfirmMailView Imported(string language) =>
        Wished(language) with
        {
            Wishes = [.. Wished(language).Wishes.Where(line => line.Wish.Topic is not null)],
            Import = new("https://example.org/join"),
        };

    public static MyLinkView MyLink => new(Link("p/", 1), "https://choices.example.org/not-me/token");

    public static async Task<IReadOnlyList<MailContent>> AllAsync(string language, Site? site = null)
    {
        var renderer = Renderer(site);
        return
        [
            await renderer.ChangesAsync(LeftOne(language), language),
            await renderer.ChangesAsync(LeftAll(language), language),
            await renderer.ChangesAsync(Everything(language), language),
            await renderer.ConfirmAsync(Wished(language), language),
            await renderer.ConfirmAsync(Imported(language), language),
            await renderer.MyLinkAsync(MyLink, language),
        ];
    }
}
