using Microsoft.AspNetCore.Components;
using PreferenceCenter.ConsentEvidence.RetainedEvidence;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.RetainedEvidence;

internal sealed class RetainedEvidenceTexts
{
    public MarkupString Title { get; init; }
    public MarkupString Lead { get; init; }
    public MarkupString Readings { get; init; }
    public MarkupString None { get; init; }
    public MarkupString Ask { get; init; }
    public MarkupString Address { get; init; }
    public MarkupString Reason { get; init; }
    public MarkupString ReasonHint { get; init; }
    public MarkupString Asked { get; init; }
    public MarkupString Agree { get; init; }
    public MarkupString Agreed { get; init; }
    public MarkupString Alone { get; init; }
    public MarkupString AloneReasons { get; init; }
    public MarkupString Read { get; init; }
    public MarkupString Waits { get; init; }
    public MarkupString Open { get; init; }
    public MarkupString Over { get; init; }
    public Phrase AskedBy { get; init; }
    public Phrase AgreedBy { get; init; }
    public Phrase AloneBy { get; init; }
    public Phrase ErasedOn { get; init; }
    public MarkupString When { get; init; }
    public MarkupString What { get; init; }
    public MarkupString About { get; init; }
    public MarkupString Through { get; init; }
    public MarkupString Wording { get; init; }
    public MarkupString NothingKept { get; init; }
    public MarkupString NotAllowed { get; init; }
    public MarkupString Incomplete { get; init; }
    public MarkupString NotByThemselves { get; init; }
    public MarkupString TooNew { get; init; }
    public MarkupString NotAlone { get; init; }
    public MarkupString Changed { get; init; }

    public MarkupString Of(ReadingState state) =>
        state switch
        {
            ReadingState.Waits => Waits,
            ReadingState.Open => Open,
            _ => Over,
        };

    public MarkupString Of(ProofRefusal refusal) =>
        refusal switch
        {
            ProofRefusal.NothingKept => NothingKept,
            ProofRefusal.NotAllowed => NotAllowed,
            ProofRefusal.Incomplete => Incomplete,
            ProofRefusal.NotByThemselves => NotByThemselves,
            ProofRefusal.TooNew => TooNew,
            ProofRefusal.NotAlone => NotAlone,
            _ => Changed,
        };
}
