namespace PreferenceCenter.Features.Mails;

internal static class MailsRoom
{
    public static IServiceCollection AddMails(this IServiceCollection services) => services.AddScoped<MailsDesk>();
}
