using Microsoft.AspNetCore.Components;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>
/// Base of the cards of a request page: each shows a part of the request, acts on it and reports the outcome.
/// </summary>
public abstract class RequestCard : ConsolePage
{
    [Inject]
    private protected DecisionService Service { get; set; } = default!;

    [Parameter, EditorRequired]
    public RequestDetails Details { get; set; } = default!;

    [Parameter, EditorRequired]
    public EventCallback<ActionMessage> Done { get; set; }

    private protected RequestsTexts T => Texts<RequestsTexts>();
    private protected bool MayAct => Who.Has(StaffPolicies.ManagePersonalData);

    private protected async Task<bool> SayAsync(Task<PrivacyRequestRefusal> doing, MarkupString? text = null)
    {
        var refusal = await doing;
        await Done.InvokeAsync(new ActionMessage(refusal, text));
        return refusal == PrivacyRequestRefusal.None;
    }
}
