namespace PreferenceCenter.Features.Subscribers;

internal static class SubscribersRoom
{
    public static IServiceCollection AddSubscribers(this IServiceCollection services) =>
        services.AddScoped<SubscriberDesk>().AddScoped<SubscriberReader>();
}
