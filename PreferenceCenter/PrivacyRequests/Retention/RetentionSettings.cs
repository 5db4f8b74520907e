using PreferenceCenter.Data;
using PreferenceCenter.PrivacyRequests.Erasure;

namespace PreferenceCenter.PrivacyRequests.Retention;

/// <summary>Retention periods.</summary>
/// <param name="Pending">Period for an unconfirmed sign-up, counted from the expiry of its link.</param>
/// <param name="Evidence">Period for what proves an earlier consent, counted from the withdrawal.</param>
/// <param name="Inactive">Period without any act of the subscriber after which staff have to decide.</param>
/// <param name="ConfirmFor">How long a confirmation link is valid.</param>
/// <param name="Undo">How long a subscriber can undo an act.</param>
internal sealed record RetentionSettings(
    TimeSpan Pending,
    TimeSpan Evidence,
    TimeSpan Inactive,
    TimeSpan ConfirmFor,
    TimeSpan Undo
)
{
    /// <summary>
    /// How long a subscriber is kept who left everything: until neither that nor a change of address can be undone.
    /// </summary>
    public TimeSpan Left => Undo > AddressChangeRow.BackFor ? Undo : AddressChangeRow.BackFor;

    /// <summary>
    /// How long a question to a subscriber stands: until its link has expired and nobody has answered in the time after.
    /// </summary>
    public TimeSpan Waits => ConfirmFor + Pending;

    /// <summary>With whom nothing is going on any more at that time.</summary>
    public LeftEverything NothingLeft(DateTimeOffset now) => new(now - Left, now - Waits);
}
