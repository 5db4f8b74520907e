using Microsoft.AspNetCore.Components;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>A part of a request's page: shows it, does something with it, and says what came of that.</summary>
public abstract class RequestCard : ConsolePage
{
    [Inject]
    private protected DecisionService Desk { get; set; } = default!;

    [Parameter, EditorRequired]
    public RequestDetails Sheet { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback<ActionMessage> Done { get; set; }

    private protected RequestsTexts T => Texts<RequestsTexts>();
    private protected bool MayAct => Who.Role is Domain.StaffRole.Owner or Domain.StaffRole.Privacy;

    private protected async Task<bool> SayAsync(Task<PrivacyRequestRefusal> doing, MarkupString? text = null)
    {
        var refusal = await doing;
        await Done.InvokeAsync(new ActionMessage(refusal, text));
        return refusal == PrivacyRequestRefusal.None;
    }
}
