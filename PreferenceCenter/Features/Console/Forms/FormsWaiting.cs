using MudBlazor;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Features.Console.Forms;

/// <summary>Finds forms that are published and not shown, for the home page.</summary>
internal sealed class FormsWaiting(StaffAuthorizer staff, HiddenForms forms, Site site)
    : ConsoleService(staff),
        IWaitingSource
{
    private const int Shown = 5;

    public string Policy => StaffPolicies.ManageCatalogue;

    public Task<WaitingItems> FindAsync(StaffTicket? ticket, PageContext frame, CancellationToken cancel)
    {
        Demand(ticket, Policy);
        var texts = frame.Language.Texts<FormsTexts>();
        var hidden = forms.Find();
        return Task.FromResult(
            new WaitingItems(
                [
                    .. hidden
                        .Take(Shown)
                        .Select(form => new WaitingItem(
                            Icons.Material.Outlined.DynamicForm,
                            texts.HiddenForm.With(Markup.Of(TitleOf(form.Definition, frame.Language.Code) ?? form.Key)),
                            $"/staff/forms/{form.Key}",
                            texts.Mend
                        )
                        {
                            Status = (texts.Of(FormStanding.Hidden), FormsTexts.LookOf(FormStanding.Hidden)),
                        }),
                ],
                hidden.Count
            )
        );
    }

    private string? TitleOf(Catalogue.FormDefinition form, string language) =>
        (form.Texts.GetValueOrDefault(language) ?? form.Texts.GetValueOrDefault(site.DefaultLanguage))?.Title;
}
