using PreferenceCenter.Domain;

namespace PreferenceCenter.Mail.Views;

/// <summary>What there is about an address that somebody asked about.</summary>
public enum IdentityFinding
{
    Person,
    Nothing,
    Hash,
    Pending,
    Proof,
}

/// <param name="Finding">Only of a person there is a link.</param>
public sealed record IdentityView(IdentityFinding Finding)
{
    public MailLink? Link { get; init; }

    /// <summary>Since when, of what there is instead.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When a sign-up that nobody confirms is deleted.</summary>
    public DateTimeOffset GoneAt { get; init; }

    /// <summary>
    /// Of a stub of proof: when it is deleted, and whether a hash that keeps mail away stands beside it.
    /// </summary>
    public DateTimeOffset ProofUntil { get; init; }
    public bool Suppressed { get; init; }
    internal SuppressionReason Reason { get; init; }
}
