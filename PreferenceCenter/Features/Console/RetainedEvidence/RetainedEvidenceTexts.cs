using Microsoft.AspNetCore.Components;
using PreferenceCenter.ConsentEvidence.RetainedEvidence;

namespace PreferenceCenter.Features.Console.RetainedEvidence;

/// <summary>Texts of the page for retained evidence.</summary>
internal sealed partial class RetainedEvidenceTexts
{
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
            ProofRefusal.NotIndependent => NotIndependent,
            ProofRefusal.NotAlone => NotAlone,
            _ => Changed,
        };
}
