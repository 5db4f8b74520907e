using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>
/// Makes twenty topics in four categories, with texts of ordinary length. Four of the topics offer every frequency.
/// </summary>
internal static class TopicMaker
{
    public const int WithFrequencies = 4;

    public static string KeyOf(int number) => $"topic-{number}";

    public static void Make(CenterContext context)
    {
        for (var c = 1; c <= 4; c++)
            context.Categories.Add(
                new CategoryRow
                {
                    Key = $"category-{c}",
                    Order = c,
                    Texts =
                    [
                        new CategoryText
                        {
                            CategoryKey = $"category-{c}",
                            Language = "en",
                            Name = $"Things of kind {c}",
                        },
                    ],
                }
            );
        for (var n = 1; n <= Crowd.Topics; n++)
            context.Topics.Add(Topic(n));
        context.SaveChanges();
    }

    private static TopicRow Topic(int number) =>
        new()
        {
            Number = number,
            Key = KeyOf(number),
            CategoryKey = $"category-{1 + (number - 1) / 5}",
            Order = number,
            State = TopicState.Published,
            Frequencies =
                number > WithFrequencies
                    ? 0
                    : 1 << (int)Frequency.Every
                        | 1 << (int)Frequency.Daily
                        | 1 << (int)Frequency.Weekly
                        | 1 << (int)Frequency.Monthly,
            Texts =
            [
                new TopicText
                {
                    TopicNumber = number,
                    Language = "en",
                    Name = $"News about number {number}",
                    HowOften = "About twice a month",
                    Description =
                        "What is new in this part of our work, with dates, pictures and a word from the people who do it.",
                },
            ],
        };
}
