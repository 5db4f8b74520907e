using Microsoft.AspNetCore.Components;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.Shared.Layouts;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.SignUp;

/// <summary>Builds the view of a form, empty or as it was posted.</summary>
internal sealed class SignUpPresenter(AddressHasher keys, Site site, TimeProvider clock)
{
    public SignUpView Present(PageContext frame, CatalogueSnapshot catalogue, FormInfo form, SignUpInput? sent = null)
    {
        var (language, definition) = (frame.Language.Code, form.Definition);
        var words = definition.Words(language, site.DefaultLanguage)!;
        return new SignUpView(
            frame,
            SignUpForms.PathOf(form),
            SignUpFormToken.New(keys, catalogue, form, language, clock.GetUtcNow()),
            Markup.Of(words.Title),
            Markup.Of(words.Lead),
            [.. definition.Topics.Select(key => Topic(catalogue.ByKey[key], definition, language, sent))],
            new MarkupString(catalogue.SiteNotice!.In(language, site.DefaultLanguage).Words.Html)
        )
        {
            AsksName = definition.AsksName,
            MinimumAge = definition.MinimumAge,
            AgeTicked = sent?.OldEnough == true,
            Terms = definition.Terms is { } terms
                ? new SignUpTerms(terms.Url, Markup.Of(terms.Texts[language]), sent?.Agreed == true)
                : null,
            Typed = sent?.Typed ?? "",
            Name = sent?.Name,
            Faults = sent?.Faults ?? SignUpFaults.None,
        };
    }

    private SignUpTopic Topic(TopicInfo topic, FormDefinition form, string language, SignUpInput? sent)
    {
        var words = topic.Words(language, site.DefaultLanguage);
        var (spoken, statement) = topic.Notice!.In(language, site.DefaultLanguage);
        return new SignUpTopic(
            topic.Key,
            topic.Number,
            Markup.Of(words.Name),
            Markup.Of(words.Description),
            Markup.Of(words.HowOften),
            new MarkupString(statement.Html),
            spoken == language ? null : spoken,
            form.AsksFrequency ? Frequencies(topic.Topic, language, sent?.Topics.GetValueOrDefault(topic.Key)) : [],
            sent?.Topics.ContainsKey(topic.Key) == true
        )
        {
            Sample = SampleLink.To(topic, language, site.DefaultLanguage),
        };
    }

    // No frequency is preselected: a visitor who chooses none gets the default of the topic.
    private SignUpFrequency[] Frequencies(Topic topic, string language, Frequency? chosen)
    {
        var texts = new MailTexts(language, site.Calendar);
        return
        [
            .. topic
                .Frequencies.OrderDescending()
                .Select(f => new SignUpFrequency(WireName.Of(f), Markup.Of(texts["Frequency." + f]), f == chosen)),
        ];
    }
}
