using PreferenceCenter.Catalogue;

namespace PreferenceCenter.Features.Public;

/// <summary>The link beside the description of a topic that leads to its sample issue.</summary>
internal static class SampleLink
{
    /// <summary>The path in the language of the page that it stands on; null where nobody sees a sample.</summary>
    public static string? To(TopicInfo topic, string language, string fallback) =>
        topic.Sample(language, fallback) is null ? null : $"/sample/{LabelOf(topic)}?language={language}";

    /// <summary>The topic in the path: that of a sensitive one, which the browser keeps, does not tell what it is about.</summary>
    public static string LabelOf(TopicInfo topic) => topic.ListLabel;
}
