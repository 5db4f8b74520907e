namespace PreferenceCenter.Features.Console.Templates;

/// <summary>Registers the template check of the console.</summary>
internal static class TemplatesModule
{
    public static IServiceCollection AddTemplatePages(this IServiceCollection services) =>
        services
            .AddScoped<TemplatesService>()
            .AddWaiting<TemplatesWaiting>()
            .AddSingleton(
                new NavigationCount("/staff/templates", CountTone.Blocks, data => data.Templates.Where(t => !t.Sound))
            );
}
