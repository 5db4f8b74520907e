using System.CommandLine;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Features.Public.SignUp;

/// <summary>Command <c>forms markup</c>: prints a form as HTML for a page of another site.</summary>
internal static class MarkupCommand
{
    public static CommandList AddMarkupCommand(this CommandList tree)
    {
        var form = new Argument<string>("FORM") { Description = "Key of a published form." };
        var language = new Option<string?>("--language")
        {
            Description = "Language; otherwise the site's first.",
            HelpName = "CODE",
        };
        return tree.Add(
            "forms markup",
            new CenterCommand(
                "markup",
                "Prints a form as plain HTML for a page elsewhere. Copy it again when its wording changes.",
                "forms markup newsletter --language de"
            )
            {
                form,
                language,
            },
            call => Task.FromResult(Write(call, call.Value(form), call.Value(language)))
        );
    }

    private static int Write(CommandCall call, string key, string? language)
    {
        var (catalogue, site) = (call.Service<CatalogueCache>().Refresh(), call.Service<Site>());
        if (language is not null && !site.Languages.Contains(language))
            return call.Terminal.Refuse($"'{language}' is not one of {string.Join(", ", site.Languages)}.");
        var forms = new SignUpForms(site);
        if (forms.Find(catalogue, key) is not { } form)
            return call.Terminal.Refuse(
                $"'{key}' is no published form, or not a sound one: consent check {key} says more."
            );
        var complete = forms.LanguagesOf(catalogue, form);
        if (language is not null && !complete.Contains(language))
            return call.Terminal.Refuse(
                $"'{key}' is not complete in '{language}': consent check {key} says what is missing."
            );
        call.Terminal.Out.Write(
            new SignUpMarkup(call.Service<AddressHasher>(), site).Write(catalogue, form, language ?? complete[0])
        );
        return ExitCode.Done;
    }
}
