using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>Texts of the pages for privacy requests.</summary>
internal sealed partial class RequestsTexts
{
    public MarkupString Of(PrivacyRequestKind value) =>
        value switch
        {
            PrivacyRequestKind.Access => KindAccess,
            PrivacyRequestKind.Portability => KindPortability,
            PrivacyRequestKind.Rectification => KindRectification,
            PrivacyRequestKind.Erasure => KindErasure,
            PrivacyRequestKind.Restriction => KindRestriction,
            PrivacyRequestKind.Objection => KindObjection,
            PrivacyRequestKind.AutomatedDecision => KindAutomatedDecision,
            PrivacyRequestKind.Complaint => KindComplaint,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
        };

    public MarkupString Of(QueueView value) =>
        value switch
        {
            QueueView.Open => ViewOpen,
            QueueView.Mine => Mine,
            QueueView.Nobodys => Nobodys,
            QueueView.ForTwo => ForTwo,
            QueueView.Soon => ViewSoon,
            QueueView.Overdue => Overdue,
            QueueView.Closed => Closed,
            _ => All,
        };

    public MarkupString Of(QueueDue value) =>
        value switch
        {
            QueueDue.Overdue => Overdue,
            QueueDue.Week => DueWeek,
            QueueDue.Day20 => Pressing,
            QueueDue.Day25 => Day25,
            _ => Day28,
        };

    public MarkupString Of(PrivacyRequestOrigin value) =>
        value switch
        {
            PrivacyRequestOrigin.Person => OriginPerson,
            PrivacyRequestOrigin.Letter => OriginLetter,
            PrivacyRequestOrigin.Telephone => OriginTelephone,
            PrivacyRequestOrigin.Mail => OriginMail,
            PrivacyRequestOrigin.InPerson => OriginInPerson,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
        };

    public MarkupString Of(PrivacyRequestStep value) =>
        value switch
        {
            PrivacyRequestStep.Received => StepReceived,
            PrivacyRequestStep.Assigned => StepAssigned,
            PrivacyRequestStep.Noted => StepNoted,
            PrivacyRequestStep.Attached => StepAttached,
            PrivacyRequestStep.Asked => StepAsked,
            PrivacyRequestStep.Replied => StepReplied,
            PrivacyRequestStep.ExtensionTold => StepExtensionTold,
            PrivacyRequestStep.Extended => StepExtended,
            PrivacyRequestStep.ExtensionLapsed => StepExtensionLapsed,
            PrivacyRequestStep.Proposed => StepProposed,
            PrivacyRequestStep.Objected => StepObjected,
            PrivacyRequestStep.Approved => StepApproved,
            PrivacyRequestStep.Refused => StepRefused,
            PrivacyRequestStep.LegallyHeld => StepLegallyHeld,
            PrivacyRequestStep.LegalHoldLifted => StepLegalHoldLifted,
            PrivacyRequestStep.Joined => StepJoined,
            PrivacyRequestStep.DecidedAlone => StepDecidedAlone,
            PrivacyRequestStep.Withdrawn => StepWithdrawn,
            PrivacyRequestStep.RecipientAcknowledged => StepRecipientAcknowledged,
            PrivacyRequestStep.RecipientImpossible => StepRecipientImpossible,
            PrivacyRequestStep.ProofRecorded => StepProofRecorded,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
        };

    public MarkupString Of(RefusalGround value) =>
        value switch
        {
            RefusalGround.LegalObligation => GroundLegalObligation,
            RefusalGround.LegalClaims => GroundLegalClaims,
            RefusalGround.Unfounded => GroundUnfounded,
            RefusalGround.NotIdentified => GroundNotIdentified,
            RefusalGround.NotIdentifiable => GroundNotIdentifiable,
            RefusalGround.OthersRightsInCopy => GroundOthersRightsInCopy,
            RefusalGround.PublicTask => GroundPublicTask,
            RefusalGround.OthersRightsInData => GroundOthersRightsInData,
            RefusalGround.AlreadyAccurate => GroundAlreadyAccurate,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
        };

    /// <summary>What was proposed, and by whom. Of approvals, that of an erasure alone takes two.</summary>
    public MarkupString ProposedBy(PrivacyRequestAct act, MarkupString account) =>
        act switch
        {
            PrivacyRequestAct.Approve => ErasureBy.With(account),
            PrivacyRequestAct.Refuse => RefusalBy.With(account),
            PrivacyRequestAct.HoldLegally => HoldBy.With(account),
            _ => LiftBy.With(account),
        };

    /// <summary>A refusal as a form shows it: at the field that it is about, if any.</summary>
    /// <param name="field">The field of the form with what was typed.</param>
    public FieldError? ErrorOf(PrivacyRequestRefusal value, string? field = null) =>
        value switch
        {
            PrivacyRequestRefusal.None => null,
            PrivacyRequestRefusal.WrongGround => new("ground", FaultWrongGround),
            PrivacyRequestRefusal.Incomplete
            or PrivacyRequestRefusal.NamesSomebody
            or PrivacyRequestRefusal.Unknown
            or PrivacyRequestRefusal.Duplicate
            or PrivacyRequestRefusal.TooBig
            or PrivacyRequestRefusal.WrongType
            or PrivacyRequestRefusal.KeyTaken => new(field, Of(value)),
            _ => new(null, Of(value)),
        };

    public MarkupString Of(PrivacyRequestRefusal value) =>
        value switch
        {
            PrivacyRequestRefusal.Changed => FaultChanged,
            PrivacyRequestRefusal.Closed => FaultClosed,
            PrivacyRequestRefusal.Erasing => FaultErasing,
            PrivacyRequestRefusal.Incomplete => FaultIncomplete,
            PrivacyRequestRefusal.Once => FaultOnce,
            PrivacyRequestRefusal.TooLate => FaultTooLate,
            PrivacyRequestRefusal.LegallyHeld => FaultLegallyHeld,
            PrivacyRequestRefusal.NotByThemselves => FaultNotByThemselves,
            PrivacyRequestRefusal.TooNew => FaultTooNew,
            PrivacyRequestRefusal.NotIndependent => FaultNotIndependent,
            PrivacyRequestRefusal.NamesSomebody => FaultNamesSomebody,
            PrivacyRequestRefusal.NotAlone => FaultNotAlone,
            PrivacyRequestRefusal.TooBig => FaultTooBig,
            PrivacyRequestRefusal.WrongType => FaultWrongType,
            PrivacyRequestRefusal.Duplicate => FaultDuplicate,
            PrivacyRequestRefusal.WrongGround => FaultWrongGround,
            PrivacyRequestRefusal.WrongKind => FaultWrongKind,
            PrivacyRequestRefusal.MailboxShown => FaultMailboxShown,
            PrivacyRequestRefusal.Unknown => FaultUnknown,
            PrivacyRequestRefusal.KeyTaken => FaultKeyTaken,
            PrivacyRequestRefusal.Stale => ProposalStale,
            PrivacyRequestRefusal.AddressJustChanged => FaultAddressJustChanged,
            PrivacyRequestRefusal.AddressInDoubt => FaultAddressInDoubt,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
        };

    /// <summary>The time that is left, in days.</summary>
    public MarkupString Of(PrivacyRequestPace pace, PageContext frame) =>
        pace switch
        {
            { Urgency: PrivacyRequestUrgency.Overdue } => Late.Count(frame.Language.Code, Math.Max(1, -pace.DaysLeft)),
            { DaysLeft: <= 0 } => Today,
            _ => this.Left.Count(frame.Language.Code, pace.DaysLeft),
        };
}
