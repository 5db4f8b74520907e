using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components;

namespace PreferenceCenter.Shared.Localisation;

/// <summary>
/// A sentence with placeholders, encoded for HTML. Each value is isolated, so that a name in another script keeps its
/// place.
/// </summary>
internal readonly struct Phrase(string template)
{
    // A text that counts has several forms (Plural); every other one has one.
    private readonly CompositeFormat[] forms =
    [
        .. Markup.Of(template).Value.Split(Plural.Bar).Select(CompositeFormat.Parse),
    ];

    private CompositeFormat Format => forms[0];

    /// <summary>The form that agrees with the number.</summary>
    public MarkupString Count(string language, long number) =>
        Count(language, number, new(number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The form that agrees with the number, which is told in these words.</summary>
    public MarkupString Count(string language, long number, MarkupString told) =>
        new(
            string.Format(
                CultureInfo.InvariantCulture,
                forms[Math.Min(Plural.FormOf(language, number), forms.Length - 1)],
                Isolated(told)
            )
        );

    public MarkupString With(MarkupString value) =>
        new(string.Format(CultureInfo.InvariantCulture, Format, Isolated(value)));

    public MarkupString With(MarkupString first, MarkupString second) =>
        new(string.Format(CultureInfo.InvariantCulture, Format, Isolated(first), Isolated(second)));

    public MarkupString With(MarkupString first, MarkupString second, MarkupString third) =>
        new(string.Format(CultureInfo.InvariantCulture, Format, Isolated(first), Isolated(second), Isolated(third)));

    private static string Isolated(MarkupString value) => $"<bdi>{value.Value}</bdi>";
}
