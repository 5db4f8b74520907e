using MimeKit.Cryptography;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Composing;
using PreferenceCenter.Mail.Dispatch;
using PreferenceCenter.Mail.Dkim;
using PreferenceCenter.Mail.Smtp;
using PreferenceCenter.Mail.Transport;
using PreferenceCenter.Mail.Views;

namespace PreferenceCenter.Mail;

/// <summary>Registers the services of the mail module.</summary>
internal static class MailModule
{
    /// <summary>
    /// Services that build and send mail. They need a <see cref="Site"/> and a <see cref="TimeProvider"/>.
    /// </summary>
    public static IServiceCollection AddMail(this IServiceCollection services, MailOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(provider => new MailMessageBuilder(
            options,
            provider.GetRequiredService<Site>(),
            provider.GetService<MailSigner>()
        ));
        services.AddSingleton<DirectMail>();
        if (options.Dkim is { } dkim)
            services
                .AddSingleton<DkimSigner>(provider => new RsaDkimSigner(
                    dkim,
                    provider.GetRequiredService<TimeProvider>()
                ))
                .AddSingleton<MailSigner>();
        services.AddSingleton<MailRenderer>();
        services.AddSingleton<MailRetry>();
        services.AddSingleton<DispatchPause>();
        services.AddSingleton(new PickupInbox(options.PickupDirectory));
        if (options.Transport is MailTransportKind.Pickup)
        {
            services.AddSingleton(new PickupTransport(options.PickupDirectory));
            services.AddSingleton<IMailTransport>(provider => provider.GetRequiredService<PickupTransport>());
        }
        else
        {
            services.AddSingleton<IMailTransport>(provider => new SmtpTransport(
                options.Smtp,
                provider.GetRequiredService<Site>().PublicUrl.IdnHost,
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SmtpTransport>>()
            ));
        }
        return services;
    }

    /// <summary>Services of a serving process only: composing mails and sending the outbox.</summary>
    public static IServiceCollection AddMailDispatcher(this IServiceCollection services) =>
        services
            .AddSingleton<IdentityMails>()
            .AddSingleton<RequestMails>()
            .AddSingleton<CertificateMails>()
            .AddSingleton<AddressMails>()
            .AddSingleton<MailComposer>()
            .AddSingleton<MailMetrics>()
            .AddSingleton<MailRetention>()
            .AddHostedService<MailDispatcher>();
}
