using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Features.Public.Preferences;
using PreferenceCenter.Features.Public.SampleIssues;

namespace PreferenceCenter.Hosting;

/// <summary>Writes what people see of a topic that is being edited: the preferences page, and its sample issue.</summary>
internal sealed class TopicPreviews(PreferencesPreview preferences, SampleIssuePreview samples)
{
    public Task<string> WriteAsync(TopicPreview preview) =>
        preview.Part == TopicPart.Sample ? samples.WriteAsync(preview) : preferences.WriteAsync(preview);
}
