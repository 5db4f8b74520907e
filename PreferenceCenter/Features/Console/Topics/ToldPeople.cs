using System.Globalization;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Insights;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>
/// Words for counts that go in steps of five: under five there is no number, and none is exact, so that two looks at a
/// topic tell nothing about one person.
/// </summary>
internal static class ToldPeople
{
    /// <summary>A number for a narrow column.</summary>
    public static string Short(long told, CultureInfo culture) => told <= 0 ? "<\u200a5" : told.ToString("N0", culture);

    public static MarkupString Of(long told, TopicsTexts texts, CultureInfo culture) =>
        told <= 0 ? texts.FewerThan5 : new(told.ToString("N0", culture));

    /// <summary>What a period had: a difference of one step may be of a single person.</summary>
    public static MarkupString OfPeriod(long told, TopicsTexts texts, CultureInfo culture) =>
        told == CountSteps.Step ? texts.FewerThan10 : Of(told, texts, culture);

    /// <summary>A sentence about so many people.</summary>
    public static MarkupString In(Phrase sentence, long told, TopicsTexts texts, PageLanguage language) =>
        sentence.Count(language.Code, Math.Max(told, CountSteps.Step), Of(told, texts, language.Culture));
}
