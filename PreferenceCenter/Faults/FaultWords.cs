using System.Globalization;
using System.Resources;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Faults;

/// <summary>Words faults in one language, as plain text.</summary>
internal sealed class FaultWords(CultureInfo culture)
{
    private static readonly ResourceManager Resources = new(typeof(FaultWords));

    /// <summary>The language of commands.</summary>
    public static FaultWords English { get; } = new(CultureInfo.GetCultureInfo("en"));

    /// <summary>Place and reason, for example <c>topics[0].name: is no text</c>.</summary>
    public string Of(Fault fault) => $"{Place(fault.Place)}: {Reason(fault)}";

    public string Reason(Fault fault) => Text(WireName.Of(fault.Code), fault.Arguments);

    public string Place(FaultPlace place) =>
        (place.Path, place.Line) switch
        {
            ("", 0) => Text("place-file", []),
            ("", var line) => Text("place-line", [line]),
            (var path, 0) => Isolated(path),
            (var path, var line) => Text("place-line-field", [line, path]),
        };

    private string Text(string key, IReadOnlyList<FaultArgument> arguments) =>
        string.Format(
            culture,
            Resources.GetString(key, culture) ?? throw new MissingManifestResourceException(key),
            [.. arguments.Select(Shown)]
        );

    private object Shown(FaultArgument argument) =>
        argument.Value switch
        {
            string text => Isolated(text),
            Fault reason => Reason(reason),
            var value => value,
        };

    /// <summary>A piece of a file in a sentence from right to left, which would put its signs elsewhere.</summary>
    private string Isolated(string text) => culture.TextInfo.IsRightToLeft ? $"\u2068{text}\u2069" : text;
}
