using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.Subscribers;

/// <summary>Texts of the subscriber pages.</summary>
internal sealed partial class SubscriberTexts
{
    public MarkupString Of(GateReason reason) =>
        reason switch
        {
            GateReason.None => Allowed,
            GateReason.Pending => Pending,
            GateReason.Paused => Paused,
            GateReason.Stopped => Stopped,
            GateReason.Suppressed => Suppressed,
            GateReason.Restricted => Restricted,
            GateReason.RenewalNeeded => Renewal,
            GateReason.TopicNotPublished => Closed,
            _ => NotSubscribed,
        };

    public MarkupString Of(SuppressionReason reason) =>
        reason switch
        {
            SuppressionReason.Bounced => Bounced,
            SuppressionReason.Complained => Complained,
            SuppressionReason.Asked => Asked,
            SuppressionReason.Moved => Moved,
            SuppressionReason.Restored => Restored,
            _ => Erased,
        };

    public MarkupString Of(PrivacyRequestKind kind) =>
        kind switch
        {
            PrivacyRequestKind.Access => Access,
            PrivacyRequestKind.Portability => Portability,
            PrivacyRequestKind.Rectification => Rectification,
            PrivacyRequestKind.Erasure => Erasure,
            PrivacyRequestKind.Restriction => Restriction,
            PrivacyRequestKind.Objection => Objection,
            PrivacyRequestKind.Complaint => Complaint,
            _ => AutomatedDecision,
        };

    /// <summary>Why a search led to nobody.</summary>
    public MarkupString Of(FoundSubscriber found) =>
        found switch
        {
            { IsAddress: false } => Invalid,
            { Kept: not SuppressionReason.None } => Kept.With(Of(found.Kept)),
            { Id: null } => Nobody,
            _ => default,
        };
}
