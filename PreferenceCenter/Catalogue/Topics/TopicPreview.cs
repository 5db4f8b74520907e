using System.Text.Json.Nodes;

namespace PreferenceCenter.Catalogue.Topics;

/// <summary>What a preview of the preferences page shows: a topic as it is being edited, and to whom.</summary>
/// <param name="Entry">The topic as a file has it, whatever is still missing in it.</param>
/// <param name="Category">The category that it stands in.</param>
/// <param name="Subscribed">As a person with choices sees it, the topic among them; else as a new person does.</param>
internal sealed record TopicPreview(
    JsonObject Entry,
    CategoryInfo Category,
    string Language,
    bool Dark,
    bool Subscribed
);

/// <summary>Writes the preferences page of nobody in particular, with the topic as it is being edited, as HTML.</summary>
internal delegate Task<string> TopicPreviewPage(TopicPreview preview);
