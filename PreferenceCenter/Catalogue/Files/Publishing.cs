using PreferenceCenter.Domain;

namespace PreferenceCenter.Catalogue.Files;

/// <summary>Author and time of a publication, and the site, whose time zone decides when a day begins.</summary>
internal sealed record Publishing(Actor Author, DateTimeOffset At, Site Site);
