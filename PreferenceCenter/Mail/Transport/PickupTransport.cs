using System.Globalization;
using System.Text.RegularExpressions;
using MimeKit;
using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Transport;

/// <summary>
/// Writes each mail to a file in the pickup directory. The file name is made of the message's date and id, which are
/// the same at every attempt: a second attempt overwrites the first. A file gets its final name only when it is
/// complete.
/// </summary>
internal sealed partial class PickupTransport(string directory) : IMailTransport
{
    public async Task<MailOutcome> SendAsync(
        MimeMessage message,
        Func<bool> handOver,
        CancellationToken cancellationToken
    )
    {
        try
        {
            Directory.CreateDirectory(directory);
            var path = Path.Combine(directory, NameOf(message));
            await WriteAsync(message, path + ".tmp", cancellationToken);
            if (!handOver())
                return MailOutcome.HeldBack;
            File.Move(path + ".tmp", path, overwrite: true);
            return MailOutcome.Sent;
        }
        catch (UnauthorizedAccessException)
        {
            return new MailOutcome(
                MailVerdict.Misconfigured,
                "pickup-denied",
                null,
                "Mail:PickupDirectory cannot be written to",
                MailCause.Policy,
                AffectsAll: true
            );
        }
        catch (IOException e)
        {
            return new MailOutcome(
                MailVerdict.Retry,
                "pickup-failed",
                null,
                $"Mail:PickupDirectory: {e.GetType().Name} {e.HResult:X8}",
                AffectsAll: true
            );
        }
    }

    private static async Task WriteAsync(MimeMessage message, string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        await message.WriteToAsync(MailFormat.New(), file, cancellationToken);
        file.Flush(flushToDisk: true);
    }

    /// <summary>File name that sorts by time: <c>20261123T191500-0193….eml</c>.</summary>
    private static string NameOf(MimeMessage message) => NameOf(message.Date, message.MessageId!.Split('@')[0]);

    private static string NameOf(DateTimeOffset at, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyyMMdd'T'HHmmss}-{id}.eml");

    /// <summary>Deletes a mail after its retention time, or when the subscriber is erased.</summary>
    public void Forget(Guid id, DateTimeOffset at)
    {
        var path = Path.Combine(directory, NameOf(at, id.ToString("N")));
        foreach (var file in (string[])[path, path + ".tmp"])
            if (File.Exists(file))
                File.Delete(file);
    }

    public void ForgetBefore(DateTimeOffset at)
    {
        if (!Directory.Exists(directory))
            return;
        foreach (var path in Directory.EnumerateFiles(directory, "*.eml*"))
            if (MadeAt(Path.GetFileName(path)) < at && File.GetLastWriteTimeUtc(path) < at)
                File.Delete(path);
    }

    // Null for a file that is not one of ours.
    private static DateTimeOffset? MadeAt(string name) =>
        OurName().Match(name) is { Success: true } match
        && DateTimeOffset.TryParseExact(
            match.Groups[1].ValueSpan,
            "yyyyMMdd'T'HHmmss",
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : null;

    [GeneratedRegex(@"^(\d{8}T\d{6})-[0-9a-f]{32}\.eml(\.tmp)?\z")]
    private static partial Regex OurName();
}
