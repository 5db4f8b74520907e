using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Hosting;

/// <summary>
/// Reads the section <c>Site:</c>: the organisation that is the controller of the data. In Development a made-up
/// organisation is the default.
/// </summary>
internal static class SiteSettings
{
    /// <summary>The languages of a site that names none; a new one of the program is not added to them.</summary>
    public const string DefaultLanguages = "en,de,es,fr,ru,ar";

    private static readonly Uri InvalidUrl = new("http://invalid/");

    /// <param name="demo">Whether the organisation of the demo stands in for what is not given.</param>
    public static Site Read(SettingReader read, bool development, bool demo, Uri? listensOn)
    {
        // What is missing may be given in the console, as long as nobody is on the lists.
        string Given(string key, string made) => Particulars(read, key) ?? (demo ? made : "");
        return new Site
        {
            PublicUrl = ReadPublicUrl(read, development, listensOn),
            Name = Given("Site:Name", "Northwind"),
            Controller = Given("Site:Controller", "Northwind Ltd"),
            PostalAddress = Given("Site:PostalAddress", "Northwind Ltd, 1 Harbour Street, Cork, Ireland"),
            PrivacyContact = ReadContact(read, Given("Site:PrivacyContact", "privacy@example.com")),
            PrivacyNoticeUrl = read.Text("Site:PrivacyNoticeUrl") is null
                ? Given("Site:PrivacyNoticeUrl", "https://example.com/privacy")
                : read.Url("Site:PrivacyNoticeUrl", null, "the address of the privacy notice")?.AbsoluteUri ?? "",
            SupervisoryAuthority = Given("Site:SupervisoryAuthority", "Data Protection Commission, Ireland"),
            EnforcementBody = Particulars(read, "Site:EnforcementBody"),
            Languages = ReadLanguages(read),
            Calendar = ReadCalendar(read),
            Jurisdiction = ReadCountry(read, "Site:Jurisdiction", read.Text("Site:Jurisdiction") ?? "EU"),
            StoredIn = read.List("Site:StoredIn") is { } places
                ?
                [
                    .. places
                        .Split(',', StringSplitOptions.TrimEntries)
                        .Select(place => ReadCountry(read, "Site:StoredIn", place)),
                ]
                : [read.Text("Site:Jurisdiction") ?? "EU"],
            Jurisdictions = ReadJurisdictions(read),
            Logo = ReadLogo(read),
            Color = read.Text("Site:Color"),
        };
    }

    // As in a file of settings: no hidden character at the ends, and none inside.
    private static string? Particulars(SettingReader read, string key)
    {
        var text = HiddenCharacter.Trim(read.Text(key) ?? "");
        if (HiddenCharacter.InsideName(text) is { } hidden)
            read.Fault(key, $"contains a character that cannot be seen: {hidden}");
        return text.Length == 0 ? null : text;
    }

    /// <summary>What is missing, where it can no longer be given in the console.</summary>
    public static IEnumerable<SettingFault> Missing(Site site) =>
        site.Facts.Lacking.Select(key => new SettingFault(
            key,
            "is missing: every page and email says it, and there are people on the lists"
        ));

    /// <summary>Which of what staff may set is set where the program was started.</summary>
    public static ConfiguredSite ConfiguredIn(IConfiguration configuration, SiteFacts facts)
    {
        var (files, start) = (new HashSet<string>(), new HashSet<string>());
        foreach (var key in SiteField.All.Select(f => f.Key))
            if ((configuration as IConfigurationRoot)?.Providers.LastOrDefault(p => Sets(p, key)) is { } provider)
                (
                    provider is EnvironmentVariablesConfigurationProvider or CommandLineConfigurationProvider
                        ? start
                        : files
                ).Add(key);
        return new ConfiguredSite(facts, files, start);
    }

    private static bool Sets(IConfigurationProvider provider, string key) =>
        (provider.TryGet(key, out var value) && !string.IsNullOrWhiteSpace(value))
        || provider.GetChildKeys([], key).Any();

    private static Uri ReadPublicUrl(SettingReader read, bool development, Uri? listensOn)
    {
        var url = read.Url(
            "Site:PublicUrl",
            development ? listensOn?.ToString() ?? "http://localhost:5080" : null,
            "the address people see, as in https://preferences.example.org"
        );
        if (!development && url is { Scheme: "http" })
            read.Fault(
                "Site:PublicUrl",
                "is not https: mailbox providers take one-click links over https only (RFC 8058)"
            );
        if (url is not null && (url.AbsolutePath != "/" || url.UserInfo.Length > 0))
            read.Fault(
                "Site:PublicUrl",
                $"'{url}' is more than a host: the pages are at the root of a host of their own, as in https://preferences.example.org"
            );
        return url ?? InvalidUrl;
    }

    private static string ReadContact(SettingReader read, string contact)
    {
        if (contact.Length > 0 && EmailAddress.TryParseNew(contact) is null)
            read.Fault("Site:PrivacyContact", $"'{contact}' is no email address");
        return contact;
    }

    private static string? ReadLogo(SettingReader read)
    {
        var logo = read.Text("Site:Logo");
        if (LogoPicture.IsSaidIn(logo))
            read.Fault(
                "Site:Logo",
                "is a picture: here stands its path or address. Upload it in the console, or use settings apply"
            );
        return logo;
    }

    private static string[] ReadLanguages(SettingReader read)
    {
        var languages = (read.List("Site:Languages") ?? DefaultLanguages)
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct()
            .ToArray();
        foreach (var language in languages.Where(l => !Languages.All.Contains(l)))
            read.Fault("Site:Languages", $"'{language}' is not one of {string.Join(',', Languages.All)}");
        return languages.Length > 0 ? languages : ["en"];
    }

    private static string[] ReadJurisdictions(SettingReader read)
    {
        var laws = (read.List("Site:Jurisdictions") ?? "eprivacy")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct()
            .ToArray();
        foreach (var law in laws.Where(l => !Site.KnownJurisdictions.Contains(l)))
            read.Fault("Site:Jurisdictions", $"'{law}' is not one of {string.Join(',', Site.KnownJurisdictions)}");
        return laws;
    }

    private static string ReadCountry(SettingReader read, string key, string text)
    {
        if (text is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])
            read.Fault(key, $"'{text}' is neither a country of two letters, as in IE, nor EU");
        return text;
    }

    private static SiteCalendar ReadCalendar(SettingReader read)
    {
        var name = read.Text("Site:TimeZone", "UTC", "");
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
            return new SiteCalendar(zone);
        read.Fault("Site:TimeZone", $"'{name}' is no IANA time zone, as in Europe/Dublin");
        return SiteCalendar.Utc;
    }
}
