using Microsoft.AspNetCore.Components;
using PreferenceCenter.PrivacyRequests.PersonalData;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.PrivacyRequests.ProcessingRegister;

internal sealed class RegisterTexts
{
    public MarkupString Title { get; init; }
    public MarkupString Lead { get; init; }
    public Phrase WrittenAt { get; init; }
    public Phrase Missing { get; init; }
    public MarkupString Controller { get; init; }
    public MarkupString Name { get; init; }
    public MarkupString PostalAddress { get; init; }
    public MarkupString Contact { get; init; }
    public MarkupString Authority { get; init; }
    public MarkupString Purposes { get; init; }
    public MarkupString Topics { get; init; }
    public MarkupString SoftBasis { get; init; }
    public MarkupString Categories { get; init; }
    public MarkupString Subjects { get; init; }
    public MarkupString StaffData { get; init; }
    public MarkupString Data { get; init; }
    public MarkupString Basis { get; init; }
    public MarkupString Source { get; init; }
    public MarkupString KeptFor { get; init; }
    public MarkupString Recipients { get; init; }
    public MarkupString MailServer { get; init; }
    public MarkupString NoServer { get; init; }
    public MarkupString Transfers { get; init; }
    public Phrase StoredIn { get; init; }
    public MarkupString NoTransfer { get; init; }
    public Phrase Outside { get; init; }
    public MarkupString Limits { get; init; }
    public MarkupString PendingLimit { get; init; }
    public MarkupString EvidenceLimit { get; init; }
    public MarkupString InactiveLimit { get; init; }
    public MarkupString SentLimit { get; init; }
    public MarkupString HashLimit { get; init; }
    public MarkupString HashKept { get; init; }
    public MarkupString HashNotKept { get; init; }
    public MarkupString Security { get; init; }
    public MarkupString SecurityText { get; init; }
    public MarkupString Notice { get; init; }
    public MarkupString NoticeNone { get; init; }
    public Phrase NoticeWhole { get; init; }
    public Phrase NoticeLacks { get; init; }
    public MarkupString Schema { get; init; }
    public MarkupString Part { get; init; }
    public MarkupString Place { get; init; }
    public MarkupString FoundBy { get; init; }
    public MarkupString NotExported { get; init; }
    public MarkupString Print { get; init; }
    public MarkupString ForProfile { get; init; }
    public MarkupString ForChoices { get; init; }
    public MarkupString ForHistory { get; init; }
    public MarkupString ForProof { get; init; }
    public MarkupString ForMails { get; init; }
    public MarkupString ForSignUps { get; init; }
    public MarkupString ForVisits { get; init; }
    public MarkupString ForProtection { get; init; }
    public MarkupString BasisConsent { get; init; }
    public MarkupString BasisDuty { get; init; }
    public MarkupString BasisInterest { get; init; }
    public MarkupString FromPerson { get; init; }
    public MarkupString FromImport { get; init; }
    public MarkupString FromProgram { get; init; }
    public MarkupString UntilErased { get; init; }
    public Phrase AfterWithdrawal { get; init; }
    public Phrase AfterSent { get; init; }
    public Phrase AfterLink { get; init; }
    public MarkupString Hours { get; init; }
    public MarkupString ForGood { get; init; }
    public MarkupString Purpose { get; init; }
    public MarkupString NameProfile { get; init; }
    public MarkupString NameChoices { get; init; }
    public MarkupString NameHistory { get; init; }
    public MarkupString NameProof { get; init; }
    public MarkupString NameMails { get; init; }
    public MarkupString NameSignUps { get; init; }
    public MarkupString NameVisits { get; init; }
    public MarkupString NameProtection { get; init; }

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

    public MarkupString Of(DataKept kept, PersonalDataWords words, TimeSpan evidence, TimeSpan sent, TimeSpan pending) =>
        kept switch
        {
            DataKept.UntilErased => UntilErased,
            DataKept.Evidence => AfterWithdrawal.With(words.Long(evidence)),
            DataKept.Mails => AfterSent.With(words.Long(sent)),
            DataKept.Pending => AfterLink.With(words.Long(pending)),
            DataKept.Hours => Hours,
            _ => ForGood,
        };
}
