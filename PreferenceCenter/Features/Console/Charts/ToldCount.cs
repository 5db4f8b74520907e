using System.Globalization;
using Microsoft.AspNetCore.Components;
using PreferenceCenter.Insights;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Charts;

/// <summary>
/// The words for a count of a period. A difference of one step may be of a single person, with four from before the
/// period, so it is told no closer than that.
/// </summary>
internal static class ToldCount
{
    public static MarkupString Of(long value, ToldTexts texts, CultureInfo culture) =>
        value <= 0 ? texts.FewerThan5
        : value == CountSteps.Step ? texts.FewerThan10
        : Markup.Of(value.ToString("N0", culture));

    /// <summary>How many people there are on a day: at least so many, and fewer than five more.</summary>
    public static MarkupString OfPeople(long value, ToldTexts texts, CultureInfo culture) =>
        value <= 0 ? texts.FewerThan5 : Markup.Of(value.ToString("N0", culture));

    /// <summary>The same for a narrow column; it reads from left to right in every language.</summary>
    public static string Short(long told, CultureInfo culture) =>
        told <= 0 ? "\u2066<\u200a5\u2069" : told.ToString("N0", culture);

    /// <summary>The same in a file for spreadsheets and programs.</summary>
    public static string InFile(long value, bool people) =>
        value <= 0 ? "fewer than 5"
        : value == CountSteps.Step && !people ? "fewer than 10"
        : value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A sentence about so many people on a day.</summary>
    public static MarkupString In(Phrase sentence, long told, ToldTexts texts, PageLanguage language) =>
        sentence.Count(language.Code, Math.Max(told, CountSteps.Step), OfPeople(told, texts, language.Culture));
}
