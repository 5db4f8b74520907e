using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Console.AuditLog;

/// <summary>Texts of the audit log page.</summary>
internal sealed partial class AuditLogTexts
{
    /// <summary>
    /// Words for administrative events. Null for a kind without words here: subscriber events use the words of the
    /// subscriber's own pages.
    /// </summary>
    public MarkupString? Of(EventKind kind) =>
        kind switch
        {
            EventKind.Confirmed => Confirmed,
            EventKind.Erased => Erased,
            EventKind.ActorNamed => ActorNamed,
            EventKind.ControllerNamed => ControllerNamed,
            EventKind.CategoryChanged => CategoryChanged,
            EventKind.TopicChanged => TopicChanged,
            EventKind.LinkKeyAdded => LinkKeyAdded,
            EventKind.LinkKeyRevoked => LinkKeyRevoked,
            EventKind.MailRetried => MailRetried,
            EventKind.JournalReplayed => JournalReplayed,
            EventKind.LossAccepted => LossAccepted,
            EventKind.NoticePublished => NoticePublished,
            EventKind.FormChanged => FormChanged,
            EventKind.RetentionRan => RetentionRan,
            EventKind.StaffAccountChanged => StaffAccountChanged,
            EventKind.RequestChanged => RequestChanged,
            EventKind.ErasuresReplayed => ErasuresReplayed,
            EventKind.RecipientChanged => RecipientChanged,
            EventKind.RecipientAnswered => RecipientAnswered,
            EventKind.SuppressionKeyAdded => SuppressionKeyAdded,
            EventKind.ProofRead => ProofRead,
            EventKind.PersonalDataRead => PersonalDataRead,
            EventKind.SettingsChanged => SettingsChanged,
            EventKind.TemplateChanged => TemplateChanged,
            EventKind.TestMessageSent => TestMessageSent,
            _ => null,
        };

    /// <summary>Names for the filter of kinds that rows tell by their state ("subscribed, weekly") instead.</summary>
    public MarkupString? NameOf(EventKind kind) =>
        kind switch
        {
            EventKind.Granted => Granted,
            EventKind.Withdrawn => Withdrawn,
            EventKind.Restored => Restored,
            EventKind.Changed => Changed,
            EventKind.Stopped => EverythingStopped,
            EventKind.Corrected => Corrected,
            _ => null,
        };

    public MarkupString Of(StaffAct act) =>
        act switch
        {
            StaffAct.Invited => ActInvited,
            StaffAct.PasswordSet => ActPasswordSet,
            StaffAct.RoleChanged => ActRoleChanged,
            StaffAct.Dismissed => ActDismissed,
            StaffAct.Reset => ActReset,
            StaffAct.SecondFactorSetUp => ActSecondFactorSetUp,
            StaffAct.SecondFactorRemoved => ActSecondFactorRemoved,
            StaffAct.PasskeyAdded => ActPasskeyAdded,
            StaffAct.PasskeyRemoved => ActPasskeyRemoved,
            StaffAct.SignedOutEverywhere => ActSignedOutEverywhere,
            StaffAct.SignInLocked => ActSignInLocked,
            _ => ActSignedIn,
        };

    /// <summary>A request's kind, and the state that it came to.</summary>
    public MarkupString Of(PrivacyRequestKind kind, PrivacyRequestState state) => RequestOf.With(Of(kind), Of(state));

    private MarkupString Of(PrivacyRequestKind kind) =>
        kind switch
        {
            PrivacyRequestKind.Access => RequestAccess,
            PrivacyRequestKind.Portability => RequestPortability,
            PrivacyRequestKind.Rectification => RequestRectification,
            PrivacyRequestKind.Erasure => RequestErasure,
            PrivacyRequestKind.Restriction => RequestRestriction,
            PrivacyRequestKind.Objection => RequestObjection,
            PrivacyRequestKind.AutomatedDecision => RequestAutomatedDecision,
            PrivacyRequestKind.Complaint => RequestComplaint,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };

    private MarkupString Of(PrivacyRequestState state) =>
        state switch
        {
            PrivacyRequestState.Open => RequestIsOpen,
            PrivacyRequestState.Held => RequestIsHeld,
            PrivacyRequestState.Grace => RequestIsGrace,
            PrivacyRequestState.Cleaning => RequestIsCleaning,
            PrivacyRequestState.Done => RequestIsDone,
            PrivacyRequestState.Refused => RequestIsRefused,
            PrivacyRequestState.Cancelled => RequestIsCancelled,
            PrivacyRequestState.Overtaken => RequestIsOvertaken,
            PrivacyRequestState.Joined => RequestIsJoined,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };

    public MarkupString Of(ActorKind actor) =>
        actor switch
        {
            ActorKind.Person => Person,
            ActorKind.Operator => Operator,
            ActorKind.Staff => Staff,
            ActorKind.Sender => Sender,
            _ => Program,
        };
}
