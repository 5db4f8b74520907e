using Microsoft.AspNetCore.Components;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.PrivacyRequests.PersonalData;

/// <summary>Texts that describe the map of personal data in one language.</summary>
/// <param name="left">How long somebody is kept who left everything.</param>
internal sealed class PersonalDataWords(
    PageLanguage language,
    TimeSpan evidence,
    TimeSpan sent,
    TimeSpan pending,
    TimeSpan left
)
{
    /// <summary>Whether staff read them: then no event speaks to the subscriber.</summary>
    public bool ForStaff { get; init; }

    private readonly PersonalDataTexts t = language.Texts<PersonalDataTexts>();

    public (MarkupString Name, MarkupString Purpose) Of(DataCategory category) =>
        category switch
        {
            DataCategory.Profile => (t.Profile, t.ProfileFor),
            DataCategory.Choices => (t.Choices, t.ChoicesFor),
            DataCategory.History => (t.HistoryHeld, t.HistoryFor),
            DataCategory.Proof => (t.ProofHeld, t.ProofFor),
            DataCategory.Mails => (t.MailsHeld, t.MailsFor),
            DataCategory.SignUps => (t.SignUps, t.SignUpsFor),
            DataCategory.Visits => (t.Visits, t.VisitsFor),
            DataCategory.Protection => (t.Protection, t.ProtectionFor),
            _ => throw new ArgumentOutOfRangeException(nameof(category), category, null),
        };

    public MarkupString Of(DataBasis basis) =>
        basis switch
        {
            DataBasis.Consent => t.BasisConsent,
            DataBasis.Duty => t.BasisDuty,
            _ => t.BasisInterest,
        };

    public MarkupString Of(DataSource source) =>
        source switch
        {
            DataSource.Person => t.SourcePerson,
            DataSource.PersonOrImport => t.SourceImport,
            _ => t.SourceProgram,
        };

    /// <summary>How long what answers later claims is kept.</summary>
    internal MarkupString Claims => t.Years.Count(language.Code, RetentionStore.YearsOfClaims);

    public MarkupString Of(DataKept kept) =>
        kept switch
        {
            DataKept.UntilErased => t.KeptErased.With(Long(left)),
            DataKept.Evidence => t.KeptEvidence.With(Long(evidence)),
            DataKept.Mails => t.KeptMails.With(Long(sent)),
            DataKept.Pending => t.KeptPending.With(Long(pending)),
            DataKept.Hours => t.KeptHours,
            DataKept.Days => t.KeptDays,
            DataKept.Draft => t.KeptDraft,
            DataKept.Closed => t.KeptClosed.With(Claims),
            _ => t.KeptForGood,
        };

    /// <summary>Introduction to the list of e-mails, with their retention period in years or days.</summary>
    public MarkupString MailsLead => t.MailsLead.With(Long(sent));

    /// <summary>Description of an event that the texts for changes do not cover; null for the others.</summary>
    public MarkupString? Of(LedgerEventRow e) =>
        e is { Kind: EventKind.AddressChanged, ActorKind: not ActorKind.Person }
            ? e.Value == Aspect.AddressInDoubt
                ? t.AddressDoubted
                : t.AddressSettled
            : Of(e.Kind);

    public MarkupString? Of(EventKind kind) =>
        kind switch
        {
            EventKind.Asserted => ForStaff ? t.AssertedForStaff : t.Asserted,
            EventKind.Requested => t.Requested,
            EventKind.Rejected => ForStaff ? t.RejectedForStaff : t.Rejected,
            EventKind.Repeated => t.Repeated,
            EventKind.Resumed => t.Resumed,
            EventKind.Suppressed => t.Suppressed,
            EventKind.Released => t.Released,
            EventKind.ReasonGiven => ForStaff ? t.ReasonGivenForStaff : t.ReasonGiven,
            EventKind.EvidenceErased => t.EvidenceErased,
            EventKind.AddressChanged => t.AddressMoved,
            EventKind.Merged => t.Merged,
            EventKind.TopicMerged => t.TopicMerged,
            _ => null,
        };

    /// <summary>Name of what a subscriber wrote beside a reason.</summary>
    public MarkupString Comment => ForStaff ? t.CommentForStaff : t.Comment;

    public MarkupString OfMail(string kind) =>
        kind switch
        {
            "changes" => t.MailChanges,
            "confirm" or "opt-in" => t.MailConfirm,
            "renewal" => t.MailRenewal,
            "new-address" or "address-changed" => t.MailAddress,
            _ => t.MailOther,
        };

    public MarkupString Long(TimeSpan span) =>
        span.TotalDays >= 730
            ? t.Years.Count(language.Code, (long)Math.Round(span.TotalDays / 365.25))
            : t.Days.Count(language.Code, (long)Math.Ceiling(span.TotalDays));
}
