using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Subscribers;

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
            _ => Erased,
        };

    public MarkupString Of(RequestKind kind) =>
        kind switch
        {
            RequestKind.Access => Access,
            RequestKind.Portability => Portability,
            RequestKind.Rectification => Rectification,
            RequestKind.Erasure => Erasure,
            RequestKind.Restriction => Restriction,
            RequestKind.Objection => Objection,
            _ => AutomatedDecision,
        };
}
