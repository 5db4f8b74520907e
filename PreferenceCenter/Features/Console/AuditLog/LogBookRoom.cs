namespace PreferenceCenter.Features.Console.AuditLog;

internal static class LogBookRoom
{
    public static IServiceCollection AddLogBook(this IServiceCollection services) =>
        services.AddScoped<AuditLogService>().AddSingleton<AuditLogNaming>().AddSingleton<LogCheck>();
}
