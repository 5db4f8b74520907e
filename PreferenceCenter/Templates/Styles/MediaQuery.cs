using System.Globalization;
using System.Text.RegularExpressions;

namespace PreferenceCenter.Templates.Styles;

/// <summary>Decides media queries of width and colour scheme. Of what else they ask for nobody knows here.</summary>
internal static partial class MediaQuery
{
    private const double PixelsOfEm = 16;

    /// <returns>Null where it is not known.</returns>
    public static bool? Holds(string query, Screen screen)
    {
        if (string.IsNullOrWhiteSpace(query))
            return true;
        bool? any = false;
        foreach (var one in Plain(query).Split(','))
            any |= HoldsOne(one.Trim(), screen);
        return any;
    }

    /// <summary>The widths at which the query changes its answer.</summary>
    public static IEnumerable<int> Widths(string query)
    {
        foreach (Match feature in Feature().Matches(Plain(query)))
            if (feature.Groups["name"].Value is "min-width" or "min-device-width" && Pixels(feature) is { } least)
                yield return (int)Math.Ceiling(least);
            else if (feature.Groups["name"].Value is "max-width" or "max-device-width" && Pixels(feature) is { } most)
                yield return (int)Math.Floor(most) + 1;
    }

    // Ranges of level 4 in the older form.
    private static string Plain(string query) =>
        Range()
            .Replace(
                query.ToLowerInvariant(),
                range => $"({(range.Groups["sign"].Value == "<" ? "max" : "min")}-width: {range.Groups["value"].Value})"
            );

    private static bool? HoldsOne(string query, Screen screen)
    {
        var not = query.StartsWith("not ", StringComparison.Ordinal);
        bool? holds = true;
        foreach (var condition in And().Split(not ? query[4..] : query))
            holds &= HoldsCondition(condition.Trim(), screen);
        return not ? !holds : holds;
    }

    private static bool? HoldsCondition(string condition, Screen screen)
    {
        if (condition.Length == 0 || condition is "screen" or "all" or "only screen" or "only all")
            return true;
        if (Other().IsMatch(condition))
            return false;
        if (Feature().Match(condition) is not { Success: true } feature || feature.Length != condition.Length)
            return null;
        var value = feature.Groups["value"].Value.Trim();
        return feature.Groups["name"].Value switch
        {
            "min-width" or "min-device-width" => Pixels(feature) is { } least ? screen.Width >= least : null,
            "max-width" or "max-device-width" => Pixels(feature) is { } most ? screen.Width <= most : null,
            "prefers-color-scheme" => value == (screen.Dark ? "dark" : "light"),
            "-webkit-min-device-pixel-ratio" or "min-resolution" when value is "0" or "1" or "0.001dpcm" or "1dppx" =>
                true,
            "orientation" => value == (screen.Width > 700 ? "landscape" : "portrait"),
            _ => null,
        };
    }

    private static double? Pixels(Match feature) =>
        Length().Match(feature.Groups["value"].Value.Trim()) is { Success: true } length
        && double.TryParse(length.Groups[1].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? length.Groups[2].Value is "em" or "rem"
                ? number * PixelsOfEm
                : number
            : null;

    [GeneratedRegex(@"\(\s*(?<name>[a-z-]+)\s*:\s*(?<value>[^()]*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Feature();

    [GeneratedRegex(@"\(\s*width\s*(?<sign>[<>])=?\s*(?<value>[0-9.a-z]+)\s*\)", RegexOptions.CultureInvariant)]
    private static partial Regex Range();

    // Media that are no screen, and what one program alone asks for.
    [GeneratedRegex(@"^(only )?[a-z]+\z|\(\s*(-ms-|-moz-|mso)", RegexOptions.CultureInvariant)]
    private static partial Regex Other();

    [GeneratedRegex(@"\s+and\s+|\band(?=\()", RegexOptions.CultureInvariant)]
    private static partial Regex And();

    [GeneratedRegex(@"^([0-9]*\.?[0-9]+)(px|em|rem|)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Length();
}
