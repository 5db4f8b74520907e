using System.Runtime.CompilerServices;
using MimeKit;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Messages;
using PreferenceCenter.Mail.Smtp;
using PreferenceCenter.Mail.Transport;

namespace PreferenceCenter.Features.Cli.Doctor;

/// <summary>
/// Checks the connection to the mail server, including the login. Sends a mail only where a probe was asked for.
/// </summary>
internal static class SmtpCheck
{
    public static async IAsyncEnumerable<Finding> LookAsync(
        Examination examined,
        [EnumeratorCancellation] CancellationToken cancel
    )
    {
        if (examined.Mail.Transport == MailTransportKind.Pickup)
            yield return Finding.Warn(
                "smtp",
                $"emails are written to {examined.Mail.PickupDirectory} and sent to nobody (Mail:Transport=Pickup)"
            );
        else
            yield return await OpenAsync(examined, cancel);
        if (examined.SendTo is { } mailbox)
            yield return await SendAsync(examined, mailbox, cancel);
    }

    private static async Task<Finding> OpenAsync(Examination examined, CancellationToken cancel)
    {
        var smtp = examined.Mail.Smtp;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(smtp.Timeout);
        try
        {
            await using var connection = await SmtpConnection.OpenAsync(
                smtp,
                examined.Service<Site>().PublicUrl.IdnHost,
                examined.Service<TimeProvider>(),
                null,
                limit.Token
            );
            return Finding.Pass(
                "smtp",
                Invariant(
                    $"{smtp.Host}:{smtp.Port} answers{(smtp.Security == SmtpSecurity.None ? "" : ", encrypted")}{(smtp.UserName is null ? "" : ", and takes user name and password")}"
                )
            );
        }
        catch (Exception reason) when (!cancel.IsCancellationRequested)
        {
            return Finding.Fail("smtp", Invariant($"{smtp.Host}:{smtp.Port}: {SmtpVerdict.OfOpening(reason)}"));
        }
    }

    // The receiver adds the header Authentication-Results, which shows whether the relay signed, and with which domain.
    private static async Task<Finding> SendAsync(Examination examined, MailboxAddress mailbox, CancellationToken cancel)
    {
        var content = new MailContent(
            "en",
            "A probe",
            "<p>A probe, sent by the doctor command.</p>",
            "A probe, sent by the doctor command.\n"
        );
        var probe = new OutgoingMail(Guid.CreateVersion7(examined.Now), mailbox.Address, content, examined.Now);
        var outcome = await examined.Service<DirectMail>().SendAsync(probe, cancel);
        return outcome.Verdict == MailVerdict.Sent
            ? Finding.Pass(
                "smtp.probe",
                $"{probe.Id:N}@{examined.Service<Site>().PublicUrl.IdnHost} was handed over: look in that mailbox for spf=pass, dkim=pass and dmarc=pass in Authentication-Results"
            )
            : Finding.Fail("smtp.probe", outcome.ToString());
    }
}
