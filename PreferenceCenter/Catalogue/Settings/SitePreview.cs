using PreferenceCenter.Domain;

namespace PreferenceCenter.Catalogue.Settings;

/// <summary>What a preview shows: the site as it is being edited, in one of its languages, on a light or a dark screen.</summary>
internal sealed record SitePreview(SiteFacts Facts, string Language, bool Dark);

/// <summary>A document for the frame of a preview: its HTML and its style sheet.</summary>
public sealed record PreviewDocument(string Html, string Css);

/// <summary>The preferences page of nobody in particular, as the edited site has it. Nothing is stored.</summary>
internal delegate Task<PreviewDocument> SitePagePreview(SitePreview shown);

/// <summary>An email of the product, as the edited site sends it. Nothing is stored and nothing is sent.</summary>
internal delegate Task<PreviewDocument> SiteMailPreview(SitePreview shown);
