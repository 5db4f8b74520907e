using System.Text.Json.Nodes;

namespace PreferenceCenter.Catalogue.Forms;

/// <summary>What a preview of a form shows: its page, with the form as it is being edited.</summary>
/// <param name="Entry">The form as it is edited, whatever is still missing in it.</param>
internal sealed record FormPreview(JsonObject Entry, string Language, bool Dark);

/// <summary>Writes the page of a form, as HTML. Nothing of it is stored.</summary>
internal delegate Task<string?> FormPreviewPage(FormPreview preview);

/// <summary>What one puts on another site: the address of a published form, and its HTML in each complete language.</summary>
public sealed record FormSnippet(string Url, IReadOnlyDictionary<string, string> Html);

/// <summary>The snippet of a form; null where it is not shown.</summary>
internal delegate FormSnippet? FormSnippetOf(string key);
