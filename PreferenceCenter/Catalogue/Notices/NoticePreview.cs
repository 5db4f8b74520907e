using System.Text.Json.Nodes;

namespace PreferenceCenter.Catalogue.Notices;

/// <summary>What a preview of a notice shows: the page on which people read it, with the notice as it is being edited.</summary>
/// <param name="Key">The notice, by <see cref="NoticeKey"/>.</param>
/// <param name="Entry">The notice as it is edited, whatever is still missing in it.</param>
internal sealed record NoticePreview(string Key, JsonObject Entry, string Language, bool Dark);

/// <summary>Writes the page on which people read a notice, as HTML. Nothing of it is stored.</summary>
internal delegate Task<string?> NoticePreviewPage(NoticePreview preview);
