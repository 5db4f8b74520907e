namespace PreferenceCenter.Features.Console.Outbox;

internal static class MailsRoom
{
    public static IServiceCollection AddMails(this IServiceCollection services) => services.AddScoped<OutboxService>();
}
