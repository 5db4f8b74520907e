using Microsoft.AspNetCore.Components;
using PreferenceCenter.PrivacyRequests.PersonalData;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>Texts of the forms for privacy requests: what is missing, and what is asked before it is done.</summary>
internal sealed partial class RequestFormTexts
{
    /// <summary>A kind of data, as staff read it before an erasure.</summary>
    public MarkupString Of(DataCategory category) =>
        category switch
        {
            DataCategory.Profile => KindProfile,
            DataCategory.Choices => KindChoices,
            DataCategory.History => KindHistory,
            DataCategory.Proof => KindProof,
            DataCategory.Mails => KindMails,
            DataCategory.SignUps => KindSignUps,
            DataCategory.Visits => KindVisits,
            _ => KindOther,
        };
}
