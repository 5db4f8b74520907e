namespace PreferenceCenter.Features.Records;

internal static class RecordsRoom
{
    public static IServiceCollection AddRecords(this IServiceCollection services) => services.AddScoped<RecordsDesk>();
}
