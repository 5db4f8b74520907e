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

    /// <summary>A refusal as a form shows it: at the field that it is about, if any.</summary>
    /// <param name="words">The field of the form with the reasons.</param>
    public FieldError? ErrorOf(ProofRefusal refusal, string? words = null) =>
        refusal switch
        {
            ProofRefusal.None => null,
            ProofRefusal.NothingKept => new("address", NothingKept),
            ProofRefusal.Incomplete => new(words, Incomplete),
            _ => new(null, Of(refusal)),
        };

    private MarkupString Of(ProofRefusal refusal) =>
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
