using MimeKit;

namespace PreferenceCenter.Mail.Messages;

/// <summary>
/// Format options for writing a message as bytes. A message must give the same bytes when it is signed, written to a
/// file and sent. So the subject is always written in encoded words, even for servers that would accept it unencoded
/// (RFC 6532). A non-ASCII address is written unencoded, because there is no other way.
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
