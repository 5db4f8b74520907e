using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using MudBlazor;
using MudBlazor.Utilities;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Shared.Theme;

/// <summary>
/// Makes the style sheets of the pages: variables from the theme, the words beside a switch, then the CSS file,
/// minified.
/// </summary>
internal static partial class StyleSheet
{
    public static string Build(MudTheme theme, SiteLanguages languages)
    {
        var css = new StringBuilder(BuildColours(theme));
        // A switch shows its state in words, even while it is being moved and without script (DEC-05).
        foreach (var language in languages.All)
        {
            var texts = language.Texts<LayoutTexts>();
            css.Append(":lang(")
                .Append(language.Code)
                .Append("){--on:\"")
                .Append(texts.On)
                .Append("\";--off:\"")
                .Append(texts.Off)
                .Append("\";--wait:\"")
                .Append(texts.Waiting)
                .Append("\"}");
        }
        return css.Append(Minified(Read("pages.css"))).ToString();
    }

    /// <summary>The colours of the theme as variables, for light and dark screens.</summary>
    public static string BuildColours(MudTheme theme)
    {
        var css = new StringBuilder(":root{color-scheme:light dark;");
        Colours(css, theme.PaletteLight);
        css.Append("}@media(prefers-color-scheme:dark){:root{");
        Colours(css, theme.PaletteDark);
        return css.Append("}}").ToString();
    }

    /// <summary>The additional style sheet of the pages that ask for consent.</summary>
    public static string BuildForms() => Build("forms.css");

    /// <summary>The additional style sheet of the pages on which subscribers see their own data.</summary>
    public static string BuildMe() => Build("me.css");

    /// <summary>The minified style sheet of a feature.</summary>
    public static string Build(string name) => Minified(Read(name));

    /// <summary>A style sheet as a light or a dark screen has it, whatever the reader's screen is.</summary>
    public static string OnScreen(string css, bool dark) =>
        DarkScreens()
            .Replace(css, dark ? "@media all" : "@media not all")
            .Replace(
                "color-scheme:light dark",
                dark ? "color-scheme:dark" : "color-scheme:light",
                StringComparison.Ordinal
            );

    public static MudColor Tint(Palette palette) => MudColor.Lerp(palette.Surface, palette.Primary, 0.12f);

    private static void Colours(StringBuilder css, Palette palette)
    {
        void Set(string name, MudColor color) =>
            css.Append("--").Append(name).Append(':').Append(color.ToString(MudColorOutputFormats.Hex)).Append(';');
        Set("bg", palette.Background);
        Set("card", palette.Surface);
        Set("ink", palette.TextPrimary);
        Set("soft", palette.TextSecondary);
        Set("line", palette.LinesDefault);
        Set("edge", palette.LinesInputs);
        Set("brand", palette.Primary);
        Set("over", palette.PrimaryContrastText);
        Set("tint", Tint(palette));
        Set("bad", palette.Error);
    }

    internal static string Read(string name)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        return new StreamReader(file).ReadToEnd();
    }

    private static string Minified(string css) =>
        SpacesAroundSigns()
            .Replace(Spaces().Replace(Comments().Replace(css, ""), " "), "$1")
            .Replace(";}", "}", StringComparison.Ordinal)
            .Trim();

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comments();

    [GeneratedRegex(@"@media ?\(prefers-color-scheme:dark\)")]
    private static partial Regex DarkScreens();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    // Not around + - or ( ), where a space has a meaning.
    [GeneratedRegex(@" ?([{};,>]) ?|(?<=:) ")]
    private static partial Regex SpacesAroundSigns();
}
