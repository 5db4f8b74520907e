using MimeKit;

namespace PreferenceCenter.Mail;

/// <summary>How a message becomes bytes. Signed, written to a file and sent it must become the same ones.</summary>
internal static class MailFormat
{
    public static FormatOptions Of(MimeMessage message)
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.International = MailMessageBuilder.NeedsSmtpUtf8(message);
        return format;
    }
}
