using System.Globalization;
using MimeKit;
using PreferenceCenter.Mail.Messages;

namespace PreferenceCenter.Mail.Transport;

/// <summary>
/// Writes each mail as a file. The name comes from the message's date and id, which no attempt changes: sent twice is
/// written over, never doubled. A file is complete from the moment it has its name.
/// </summary>
internal sealed class PickupTransport(string directory) : IMailTransport
{
    public async Task<MailOutcome> SendAsync(MimeMessage message, Action handOver, CancellationToken cancellationToken)
    {
        try
        {
            Directory.CreateDirectory(directory);
            var path = Path.Combine(directory, NameOf(message));
            await WriteAsync(message, path + ".tmp", cancellationToken);
            handOver();
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

    /// <summary>Sorts by time; <c>20261123T191500-0193….eml</c>.</summary>
    private static string NameOf(MimeMessage message) => NameOf(message.Date, message.MessageId!.Split('@')[0]);

    private static string NameOf(DateTimeOffset at, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"{at.UtcDateTime:yyyyMMdd'T'HHmmss}-{id}.eml");

    /// <summary>Takes a mail away again, when its time is over or the person is erased.</summary>
    public void Forget(Guid id, DateTimeOffset at)
    {
        var path = Path.Combine(directory, NameOf(at, id.ToString("N")));
        foreach (var file in (string[])[path, path + ".tmp"])
            if (File.Exists(file))
                File.Delete(file);
    }
}
