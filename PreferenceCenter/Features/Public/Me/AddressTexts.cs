using Microsoft.AspNetCore.Components;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.Me;

internal sealed class AddressTexts
{
    public MarkupString Title { get; init; }
    public MarkupString Text { get; init; }
    public Phrase Present { get; init; }
    public MarkupString New { get; init; }
    public MarkupString Invalid { get; init; }
    public MarkupString Same { get; init; }
    public MarkupString Ask { get; init; }
    public MarkupString How { get; init; }
    public MarkupString Sent { get; init; }
    public MarkupString NotYetTitle { get; init; }
    public Phrase NotYetText { get; init; }
    public MarkupString NotYetStop { get; init; }
    public MarkupString ConfirmTitle { get; init; }
    public Phrase ConfirmLead { get; init; }
    public MarkupString ConfirmMerge { get; init; }
    public MarkupString Confirm { get; init; }
    public MarkupString DoneTitle { get; init; }
    public MarkupString DoneText { get; init; }
    public MarkupString BackTitle { get; init; }
    public Phrase BackLead { get; init; }
    public MarkupString Back { get; init; }
    public MarkupString BackDoneTitle { get; init; }
    public Phrase BackDoneText { get; init; }
    public MarkupString OverTitle { get; init; }
    public MarkupString OverText { get; init; }
}
