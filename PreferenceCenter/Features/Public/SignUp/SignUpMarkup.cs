using System.Globalization;
using System.Text;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Mail.Views;
using PreferenceCenter.Shared.Localisation;

namespace PreferenceCenter.Features.Public.SignUp;

/// <summary>
/// Writes a form as plain HTML for a page of another site: the same texts, the same unticked boxes, no script, and
/// nothing loaded from this centre.
/// </summary>
internal sealed class SignUpMarkup(AddressHasher keys, Site site)
{
    public string Write(CatalogueSnapshot catalogue, FormInfo form, string language)
    {
        var (texts, definition) = (Texts.In<SignUpTexts>(CultureInfo.GetCultureInfo(language)), form.Definition);
        var (root, html) = (site.PublicUrl.AbsoluteUri.TrimEnd('/'), new StringBuilder());
        void Line(FormattableString line) => html.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line(
            $"<form method=\"post\" action=\"{Of(root + SignUpForms.PathOf(form))}\" accept-charset=\"utf-8\" lang=\"{language}\">"
        );
        Line(
            $"  <input type=\"hidden\" name=\"sheet\" value=\"{SignUpFormToken.ForMarkup(keys, catalogue, form, language)}\">"
        );
        Line($"  <input type=\"hidden\" name=\"language\" value=\"{language}\">");
        Line(
            $"  <p><label>{texts.Email} <input type=\"email\" name=\"email\" autocomplete=\"email\" required maxlength=\"254\"></label></p>"
        );
        if (definition.AsksName)
            Line(
                $"  <p><label>{texts.Name} <input type=\"text\" name=\"name\" autocomplete=\"name\" maxlength=\"200\"></label></p>"
            );
        Line($"  <fieldset>\n    <legend>{texts.Topics}</legend>");
        foreach (var topic in definition.Topics.Select(key => catalogue.ByKey[key]))
            WriteTopic(Line, topic, definition, texts, language);
        Line($"  </fieldset>");
        if (definition.MinimumAge is { } age)
            Line(
                $"  <p><label><input type=\"checkbox\" name=\"age\" value=\"confirmed\"> {texts.Age.Count(language, age)}</label></p>"
            );
        if (definition.Terms is { } terms)
            Line(
                $"  <p><label><input type=\"checkbox\" name=\"terms\" value=\"agreed\"> {Of(terms.Texts[language])}</label> <a href=\"{Of(terms.Url)}\">{texts.TermsLink}</a></p>"
            );
        Line(
            $"  <p hidden><label>{texts.Trap} <input type=\"text\" name=\"{SignUpInput.TrapField}\" tabindex=\"-1\" autocomplete=\"off\"></label></p>"
        );
        Line($"  <p>{texts.Withdraw} <a href=\"{Of(root)}/help\">{texts.WithdrawHow}</a></p>");
        Line(
            $"  <details><summary>{Texts.In<LayoutTexts>(CultureInfo.GetCultureInfo(language)).YourData}</summary>{catalogue.SiteNotice!.In(language, site.DefaultLanguage).Words.Html}</details>"
        );
        Line($"  <button>{texts.Send}</button>\n</form>");
        return html.ToString();
    }

    private void WriteTopic(
        Action<FormattableString> line,
        TopicInfo topic,
        FormDefinition form,
        SignUpTexts texts,
        string language
    )
    {
        var words = topic.Words(language, site.DefaultLanguage);
        line(
            $"    <p><label><input type=\"checkbox\" name=\"topics\" value=\"{topic.Key}\"> {Of(words.Name)}</label><br>{Of(words.Description)} {Of(words.HowOften)}</p>"
        );
        if (SampleLink.To(topic, language, site.DefaultLanguage) is { } sample)
            line(
                $"    <p><a href=\"{Of(site.PublicUrl.AbsoluteUri.TrimEnd('/') + sample)}\">{Texts.In<LayoutTexts>(CultureInfo.GetCultureInfo(language)).SampleIssue}</a></p>"
            );
        line($"    <div>{topic.Notice!.In(language, site.DefaultLanguage).Words.Html}</div>");
        if (!form.AsksFrequency || topic.Topic.Frequencies.Count < 2)
            return;
        var mail = new MailTexts(language, site.Calendar);
        line($"    <fieldset>\n      <legend>{texts.HowOften.With(Markup.Of(words.Name))}</legend>");
        foreach (var frequency in topic.Topic.Frequencies.OrderDescending())
            line(
                $"      <label><input type=\"radio\" name=\"frequency.{topic.Key}\" value=\"{WireName.Of(frequency)}\"> {Of(mail["Frequency." + frequency])}</label>"
            );
        line($"    </fieldset>");
    }

    private static string Of(string text) => Markup.Of(text).Value;
}
