using MudBlazor;
using PreferenceCenter.Data;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Topics;

/// <summary>Registers the topics desk.</summary>
internal static class TopicsModule
{
    public static IServiceCollection AddTopicPages(this IServiceCollection services) =>
        services
            .AddSingleton<TopicAudiences>()
            .AddSingleton(
                new NavigationCount(
                    "/staff/topics",
                    CountTone.Draft,
                    data => data.CatalogueDrafts.Where(d => d.Kind == DraftKind.Topic)
                )
            )
            .AddSingleton(
                new PaletteAction(
                    "/staff/topics",
                    Icons.Material.Outlined.Add,
                    frame => Markup.Of(frame.Language.Texts<TopicsTexts>().NewTopic),
                    StaffPolicies.ManageCatalogue,
                    "#new-topic"
                )
            )
            .AddWaiting<TopicsWaiting>()
            .AddSingleton<TopicBoardReader>()
            .AddSingleton<TopicSenders>()
            .AddScoped<TopicsService>()
            .AddScoped<TopicEditService>()
            .AddScoped<TopicMergeService>()
            .AddScoped<IPaletteSource, TopicPalette>();
}
