using MimeKit;

namespace PreferenceCenter.Mail.Transport;

/// <summary>A mail in the pickup directory, as listed in the developer's inbox.</summary>
public sealed record PickedUpMail(
    string Name,
    DateTimeOffset At,
    string From,
    string To,
    string Subject,
    string? Language
);

/// <summary>Reads the mails that <see cref="PickupTransport"/> wrote.</summary>
internal sealed class PickupInbox(string directory)
{
    /// <summary>The latest mails, newest first.</summary>
    public async Task<IReadOnlyList<PickedUpMail>> ListAsync(int most, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory))
            return [];
        List<PickedUpMail> mails = [];
        var names = Directory
            .EnumerateFiles(directory, "*.eml")
            .Select(path => Path.GetFileNameWithoutExtension(path)!);
        foreach (var name in names.OrderDescending(StringComparer.Ordinal).Take(most))
            if (await OpenAsync(name, cancellationToken) is { } message)
                mails.Add(Listed(name, message));
        return mails;
    }

    /// <summary>Opens a mail.</summary>
    /// <returns>Null if the mail does not exist, or no longer.</returns>
    public async Task<MimeMessage?> OpenAsync(string name, CancellationToken cancellationToken)
    {
        if (PathOf(name) is not { } path)
            return null;
        try
        {
            return await MimeMessage.LoadAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            return null;
        }
    }

    public async Task<string?> SourceAsync(string name, CancellationToken cancellationToken) =>
        PathOf(name) is { } path ? await File.ReadAllTextAsync(path, cancellationToken) : null;

    public static PickedUpMail Listed(string name, MimeMessage message) =>
        new(
            name,
            message.Date,
            message.From.ToString(),
            message.To.ToString(),
            message.Subject ?? "",
            message.Body?.Headers[HeaderId.ContentLanguage]
        );

    // The name comes from a URL: only letters, digits and hyphens are allowed, so that it cannot leave the directory.
    private string? PathOf(string name)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            return null;
        var path = Path.Combine(directory, name + ".eml");
        return File.Exists(path) ? path : null;
    }
}
