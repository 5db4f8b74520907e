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
    private readonly CompositeFormat format = CompositeFormat.Parse(Markup.Of(template).Value);

    public MarkupString With(MarkupString value) =>
        new(string.Format(CultureInfo.InvariantCulture, format, Isolated(value)));

    public MarkupString With(MarkupString first, MarkupString second) =>
        new(string.Format(CultureInfo.InvariantCulture, format, Isolated(first), Isolated(second)));

    public MarkupString With(MarkupString first, MarkupString second, MarkupString third) =>
        new(string.Format(CultureInfo.InvariantCulture, format, Isolated(first), Isolated(second), Isolated(third)));

    private static string Isolated(MarkupString value) => $"<bdi>{value.Value}</bdi>";
}
