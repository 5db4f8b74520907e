namespace PreferenceCenter.PrivacyRequests.Retention;

/// <summary>Retention periods.</summary>
/// <param name="Pending">Period for an unconfirmed sign-up, counted from the expiry of its link.</param>
/// <param name="Evidence">Period for consent evidence, counted from the withdrawal.</param>
/// <param name="Inactive">Period without any act of the subscriber after which staff have to decide.</param>
/// <param name="ConfirmFor">How long a confirmation link is valid.</param>
internal sealed record RetentionSettings(TimeSpan Pending, TimeSpan Evidence, TimeSpan Inactive, TimeSpan ConfirmFor);
