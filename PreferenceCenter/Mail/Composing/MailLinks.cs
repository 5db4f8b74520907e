namespace PreferenceCenter.Mail.Composing;

/// <summary>How this room gets its links: it knows neither their format nor their keys.</summary>
/// <param name="NewToken">A fresh token and the hash that is kept of it.</param>
/// <param name="Preferences">The person's signed preferences link.</param>
/// <param name="Unsubscribe">The person's signed link that leaves everything.</param>
/// <param name="Checkpoint">The signed checkpoint of the log, as text.</param>
/// <param name="Sign">A text with a signature by the log's key beneath it: a signed note.</param>
internal sealed record MailLinks(
    Uri PublicUrl,
    TimeSpan ChoicesFor,
    TimeSpan ConfirmFor,
    TimeSpan UndoFor,
    Func<(string Token, byte[] Hash)> NewToken,
    Func<Guid, Uri> Preferences,
    Func<Guid, Uri> Unsubscribe,
    Func<string> Checkpoint,
    Func<string, string> Sign
)
{
    public required TimeSpan IdentityFor { get; init; }

    /// <summary>How long a sign-up that nobody confirmed is kept, once its link is over.</summary>
    public required TimeSpan PendingFor { get; init; }
}
