using MudBlazor;
using PreferenceCenter.Data;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Forms;

/// <summary>Registers the pages of sign-up forms.</summary>
internal static class FormsModule
{
    private const string Path = "/staff/forms";

    public static IServiceCollection AddFormPages(this IServiceCollection services) =>
        services
            .AddSingleton(
                new NavigationCount(
                    Path,
                    CountTone.Draft,
                    data => data.CatalogueDrafts.Where(d => d.Kind == DraftKind.Form)
                )
            )
            .AddSingleton(
                new PaletteAction(
                    Path,
                    Icons.Material.Outlined.Add,
                    frame => frame.Language.Texts<FormsTexts>().NewForm,
                    StaffPolicies.ManageCatalogue,
                    "main [data-key=n]"
                )
            )
            .AddSingleton(new PageKey(Path, "N", frame => frame.Language.Texts<FormsTexts>().NewForm))
            .AddSingleton<HiddenForms>()
            .AddSingleton(center =>
            {
                var hidden = center.GetRequiredService<HiddenForms>();
                return new NavigationTally(Path, CountTone.Blocks, () => hidden.Find().Count);
            })
            .AddWaiting<FormsWaiting>()
            .AddScoped<FormsService>()
            .AddScoped<FormEditService>()
            .AddScoped<IPaletteSource, FormPalette>();
}
