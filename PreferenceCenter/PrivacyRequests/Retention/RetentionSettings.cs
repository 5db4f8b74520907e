using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.PrivacyRequests.Retention;

/// <summary>How long what is kept is kept.</summary>
/// <param name="Pending">A sign-up that nobody confirmed, counted from when its link stopped working.</param>
/// <param name="Evidence">What proves a consent, counted from its withdrawal.</param>
/// <param name="Inactive">Without any act of the person, until a human has to decide.</param>
/// <param name="ConfirmFor">How long a confirmation link works.</param>
internal sealed record RetentionSettings(TimeSpan Pending, TimeSpan Evidence, TimeSpan Inactive, TimeSpan ConfirmFor);
