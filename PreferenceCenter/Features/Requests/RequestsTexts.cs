using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Requests;

namespace PreferenceCenter.Features.Requests;

internal sealed partial class RequestsTexts
{
    public MarkupString Of(RequestKind value) =>
        value switch
        {
            RequestKind.Access => KindAccess,
            RequestKind.Portability => KindPortability,
            RequestKind.Rectification => KindRectification,
            RequestKind.Erasure => KindErasure,
            RequestKind.Restriction => KindRestriction,
            RequestKind.Objection => KindObjection,
            RequestKind.AutomatedDecision => KindAutomatedDecision,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
        };

    public MarkupString Of(RequestOrigin value) =>
        value switch
        {
            RequestOrigin.Person => OriginPerson,
            RequestOrigin.Letter => OriginLetter,
            RequestOrigin.Telephone => OriginTelephone,
            RequestOrigin.Mail => OriginMail,
            RequestOrigin.InPerson => OriginInPerson,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
        };

    public MarkupString Of(RequestState value) =>
        value switch
        {
            RequestState.Open => StateOpen,
            RequestState.Held => StateHeld,
            RequestState.Grace => StateGrace,
            RequestState.Cleaning => StateCleaning,
            RequestState.Done => StateDone,
            RequestState.Refused => StateRefused,
            RequestState.Cancelled => StateCancelled,
            RequestState.Overtaken => StateOvertaken,
            RequestState.Joined => StateJoined,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
        };

    public MarkupString Of(RequestStep value) =>
        value switch
        {
            RequestStep.Received => StepReceived,
            RequestStep.Assigned => StepAssigned,
            RequestStep.Noted => StepNoted,
            RequestStep.Attached => StepAttached,
            RequestStep.Asked => StepAsked,
            RequestStep.Replied => StepReplied,
            RequestStep.ExtensionTold => StepExtensionTold,
            RequestStep.Extended => StepExtended,
            RequestStep.ExtensionLapsed => StepExtensionLapsed,
            RequestStep.Proposed => StepProposed,
            RequestStep.Objected => StepObjected,
            RequestStep.Approved => StepApproved,
            RequestStep.Refused => StepRefused,
            RequestStep.LegallyHeld => StepLegallyHeld,
            RequestStep.LegalHoldLifted => StepLegalHoldLifted,
            RequestStep.Joined => StepJoined,
            RequestStep.DecidedAlone => StepDecidedAlone,
            RequestStep.Withdrawn => StepWithdrawn,
            RequestStep.RecipientAcknowledged => StepRecipientAcknowledged,
            RequestStep.RecipientImpossible => StepRecipientImpossible,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
        };

    public MarkupString Of(RefusalGround value) =>
        value switch
        {
            RefusalGround.LegalObligation => GroundLegalObligation,
            RefusalGround.LegalClaims => GroundLegalClaims,
            RefusalGround.Unfounded => GroundUnfounded,
            RefusalGround.NotIdentified => GroundNotIdentified,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
        };

    public MarkupString Of(RequestAct value) =>
        value switch
        {
            RequestAct.Approve => Approve,
            RequestAct.Refuse => Refuse,
            RequestAct.HoldLegally => LegalHold,
            _ => Lift,
        };

    public MarkupString Of(RequestRefusal value) =>
        value switch
        {
            RequestRefusal.Changed => FaultChanged,
            RequestRefusal.Closed => FaultClosed,
            RequestRefusal.Incomplete => FaultIncomplete,
            RequestRefusal.Once => FaultOnce,
            RequestRefusal.TooLate => FaultTooLate,
            RequestRefusal.LegallyHeld => FaultLegallyHeld,
            RequestRefusal.NotByThemselves => FaultNotByThemselves,
            RequestRefusal.TooNew => FaultTooNew,
            RequestRefusal.NotAlone => FaultNotAlone,
            RequestRefusal.TooBig => FaultTooBig,
            RequestRefusal.WrongType => FaultWrongType,
            RequestRefusal.Duplicate => FaultDuplicate,
            RequestRefusal.Unknown => FaultUnknown,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
        };
}
