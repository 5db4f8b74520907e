using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Events;

namespace PreferenceCenter.Subscriptions.SignUps;

/// <summary>Valid content of a sign-up form: address, topics and evidence.</summary>
/// <param name="Copy">Identifies one delivered copy of the form. One copy serves a household, not a list of
/// addresses.</param>
internal sealed record SignUpForm(
    EmailAddress Address,
    string? Name,
    string Language,
    IReadOnlyList<OptInTopic> Topics,
    Evidence Evidence,
    string Form,
    string Copy,
    string Network
);
