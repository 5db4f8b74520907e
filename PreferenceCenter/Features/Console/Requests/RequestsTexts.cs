using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Requests;

internal sealed class RequestsTexts
{
    public MarkupString Title { get; init; }
    public MarkupString Lead { get; init; }
    public MarkupString TakeIn { get; init; }
    public MarkupString Figures { get; init; }
    public MarkupString Recipients { get; init; }
    public MarkupString Open { get; init; }
    public MarkupString Closed { get; init; }
    public MarkupString All { get; init; }
    public MarkupString Mine { get; init; }
    public MarkupString Nobodys { get; init; }
    public MarkupString ForTwo { get; init; }
    public MarkupString Pressing { get; init; }
    public MarkupString Day25 { get; init; }
    public MarkupString Day28 { get; init; }
    public MarkupString Overdue { get; init; }
    public MarkupString AnyKind { get; init; }
    public MarkupString Filters { get; init; }
    public MarkupString Find { get; init; }
    public MarkupString FindButton { get; init; }
    public Phrase Count { get; init; }
    public MarkupString None { get; init; }
    public MarkupString NoneOpen { get; init; }
    public MarkupString Earlier { get; init; }
    public MarkupString Later { get; init; }
    public Phrase PageOf { get; init; }
    public MarkupString ColKind { get; init; }
    public MarkupString ColDue { get; init; }
    public MarkupString ColLeft { get; init; }
    public MarkupString ColWho { get; init; }
    public MarkupString ColState { get; init; }
    public MarkupString ColReference { get; init; }
    public MarkupString KindAccess { get; init; }
    public MarkupString KindPortability { get; init; }
    public MarkupString KindRectification { get; init; }
    public MarkupString KindErasure { get; init; }
    public MarkupString KindRestriction { get; init; }
    public MarkupString KindObjection { get; init; }
    public MarkupString KindAutomatedDecision { get; init; }
    public MarkupString OriginPerson { get; init; }
    public MarkupString OriginLetter { get; init; }
    public MarkupString OriginTelephone { get; init; }
    public MarkupString OriginMail { get; init; }
    public MarkupString OriginInPerson { get; init; }
    public MarkupString StateOpen { get; init; }
    public MarkupString StateHeld { get; init; }
    public MarkupString StateGrace { get; init; }
    public MarkupString StateCleaning { get; init; }
    public MarkupString StateDone { get; init; }
    public MarkupString StateRefused { get; init; }
    public MarkupString StateCancelled { get; init; }
    public MarkupString StateOvertaken { get; init; }
    public MarkupString StateJoined { get; init; }
    public Phrase Left { get; init; }
    public MarkupString Today { get; init; }
    public Phrase Late { get; init; }
    public Phrase DayMark { get; init; }
    public MarkupString Nobody { get; init; }
    public MarkupString Received { get; init; }
    public MarkupString Legal { get; init; }
    public MarkupString Working { get; init; }
    public MarkupString ExtendedOn { get; init; }
    public MarkupString HeldUntil { get; init; }
    public MarkupString GraceUntil { get; init; }
    public MarkupString Contact { get; init; }
    public MarkupString Person { get; init; }
    public MarkupString PersonOpen { get; init; }
    public MarkupString PersonNone { get; init; }
    public MarkupString PersonLetter { get; init; }
    public MarkupString PersonErased { get; init; }
    public MarkupString Topics { get; init; }
    public MarkupString NoTopics { get; init; }
    public MarkupString Assign { get; init; }
    public MarkupString Timeline { get; init; }
    public MarkupString ByPerson { get; init; }
    public MarkupString ByItself { get; init; }
    public MarkupString StepReceived { get; init; }
    public MarkupString StepAssigned { get; init; }
    public MarkupString StepNoted { get; init; }
    public MarkupString StepAttached { get; init; }
    public MarkupString StepAsked { get; init; }
    public MarkupString StepReplied { get; init; }
    public MarkupString StepExtensionTold { get; init; }
    public MarkupString StepExtended { get; init; }
    public MarkupString StepExtensionLapsed { get; init; }
    public MarkupString StepProposed { get; init; }
    public MarkupString StepObjected { get; init; }
    public MarkupString StepApproved { get; init; }
    public MarkupString StepRefused { get; init; }
    public MarkupString StepLegallyHeld { get; init; }
    public MarkupString StepLegalHoldLifted { get; init; }
    public MarkupString StepJoined { get; init; }
    public MarkupString StepDecidedAlone { get; init; }
    public MarkupString StepWithdrawn { get; init; }
    public MarkupString StepRecipientAcknowledged { get; init; }
    public MarkupString StepRecipientImpossible { get; init; }
    public MarkupString Decide { get; init; }
    public MarkupString Answer { get; init; }
    public MarkupString AnswerHelp { get; init; }
    public MarkupString Approve { get; init; }
    public MarkupString Refuse { get; init; }
    public MarkupString Ground { get; init; }
    public MarkupString Choose { get; init; }
    public MarkupString GroundLegalObligation { get; init; }
    public MarkupString GroundLegalClaims { get; init; }
    public MarkupString GroundUnfounded { get; init; }
    public MarkupString GroundNotIdentified { get; init; }
    public Phrase RefuseHelp { get; init; }
    public MarkupString LegalHold { get; init; }
    public MarkupString LegalHoldHelp { get; init; }
    public MarkupString Until { get; init; }
    public MarkupString Reasons { get; init; }
    public MarkupString Lift { get; init; }
    public MarkupString NeedsTwo { get; init; }
    public Phrase Proposal { get; init; }
    public MarkupString ProposedOwn { get; init; }
    public Phrase ProposedAlone { get; init; }
    public MarkupString Agree { get; init; }
    public MarkupString Disagree { get; init; }
    public MarkupString TakeBack { get; init; }
    public MarkupString Alone { get; init; }
    public MarkupString Why { get; init; }
    public MarkupString Ask { get; init; }
    public MarkupString AskHelp { get; init; }
    public MarkupString Question { get; init; }
    public MarkupString Send { get; init; }
    public MarkupString Reply { get; init; }
    public MarkupString ReplyText { get; init; }
    public MarkupString GoOn { get; init; }
    public MarkupString Extend { get; init; }
    public MarkupString ExtendHelp { get; init; }
    public MarkupString ExtendLetter { get; init; }
    public MarkupString ExtendWaits { get; init; }
    public MarkupString Months { get; init; }
    public MarkupString OneMonth { get; init; }
    public MarkupString TwoMonths { get; init; }
    public MarkupString Join { get; init; }
    public MarkupString JoinHelp { get; init; }
    public MarkupString Note { get; init; }
    public MarkupString NoteHelp { get; init; }
    public MarkupString Save { get; init; }
    public MarkupString Files { get; init; }
    public MarkupString FilesHelp { get; init; }
    public MarkupString NoFiles { get; init; }
    public MarkupString Attach { get; init; }
    public MarkupString Download { get; init; }
    public MarkupString Told { get; init; }
    public MarkupString TellPublic { get; init; }
    public MarkupString SavedNote { get; init; }
    public MarkupString DoneNote { get; init; }
    public MarkupString ProposedNote { get; init; }
    public MarkupString JoinedNote { get; init; }
    public MarkupString FaultChanged { get; init; }
    public MarkupString FaultClosed { get; init; }
    public MarkupString FaultIncomplete { get; init; }
    public MarkupString FaultOnce { get; init; }
    public MarkupString FaultTooLate { get; init; }
    public MarkupString FaultLegallyHeld { get; init; }
    public MarkupString FaultNotByThemselves { get; init; }
    public MarkupString FaultTooNew { get; init; }
    public MarkupString FaultNotAlone { get; init; }
    public MarkupString FaultTooBig { get; init; }
    public MarkupString FaultWrongType { get; init; }
    public MarkupString FaultDuplicate { get; init; }
    public MarkupString FaultUnknown { get; init; }
    public MarkupString NotFound { get; init; }
    public MarkupString BackToQueue { get; init; }
    public MarkupString IntakeLead { get; init; }
    public MarkupString IntakeKind { get; init; }
    public MarkupString IntakeOrigin { get; init; }
    public MarkupString IntakeOn { get; init; }
    public MarkupString IntakeAddress { get; init; }
    public MarkupString IntakeAddressHelp { get; init; }
    public MarkupString IntakeContact { get; init; }
    public MarkupString IntakeWords { get; init; }
    public MarkupString IntakeSave { get; init; }
    public MarkupString FiguresLead { get; init; }
    public MarkupString Year { get; init; }
    public MarkupString FigReceived { get; init; }
    public MarkupString FigInTime { get; init; }
    public MarkupString FigLate { get; init; }
    public MarkupString FigExtended { get; init; }
    public MarkupString FigRefused { get; init; }
    public MarkupString FigOpen { get; init; }
    public MarkupString FigMedian { get; init; }
    public MarkupString FigMonth { get; init; }
    public MarkupString Csv { get; init; }
    public MarkupString ChartAlt { get; init; }
    public MarkupString RecipientsLead { get; init; }
    public MarkupString RecipientNone { get; init; }
    public MarkupString RecipientAdd { get; init; }
    public MarkupString RecipientKey { get; init; }
    public MarkupString RecipientKeyHelp { get; init; }
    public MarkupString RecipientName { get; init; }
    public MarkupString RecipientPurpose { get; init; }
    public MarkupString RecipientTransfer { get; init; }
    public MarkupString RecipientContact { get; init; }
    public MarkupString RecipientEnd { get; init; }
    public MarkupString Unanswered { get; init; }
    public MarkupString UnansweredNone { get; init; }
    public MarkupString HasDoneIt { get; init; }
    public MarkupString Cannot { get; init; }
    public MarkupString CannotWhy { get; init; }

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
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
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

