using System.Globalization;
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

    [Inject]
    private protected RequestsService Reading { get; set; } = default!;

    [Inject]
    private protected ConsoleNotices Notices { get; set; } = default!;

    [Parameter, EditorRequired]
    public RequestDetails Details { get; set; } = default!;

    /// <summary>Has the request read again: after every action, as another account may have changed it.</summary>
    [Parameter, EditorRequired]
    public EventCallback Done { get; set; }

    private protected RequestsTexts T => Texts<RequestsTexts>();
    private protected RequestFormTexts R => Texts<RequestFormTexts>();
    private protected bool MayAct => Who.Has(StaffPolicies.ManagePersonalData);

    /// <param name="field">The field that a refusal is about, if it is about what was typed.</param>
    private protected virtual async Task<FieldError?> SayAsync(
        Task<PrivacyRequestRefusal> doing,
        MarkupString? text = null,
        string? field = null
    )
    {
        var refusal = await doing;
        if (refusal == PrivacyRequestRefusal.None)
            Notices.Say(text ?? T.SavedNote);
        await Done.InvokeAsync();
        return T.ErrorOf(refusal, field);
    }

    /// <summary>Name of the draft of a form about this request.</summary>
    private protected string DraftOf(string form) => Invariant($"{form}:{Details.Id:N}");

    private protected static IEnumerable<FieldError> Missing(string field, string typed, MarkupString text) =>
        PrivacyRequestRows.Text(typed) is null ? [new FieldError(field, text)] : [];

    private protected static DateOnly? Day(string typed) =>
        DateOnly.TryParseExact(typed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;
}
