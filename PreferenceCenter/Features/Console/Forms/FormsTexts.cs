using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue.Forms;
using PreferenceCenter.Features.Console.Drafts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Console.Forms;

/// <summary>Texts of the pages of sign-up forms.</summary>
internal sealed partial class FormsTexts
{
    public MarkupString Of(FormPart part) =>
        part switch
        {
            FormPart.Email => ShowsEmail,
            FormPart.Confirmation => ShowsConfirmation,
            _ => ShowsPage,
        };

    public MarkupString Of(FormStanding standing) =>
        standing switch
        {
            FormStanding.Published => Published,
            FormStanding.Hidden => Hidden,
            FormStanding.Archived => Archived,
            _ => Draft,
        };

    /// <summary>The class that gives a state its colour.</summary>
    public static string LookOf(FormStanding standing) =>
        standing switch
        {
            FormStanding.Published => "yes",
            FormStanding.Hidden => "no",
            FormStanding.Draft => "wait",
            _ => "",
        };

    /// <summary>What a field is called, with its language where it is a wording.</summary>
    public MarkupString NameOf(string path)
    {
        var name = path switch
        {
            FormFields.Topics => Topics,
            FormFields.Name => AsksName,
            FormFields.Frequency => AsksFrequency,
            FormFields.MinimumAge => MinimumAge,
            FormFields.TermsUrl => TermsUrl,
            FormFields.State => Status,
            _ when path.EndsWith(".title", StringComparison.Ordinal) => FieldTitle,
            _ when path.EndsWith(".lead", StringComparison.Ordinal) => FieldLead,
            _ when path.EndsWith(".label", StringComparison.Ordinal) => TermsLabel,
            _ => Markup.Of(path),
        };
        return DraftPath.LanguageOf(path) is { } code
            ? new MarkupString($"{name.Value} · <span class=\"code\">{Markup.Of(code).Value}</span>")
            : name;
    }
}