    public MarkupString Of(PrivacyRequestState value) =>
        value switch
        {
            PrivacyRequestState.Open => StateOpen,
            PrivacyRequestState.Held => StateHeld,
            PrivacyRequestState.Grace => StateGrace,
            PrivacyRequestState.Cleaning => StateCleaning,
            PrivacyRequestState.Done => StateDone,
            PrivacyRequestState.Refused => StateRefused,
            PrivacyRequestState.Cancelled => StateCancelled,
            PrivacyRequestState.Overtaken => StateOvertaken,
            PrivacyRequestState.Joined => StateJoined,
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

    public MarkupString Of(PrivacyRequestAct value) =>
        value switch
        {
            PrivacyRequestAct.Approve => Approve,
            PrivacyRequestAct.Refuse => Refuse,
            PrivacyRequestAct.HoldLegally => LegalHold,
            _ => Lift,
        };

    public MarkupString Of(PrivacyRequestRefusal value) =>
        value switch
        {
            PrivacyRequestRefusal.Changed => FaultChanged,
            PrivacyRequestRefusal.Closed => FaultClosed,
            PrivacyRequestRefusal.Incomplete => FaultIncomplete,
            PrivacyRequestRefusal.Once => FaultOnce,
            PrivacyRequestRefusal.TooLate => FaultTooLate,
            PrivacyRequestRefusal.LegallyHeld => FaultLegallyHeld,
            PrivacyRequestRefusal.NotByThemselves => FaultNotByThemselves,
            PrivacyRequestRefusal.TooNew => FaultTooNew,
            PrivacyRequestRefusal.NotAlone => FaultNotAlone,
            PrivacyRequestRefusal.TooBig => FaultTooBig,
            PrivacyRequestRefusal.WrongType => FaultWrongType,
            PrivacyRequestRefusal.Duplicate => FaultDuplicate,
            PrivacyRequestRefusal.Unknown => FaultUnknown,
            _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
        };
}
