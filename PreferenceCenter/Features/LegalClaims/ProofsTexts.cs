using Microsoft.AspNetCore.Components;
using PreferenceCenter.Ledger.Erasures;

namespace PreferenceCenter.Features.LegalClaims;

internal sealed partial class ProofsTexts
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
            ProofRefusal.NotAlone => NotAlone,
            _ => Changed,
        };
}
