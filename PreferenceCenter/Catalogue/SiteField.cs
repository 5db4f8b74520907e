using PreferenceCenter.Domain;

namespace PreferenceCenter.Catalogue;

/// <summary>
/// A setting of the site that staff may make: its field in a file of settings, its key in the settings file, and what it
/// is of the site.
/// </summary>
/// <remarks>
/// The controller can be given once, where it is not: it is whom people agree with, and a page that is open would be
/// answered with a yes to somebody it did not name.
/// </remarks>
/// <param name="Longest">Most characters.</param>
/// <param name="MayLack">Whether the site may be without it.</param>
internal sealed record SiteField(
    string Name,
    int Longest,
    bool MayLack,
    Func<SiteFacts, string?> Of,
    Func<SiteFacts, string?, SiteFacts> With
)
{
    /// <summary>Whether it can only be given, and not be changed while the program runs.</summary>
    public bool Once { get; private init; }

    public static readonly IReadOnlyList<SiteField> All =
    [
        new("controller", 200, false, s => s.Controller, (s, v) => s with { Controller = v! }) { Once = true },
        new("name", 100, false, s => s.Name, (s, v) => s with { Name = v! }),
        new("postalAddress", 300, false, s => s.PostalAddress, (s, v) => s with { PostalAddress = v! }),
        new("privacyContact", 254, false, s => s.PrivacyContact, (s, v) => s with { PrivacyContact = v! }),
        new("privacyNoticeUrl", 500, false, s => s.PrivacyNoticeUrl, (s, v) => s with { PrivacyNoticeUrl = v! }),
        new(
            "supervisoryAuthority",
            200,
            false,
            s => s.SupervisoryAuthority,
            (s, v) => s with { SupervisoryAuthority = v! }
        ),
        new("enforcementBody", 300, true, s => s.EnforcementBody, (s, v) => s with { EnforcementBody = v }),
        new(
            "languages",
            100,
            false,
            s => string.Join(',', s.Languages),
            (s, v) => s with { Languages = v!.Split(',') }
        ),
        new("logo", LogoPicture.LongestSetting, true, s => s.Logo, (s, v) => s with { Logo = v }),
        new("color", 50, true, s => s.Color, (s, v) => s with { Color = v }),
    ];

    /// <summary>Its key in the settings file, for example <c>Site:Color</c>.</summary>
    public string Key => $"Site:{char.ToUpperInvariant(Name[0])}{Name.AsSpan(1)}";

    public static SiteField? Named(string name) => All.FirstOrDefault(f => f.Name == name);
}
