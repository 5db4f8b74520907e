using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.PrivacyRequests.PersonalData;

/// <summary>
/// What is held about somebody, in words: for the person, for the staff, and for the record of processing.
/// </summary>
internal sealed class PersonalDataTexts
{
    public MarkupString MailAddress { get; init; }
    public MarkupString Merged { get; init; }
    public MarkupString AddressMoved { get; init; }
    public MarkupString KeptDays { get; init; }
    public MarkupString Profile { get; init; }
    public MarkupString ProfileFor { get; init; }
    public MarkupString Choices { get; init; }
    public MarkupString ChoicesFor { get; init; }
    public MarkupString HistoryHeld { get; init; }
    public MarkupString HistoryFor { get; init; }
    public MarkupString ProofHeld { get; init; }
    public MarkupString ProofFor { get; init; }
    public MarkupString MailsHeld { get; init; }
    public MarkupString MailsFor { get; init; }
    public MarkupString SignUps { get; init; }
    public MarkupString SignUpsFor { get; init; }
    public MarkupString Visits { get; init; }
    public MarkupString VisitsFor { get; init; }
    public MarkupString Protection { get; init; }
    public MarkupString ProtectionFor { get; init; }
    public MarkupString BasisConsent { get; init; }
    public MarkupString BasisDuty { get; init; }
    public MarkupString BasisInterest { get; init; }
    public MarkupString SourcePerson { get; init; }
    public MarkupString SourceImport { get; init; }
    public MarkupString SourceProgram { get; init; }
    public MarkupString KeptErased { get; init; }
    public Phrase KeptEvidence { get; init; }
    public Phrase KeptMails { get; init; }
    public Phrase KeptPending { get; init; }
    public MarkupString KeptHours { get; init; }
    public MarkupString KeptForGood { get; init; }
    public Phrase Days { get; init; }
    public Phrase Years { get; init; }
    public MarkupString Address { get; init; }
    public MarkupString Name { get; init; }
    public MarkupString Shown { get; init; }
    public MarkupString Network { get; init; }
    public MarkupString Browser { get; init; }
    public MarkupString ListFrom { get; init; }
    public MarkupString Comment { get; init; }
    public MarkupString Asserted { get; init; }
    public MarkupString Requested { get; init; }
    public MarkupString Rejected { get; init; }
    public MarkupString Repeated { get; init; }
    public MarkupString Resumed { get; init; }
    public MarkupString Suppressed { get; init; }
    public MarkupString Released { get; init; }
    public MarkupString ReasonGiven { get; init; }
    public MarkupString EvidenceErased { get; init; }
    public Phrase MailsLead { get; init; }
    public MarkupString MailChanges { get; init; }
    public MarkupString MailConfirm { get; init; }
    public MarkupString MailRenewal { get; init; }
    public MarkupString MailOther { get; init; }
}
