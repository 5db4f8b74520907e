using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Subscribers;

internal sealed class SubscriberTexts
{
    public MarkupString Title { get; init; }
    public MarkupString Lead { get; init; }
    public MarkupString Address { get; init; }
    public MarkupString Find { get; init; }
    public MarkupString Invalid { get; init; }
    public MarkupString Nobody { get; init; }
    public Phrase Kept { get; init; }
    public MarkupString Bounced { get; init; }
    public MarkupString Complained { get; init; }
    public MarkupString Erased { get; init; }
    public MarkupString Gone { get; init; }
    public MarkupString Back { get; init; }
    public MarkupString Name { get; init; }
    public MarkupString Language { get; init; }
    public MarkupString Since { get; init; }
    public MarkupString Id { get; init; }
    public MarkupString Standing { get; init; }
    public MarkupString NoTopics { get; init; }
    public MarkupString Topic { get; init; }
    public MarkupString Mail { get; init; }
    public MarkupString Changed { get; init; }
    public MarkupString Allowed { get; init; }
    public MarkupString NotSubscribed { get; init; }
    public MarkupString Pending { get; init; }
    public MarkupString Paused { get; init; }
    public MarkupString Stopped { get; init; }
    public MarkupString Suppressed { get; init; }
    public MarkupString Restricted { get; init; }
    public MarkupString Renewal { get; init; }
    public MarkupString Closed { get; init; }
    public Phrase StoppedSince { get; init; }
    public Phrase PausedUntil { get; init; }
    public Phrase RestrictedSince { get; init; }
    public Phrase ObjectedSince { get; init; }
    public Phrase SuppressedFor { get; init; }
    public MarkupString History { get; init; }
    public MarkupString Older { get; init; }
    public MarkupString Newest { get; init; }
    public MarkupString Mails { get; init; }
    public MarkupString NotSent { get; init; }
    public MarkupString Requests { get; init; }
    public MarkupString NoMails { get; init; }
    public MarkupString NoRequests { get; init; }
    public Phrase Received { get; init; }
    public MarkupString Access { get; init; }
    public MarkupString Portability { get; init; }
    public MarkupString Rectification { get; init; }
    public MarkupString Erasure { get; init; }
    public MarkupString Restriction { get; init; }
    public MarkupString Objection { get; init; }
    public MarkupString AutomatedDecision { get; init; }
    public MarkupString Open { get; init; }
    public MarkupString Over { get; init; }
    public MarkupString TakeOff { get; init; }
    public MarkupString TakeOffLead { get; init; }
    public MarkupString From { get; init; }
    public MarkupString Everything { get; init; }
    public MarkupString How { get; init; }
    public MarkupString Choose { get; init; }
    public MarkupString ByPhone { get; init; }
    public MarkupString ByLetter { get; init; }
    public MarkupString ByMail { get; init; }
    public MarkupString InPerson { get; init; }
    public MarkupString HowMissing { get; init; }
    public Phrase Sure { get; init; }
    public MarkupString Yes { get; init; }
    public MarkupString No { get; init; }
    public MarkupString Done { get; init; }
    public MarkupString Already { get; init; }
    public MarkupString Busy { get; init; }

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

    public MarkupString Of(PrivacyRequestKind kind) =>
        kind switch
        {
            PrivacyRequestKind.Access => Access,
            PrivacyRequestKind.Portability => Portability,
            PrivacyRequestKind.Rectification => Rectification,
            PrivacyRequestKind.Erasure => Erasure,
            PrivacyRequestKind.Restriction => Restriction,
            PrivacyRequestKind.Objection => Objection,
            _ => AutomatedDecision,
        };
}
