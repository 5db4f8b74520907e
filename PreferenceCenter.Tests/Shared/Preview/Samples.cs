using System.Text.Json;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Cli.Demo;
using PreferenceCenter.Features.Public.Preferences;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Shared.Theme;

namespace PreferenceCenter.Tests.Shared.Preview;

/// <summary>Sample organisation and topics for the pages of the preview.</summary>
internal static class Samples
{
    public static readonly Branding Site = new(
        "Northwind",
        "Northwind Ltd",
        "Northwind Ltd, 1 Harbour Street, Cork, Ireland",
        "https://northwind.example/privacy",
        "privacy@northwind.example"
    );

    public static readonly string[] Languages = [.. PreferenceCenter.Domain.Languages.All];

    public static readonly DateTimeOffset At = new(2026, 11, 23, 14, 5, 0, TimeSpan.Zero);

    private static readonly Frequency[] All = [Frequency.Every, Frequency.Daily, Frequency.Weekly, Frequency.Monthly];
    private static readonly Frequency[] Some = [Frequency.Daily, Frequency.Weekly, Frequency.Monthly];

    private static readonly (string Key, Frequency[] Frequencies, TopicChoiceStatus Standing)[][] Topics =
    [
        [
            ("product-news", All, new(true, Frequency.Weekly)),
            ("digest", Some, new(true, Frequency.Weekly)),
            ("engineering", [], default),
        ],
        [("events", [], default), ("community", [], new(true, Frequency.Every, TopicNote.Waiting))],
        [("offers", [], default), ("partners", [], new(true, Frequency.Every, TopicNote.Closed))],
    ];

    /// <summary>
    /// Categories and topics of one subscriber, in English, German or Arabic; in English for other languages.
    /// </summary>
    public static IReadOnlyList<CategoryChoices> Choices(string language) =>
        [
            .. Topics.Select(
                (topics, c) =>
                    new CategoryChoices(
                        T(Words(language)[c][0][0]),
                        [
                            .. topics.Select(
                                (topic, i) =>
                                    new TopicChoice(
                                        new TopicMarkup(Text(language, c, i), new PageLanguage(language)),
                                        topic.Standing
                                    )
                            ),
                        ]
                    )
            ),
        ];

    public static TopicContent Text(string language, int category, int topic)
    {
        var words = Words(language)[category][topic + 1];
        var (key, frequencies, _) = Topics[category][topic];
        return new(category * 10 + topic, key, T(words[0]), T(words[1]), T(words[2]), frequencies)
        {
            Sample = key == "product-news" ? $"/sample/{key}?language={language}" : null,
        };
    }

    /// <summary>The demo's statement of <c>tracking</c> or <c>profiling</c>.</summary>
    public static PermissionStatement Statement(string language, string name)
    {
        using var notices = JsonDocument.Parse(DemoSeed.Read("demo-notices.json"));
        var texts = notices.RootElement.GetProperty(name).GetProperty("texts");
        var words = texts.TryGetProperty(language, out var own) ? own : texts.GetProperty("en");
        return new(new MarkupString($"<p>{words.GetProperty("statement").GetString()}</p>"), 9);
    }

    /// <summary>
    /// Twenty topics with the texts of the demo's eight, which were written by hand in each language: a name has 14
    /// characters on average, a description 44, how often it comes 17. The first four offer three frequencies each.
    /// </summary>
    public static IReadOnlyList<CategoryChoices> TwentyTopics(PageLanguage language)
    {
        var demo = TopicFileReader.Read(DemoSeed.Read("demo-topics.json"), [])!;
        return
        [
            .. Enumerable
                .Range(0, 20)
                .GroupBy(i => demo.Topics[i % demo.Topics.Count].Category, i => Twenty(demo, i, language))
                .Select(topics => new CategoryChoices(
                    T(
                        demo.Categories.Single(c => c.Key == topics.Key).Names is { } names
                            ? names.GetValueOrDefault(language.Code) ?? names["en"]
                            : ""
                    ),
                    [.. topics]
                )),
        ];
    }

    private static TopicChoice Twenty(TopicFile demo, int index, PageLanguage language)
    {
        var topic = demo.Topics[index % demo.Topics.Count];
        var words = topic.Texts!.GetValueOrDefault(language.Code) ?? topic.Texts!["en"];
        var round = index < demo.Topics.Count ? "" : $"{index / demo.Topics.Count + 1}";
        return new(
            new TopicMarkup(
                new(
                    index + 1,
                    topic.Key + round,
                    T($"{words.Name} {round}".Trim()),
                    T(words.Description),
                    T(words.HowOften),
                    index < 4 ? Some : []
                ),
                language
            ),
            index % 2 == 0 ? new(true, Frequency.Weekly) : default
        );
    }

    public static MarkupString T(string text) => Markup.Of(text);

    private static string[][][] Words(string language) =>
        language switch
        {
            "de" =>
            [
                [
                    ["Aktuelles"],
                    ["Produktneuheiten", "Neue Funktionen und Versionen, kurz erklärt.", "Etwa zweimal im Monat"],
                    ["Leseliste", "Die fünf Artikel, die am besten ankamen.", "Jeden Freitag"],
                    ["Aus der Werkstatt", "Wie wir bauen, was wir gelernt haben, was schiefging.", "Einmal im Monat"],
                ],
                [
                    ["Veranstaltungen"],
                    ["Treffen und Webinare", "Einladungen in Ihrer Nähe und online.", "Vor jedem Termin"],
                    ["Stammtisch", "Termine der Ortsgruppen.", "Alle zwei Wochen"],
                ],
                [
                    ["Angebote"],
                    ["Rabatte", "Nur für Abonnenten.", "Höchstens viermal im Jahr"],
                    ["Partnerprogramm", "Für alle, die schon dabei sind.", "Selten"],
                ],
            ],
            "ar" =>
            [
                [
                    ["الأخبار"],
                    ["أخبار المنتجات", "ميزات وإصدارات جديدة بشرح موجز.", "مرتين في الشهر تقريبًا"],
                    ["قائمة القراءة", "المقالات الخمس التي نالت إعجاب قرائنا.", "كل يوم جمعة"],
                    ["من ورشة العمل", "كيف نبني، وما تعلمناه، وما لم ينجح.", "مرة في الشهر"],
                ],
                // One topic has no Arabic texts yet: English on a page from right to left.
                [
                    ["الفعاليات"],
                    ["لقاءات وندوات", "دعوات قريبة منك وعبر الإنترنت.", "قبل كل موعد"],
                    ["Local groups", "Where your neighbours meet.", "Every other week"],
                ],
                [
                    ["العروض"],
                    ["عروض", "خصومات للمشتركين فقط.", "أربع مرات في السنة على الأكثر"],
                    ["برنامج الشركاء", "لمن انضم من قبل.", "نادرًا"],
                ],
            ],
            _ =>
            [
                [
                    ["News"],
                    ["Product news", "New features and releases, explained in a minute.", "About twice a month"],
                    ["Reading list", "The five articles our readers liked most.", "Every Friday"],
                    ["From the workshop", "How we build, what we learned, what went wrong.", "Once a month"],
                ],
                [
                    ["Events"],
                    ["Meetups and webinars", "Invitations near you and online.", "Before each date"],
                    ["Local groups", "Where your neighbours meet.", "Every other week"],
                ],
                [
                    ["Offers"],
                    ["Discounts", "For subscribers only.", "At most four times a year"],
                    ["Partner programme", "For those who joined already.", "Rarely"],
                ],
            ],
        };
}
