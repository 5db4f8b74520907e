namespace PreferenceCenter.Features.LogBook;

internal static class LogBookRoom
{
    public static IServiceCollection AddLogBook(this IServiceCollection services) =>
        services.AddScoped<LogDesk>().AddSingleton<LogNaming>().AddSingleton<LogCheck>();
}
