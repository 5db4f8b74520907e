using System.Text;
using System.Text.Json.Nodes;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Catalogue.Forms;

/// <summary>What a preview of a form shows: its page, with the form as it is being edited.</summary>
/// <param name="Entry">The form as it is edited, whatever is still missing in it.</param>
internal sealed record FormPreview(JsonObject Entry, string Language, bool Dark)
{
    public FormPart Part { get; init; }

    /// <summary>The form as a file would have it; null where it cannot be read at all.</summary>
    public FormEntry? Form =>
        FormFileReader.Read(Encoding.UTF8.GetBytes(FormDrafts.FileOf(Entry).ToJsonString()), new List<Fault>())
            is { Forms: [var form] }
            ? form
            : null;

    /// <summary>The topics that it offers.</summary>
    public IEnumerable<TopicInfo> TopicsIn(CatalogueSnapshot catalogue) =>
        (Form?.Definition.Topics ?? []).Select(key => catalogue.ByKey.GetValueOrDefault(key)).OfType<TopicInfo>();
}

/// <summary>Writes the page of a form, as HTML. Nothing of it is stored.</summary>
internal delegate Task<string?> FormPreviewPage(FormPreview preview);

/// <summary>What one puts on another site: the address of a published form, and its HTML in each complete language.</summary>
public sealed record FormSnippet(string Url, IReadOnlyDictionary<string, string> Html);

/// <summary>Whether a form is shown: published, and without errors in the current catalogue.</summary>
internal delegate bool FormIsShown(string key);

/// <summary>The snippet of a form; null where it is not shown.</summary>
internal delegate FormSnippet? FormSnippetOf(string key);
