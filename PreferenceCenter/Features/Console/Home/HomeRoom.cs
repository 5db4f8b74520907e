namespace PreferenceCenter.Features.Console.Home;

internal static class HomeRoom
{
    public static IServiceCollection AddHome(this IServiceCollection services) => services.AddScoped<HomeService>();
}
