namespace PreferenceCenter.Features.Console.Subscribers;

internal static class SubscribersRoom
{
    public static IServiceCollection AddSubscribers(this IServiceCollection services) =>
        services.AddScoped<SubscriberService>().AddScoped<SubscriberPageReader>();
}
