using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Shared.Theme;

/// <summary>Style sheets, script and icon of the public pages, made once at the start.</summary>
internal sealed class SiteAssets
{
    public SiteAssets(Branding site, SiteLanguages languages)
    {
        var theme = SiteTheme.Of(site.Color);
        Style = new Asset("style", "css", "text/css; charset=utf-8", StyleSheet.Build(theme, languages), changes: true);
        FormStyle = new Asset("forms", "css", "text/css; charset=utf-8", StyleSheet.BuildForms());
        MeStyle = new Asset("me", "css", "text/css; charset=utf-8", StyleSheet.BuildMe());
        MeScript = new Asset("me", "js", "text/javascript; charset=utf-8", StyleSheet.Read("me.js"));
        Mark = new Asset("mark", "svg", "image/svg+xml", SiteMark.Build(theme, site.Name), changes: true);
        Logo = site.LogoFile;
    }

    public Asset Style { get; }
    public Asset FormStyle { get; }

    /// <summary>Style sheet of the pages on which subscribers see their own data.</summary>
    public Asset MeStyle { get; }

    /// <summary>Script of the pages on which subscribers see their own data.</summary>
    public Asset MeScript { get; }
    public Asset Mark { get; }

    /// <summary>The uploaded logo; null for none.</summary>
    public Asset? Logo { get; }
}
