using PreferenceCenter.Domain;

namespace PreferenceCenter.Mail.Composing;

/// <summary>
/// Link functions that the host gives to the mail module, which knows neither the format of links nor their keys.
/// </summary>
/// <param name="NewToken">Creates a new token and the hash that is stored of it.</param>
/// <param name="Preferences">The subscriber's signed link to the preference page.</param>
/// <param name="Unsubscribe">The subscriber's signed link that unsubscribes from everything.</param>
/// <param name="CheckpointAsync">The signed checkpoint of the log, as text.</param>
/// <param name="Sign">Signs a text with the log's key, as a signed note.</param>
internal sealed record MailLinks(
    Uri PublicUrl,
    TimeSpan ChoicesFor,
    TimeSpan ConfirmFor,
    TimeSpan UndoFor,
    Func<(string Token, byte[] Hash)> NewToken,
    Func<Guid, Uri> Preferences,
    Func<Guid, Uri> Unsubscribe,
    Func<ValueTask<string>> CheckpointAsync,
    Func<string, string> Sign
)
{
    /// <summary>The link by which a mailbox answers that somebody else asked for an e-mail to it.</summary>
    public required Func<AskedKind, EmailAddress, DateTimeOffset, string> NotMe { get; init; }
    public required TimeSpan IdentityFor { get; init; }

    /// <summary>How long an unconfirmed sign-up is kept after its link has expired.</summary>
    public required TimeSpan PendingFor { get; init; }
}
