using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Mail.Views;

/// <summary>What is stored about an address.</summary>
public enum IdentityFinding
{
    Person,
    Nothing,
    Hash,
    Pending,
    Proof,

    /// <summary>A restore left open whose the address is: staff help.</summary>
    Doubt,
}

/// <summary>Content of the answer to "what data do you hold about this address?".</summary>
/// <param name="Finding">What was found. Only a subscriber gets a link.</param>
/// <param name="NotMe">Link of those who did not ask.</param>
public sealed record IdentityView(IdentityFinding Finding, string NotMe)
{
    public MailLink? Link { get; init; }

    /// <summary>Date of the pending sign-up, of the suppression or of the erasure.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When an unconfirmed sign-up is deleted.</summary>
    public DateTimeOffset GoneAt { get; init; }

    /// <summary>
    /// When the proof of an erased subscriber is deleted. <see cref="Suppressed"/>: whether the suppression list holds
    /// a hash of the address too.
    /// </summary>
    public DateTimeOffset ProofUntil { get; init; }
    public bool Suppressed { get; init; }
    internal SuppressionReason Reason { get; init; }

    /// <summary>Whether a restore has forgotten changes of address: this may be the address of somebody who is here.</summary>
    public bool ForgotChanges { get; init; }

    /// <summary>Where the address stands beside that.</summary>
    public IReadOnlyList<AddressPlace> Elsewhere { get; init; } = [];
}
