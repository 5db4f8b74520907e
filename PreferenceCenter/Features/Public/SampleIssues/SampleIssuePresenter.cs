using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Domain;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.SampleIssues;

/// <summary>
/// Shows the sample issue of a topic to anybody. A topic that is not on everybody's page, and one without a sample, answer as
/// one that does not exist.
/// </summary>
internal sealed class SampleIssuePresenter(CatalogueCache catalogues, SignUpForms forms, PageContexts pages, Site site)
{
    public IResult Show(string label, HttpRequest request)
    {
        var catalogue = catalogues.Current;
        return
            catalogue.Topics.FirstOrDefault(t => SampleLink.LabelOf(t) == label) is { } topic
            && site.Languages.Where(l => topic.Sample(l, site.DefaultLanguage) is not null).ToList() is [_, ..] shown
            ? Page.Of<SampleIssuePage>(Present(pages.Among(shown).For(request), catalogue, topic))
            : Results.StatusCode(StatusCodes.Status404NotFound);
    }

    /// <summary>The page of a topic, whether anybody but staff may see it or not.</summary>
    public SampleIssueView Present(PageContext frame, CatalogueSnapshot catalogue, TopicInfo topic)
    {
        var words = topic.Words(frame.Language.Code, site.DefaultLanguage);
        var (language, markdown) =
            topic.SampleText(frame.Language.Code, site.DefaultLanguage) ?? (frame.Language.Code, "");
        return new SampleIssueView(
            frame,
            Markup.Of(words.Name),
            Markup.Of(words.HowOften),
            new MarkupString(SafeMarkdown.ToHtml(markdown)),
            language
        )
        {
            Sensitive = topic.Topic.Sensitive,
            Form = FormOf(catalogue, topic, frame.Language.Code) is { } form ? SignUpForms.PathOf(form) : null,
        };
    }

    // Where several offer it, which of them somebody belongs to is not known.
    private FormInfo? FormOf(CatalogueSnapshot catalogue, TopicInfo topic, string language) =>
        catalogue
            .Forms.Values.Where(form =>
                form.Published
                && form.Definition.Topics.Contains(topic.Key)
                && forms.LanguagesOf(catalogue, form).Contains(language)
            )
            .ToList()
            is [var only]
            ? only
            : null;
}
