using PreferenceCenter.Data;

namespace PreferenceCenter.Features.Console.Notices;

/// <summary>Registers the pages of notices.</summary>
internal static class NoticesModule
{
    public static IServiceCollection AddNoticePages(this IServiceCollection services) =>
        services
            .AddSingleton(
                new NavigationCount(
                    "/staff/notices",
                    CountTone.Draft,
                    data => data.CatalogueDrafts.Where(d => d.Kind == DraftKind.Notice)
                )
            )
            .AddScoped<NoticesService>()
            .AddScoped<NoticeEditService>()
            .AddScoped<NoticeAskService>()
            .AddScoped<IPaletteSource, NoticePalette>();
}
