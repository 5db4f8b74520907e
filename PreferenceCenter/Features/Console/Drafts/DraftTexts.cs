using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Drafts;

/// <summary>Texts of all editors of drafts.</summary>
internal sealed partial class DraftTexts
{
    /// <summary>Who published a version.</summary>
    /// <param name="name">Name of the account; null where it was none.</param>
    public MarkupString Author(ActorKind kind, string? name) =>
        (kind, name) switch
        {
            // The program, for whoever set the time.
            (ActorKind.System, { } who) => AtTimeSet.With(Markup.Of(who)),
            (_, { } who) => Markup.Of(who),
            (ActorKind.Operator, _) => ByOperator,
            _ => ByProgram,
        };
}
