using Microsoft.AspNetCore.Components;
using PreferenceCenter.PrivacyRequests.PersonalData;

namespace PreferenceCenter.PrivacyRequests.ProcessingRegister;

/// <summary>Texts of the record of processing.</summary>
internal sealed partial class RegisterTexts
{
    public MarkupString NameOf(DataCategory category) =>
        category switch
        {
            DataCategory.Profile => NameProfile,
            DataCategory.Choices => NameChoices,
            DataCategory.History => NameHistory,
            DataCategory.Proof => NameProof,
            DataCategory.Mails => NameMails,
            DataCategory.SignUps => NameSignUps,
            DataCategory.Visits => NameVisits,
            DataCategory.Protection => NameProtection,
            _ => throw new ArgumentOutOfRangeException(nameof(category), category, null),
        };

    public MarkupString PurposeOf(DataCategory category) =>
        category switch
        {
            DataCategory.Profile => ForProfile,
            DataCategory.Choices => ForChoices,
            DataCategory.History => ForHistory,
            DataCategory.Proof => ForProof,
            DataCategory.Mails => ForMails,
            DataCategory.SignUps => ForSignUps,
            DataCategory.Visits => ForVisits,
            DataCategory.Protection => ForProtection,
            _ => throw new ArgumentOutOfRangeException(nameof(category), category, null),
        };

    public MarkupString Of(DataBasis basis) =>
        basis switch
        {
            DataBasis.Consent => BasisConsent,
            DataBasis.Duty => BasisDuty,
            _ => BasisInterest,
        };

    public MarkupString Of(DataSource source) =>
        source switch
        {
            DataSource.Person => FromPerson,
            DataSource.PersonOrImport => FromImport,
            _ => FromProgram,
        };

    public MarkupString Of(
        DataKept kept,
        PersonalDataWords words,
        TimeSpan evidence,
        TimeSpan sent,
        TimeSpan pending
    ) =>
        kept switch
        {
            DataKept.UntilErased => UntilErased,
            DataKept.Evidence => AfterWithdrawal.With(words.Long(evidence)),
            DataKept.Mails => AfterSent.With(words.Long(sent)),
            DataKept.Pending => AfterLink.With(words.Long(pending)),
            DataKept.Hours => Hours,
            DataKept.Days => Days,
            DataKept.Draft => Draft,
            DataKept.Closed => AfterClosed.With(words.Claims),
            DataKept.ForGood => ForGood,
            _ => throw new ArgumentOutOfRangeException(nameof(kept), kept, null),
        };
}
