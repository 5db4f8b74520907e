using MimeKit;

namespace PreferenceCenter.Mail.Messages;

/// <summary>
/// How a message becomes bytes. Signed, written to a file and sent, it must become the same ones: so a subject is in
/// encoded words for everybody, also for servers that would take it as it is (RFC 6532). An address beyond ASCII is
/// written as it is, there being no other way.
/// </summary>
internal static class MailFormat
{
    public static FormatOptions New()
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        return format;
    }
}
