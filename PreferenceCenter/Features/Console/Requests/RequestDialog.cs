using Microsoft.AspNetCore.Components;
using MudBlazor;
using PreferenceCenter.Domain;
using PreferenceCenter.PrivacyRequests;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Requests;

/// <summary>
/// Base of the dialogs that act on a request. A dialog stays while what was typed has to be corrected, and closes when it
/// is done, or refused for another reason: the page behind it then says so, and shows the request as it is now.
/// </summary>
public abstract class RequestDialog : RequestCard
{
    [Inject]
    private protected RequestPreviews Previews { get; set; } = default!;

    [Inject]
    private protected PageContexts Contexts { get; set; } = default!;

    [CascadingParameter]
    private protected IMudDialogInstance Dialog { get; set; } = default!;

    private protected FormTexts F => Texts<FormTexts>();

    /// <summary>What an erasure does; null where this is none, or where there is no subscriber to erase.</summary>
    private protected ErasurePreview? Erasure { get; private set; }

    /// <summary>Templates are in the language in which the person is written to.</summary>
    private protected ReplyTexts Replies => Contexts.In(Details.Language, asked: false).Language.Texts<ReplyTexts>();

    public static Task OpenAsync<TDialog>(
        IDialogService dialogs,
        RequestDetails details,
        EventCallback done,
        MaxWidth width
    )
        where TDialog : RequestDialog =>
        dialogs.ShowAsync<TDialog>(
            null,
            new DialogParameters { [nameof(Details)] = details, [nameof(Done)] = done },
            new DialogOptions
            {
                CloseOnEscapeKey = true,
                MaxWidth = width,
                FullWidth = true,
            }
        );

    private protected bool IsErasure(PrivacyRequestAct act) =>
        act == PrivacyRequestAct.Approve && Details.Kind == PrivacyRequestKind.Erasure;

    private protected async Task ReadErasureAsync() =>
        Erasure = await Previews.ErasureAsync(Ticket, Details.Reference, Frame, Gone);

    private protected Task<ReplyMail?> MailAsync(ReplyDraft draft) =>
        Previews.MailAsync(Ticket, Details.Reference, draft, Gone);

    private protected override async Task<FieldError?> SayAsync(
        Task<PrivacyRequestRefusal> doing,
        MarkupString? text = null,
        string? field = null
    )
    {
        var refusal = await base.SayAsync(doing, text, field);
        if (refusal?.Field is null)
            Dialog.Close();
        return refusal;
    }

    /// <summary>A text to the person with a place of a template that was not filled in.</summary>
    private protected IEnumerable<FieldError> Gaps(string field, string typed) =>
        typed.Contains(ReplyTemplates.Gap, StringComparison.Ordinal) ? [new FieldError(field, R.NeedsGap)] : [];

    /// <summary>An erasure is carried out by whoever types the request's number.</summary>
    private protected IEnumerable<FieldError> WrongWord(string typed)
    {
        var number = RequestNumber.Text(Details.Number);
        return string.Equals(typed.Trim(), number, StringComparison.OrdinalIgnoreCase)
            ? []
            : [new FieldError("word", F.TypedOtherwise.With(Markup.Of(number)))];
    }
}
