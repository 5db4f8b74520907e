using MudBlazor;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Templates;

/// <summary>Registers the template check of the console.</summary>
internal static class TemplatesModule
{
    public static IServiceCollection AddTemplatePages(this IServiceCollection services) =>
        services
            .AddScoped<TemplatesService>()
            .AddWaiting<TemplatesWaiting>()
            .AddScoped<IPaletteSource, TemplatePalette>()
            .AddSingleton(
                new PaletteAction(
                    "/staff/templates",
                    Icons.Material.Outlined.MarkEmailRead,
                    frame => frame.Language.Texts<TemplatesTexts>().CheckHeading,
                    StaffPolicies.ManageCatalogue
                )
            )
            .AddSingleton(
                new NavigationCount("/staff/templates", CountTone.Blocks, data => data.Templates.Where(t => !t.Sound))
            );
}
