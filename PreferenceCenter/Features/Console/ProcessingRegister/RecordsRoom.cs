namespace PreferenceCenter.Features.Console.ProcessingRegister;

internal static class RecordsRoom
{
    public static IServiceCollection AddRecords(this IServiceCollection services) => services.AddScoped<ProcessingRegisterService>();
}
