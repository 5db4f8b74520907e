using System.Text.Json.Nodes;

namespace PreferenceCenter.Catalogue.Topics;

/// <summary>What a preview shows: a topic as it is being edited, and which page of it.</summary>
/// <param name="Entry">The topic as a file has it, whatever is still missing in it.</param>
/// <param name="Category">The category that it stands in.</param>
internal sealed record TopicPreview(
    JsonObject Entry,
    CategoryInfo Category,
    string Language,
    bool Dark,
    TopicPart Part
);

/// <summary>Writes a page of nobody in particular, with the topic as it is being edited, as HTML.</summary>
internal delegate Task<string> TopicPreviewPage(TopicPreview preview);
