using System.Text.RegularExpressions;
using PreferenceCenter.Templates.Findings;
using PreferenceCenter.Templates.Tags;

namespace PreferenceCenter.Templates.Rules;

/// <summary>Whether openings are tracked, and by whose leave.</summary>
internal static partial class TrackingRules
{
    public static void Check(CheckedMessage message)
    {
        foreach (var page in message.Pages)
        {
            var conditions = new Conditions(page.Html.Source);
            var found = false;
            foreach (var picture in TrackingPictures.In(page, message.Context.Site.PublicUrl))
            {
                found = true;
                Judge(
                    message,
                    conditions,
                    picture.SourceReference?.Position.Index ?? 0,
                    page.Html.At(picture, default, default)
                );
            }
            if (message.Stage == TemplateStage.Source)
                foreach (var tag in MergeTag.In(page.Text).Where(t => t.Meaning == TagMeaning.OpenPixel))
                {
                    found = true;
                    var index = page.Html.Source.IndexOf(tag.Text, StringComparison.Ordinal);
                    Judge(message, conditions, index, new TemplateFinding(default, default, page.Html.Part));
                }
            if (found && !page.Links.Any(link => (link.Chooses || Stops().IsMatch(link.Words)) && page.Sees(link)))
                message.Add(TemplateRule.TrackingStop, FindingSeverity.Warning, page.Html.Part);
        }
    }

    private static void Judge(CheckedMessage message, Conditions conditions, int index, TemplateFinding place)
    {
        var noticed = message.Context.Topic is { TrackingNotice: true };
        var source = message.Stage == TemplateStage.Source;
        if (noticed && source && conditions.AskForTracking(index))
            return;
        message.Findings.Add(
            place with
            {
                Rule = TemplateRule.TrackingPixel,
                Severity =
                    !noticed ? FindingSeverity.Error
                    : source ? FindingSeverity.Warning
                    : FindingSeverity.Unchecked,
                Variant = noticed ? "consent" : "",
            }
        );
    }

    [GeneratedRegex(
        @"track|nachverfolg|seguimiento|suivi|отслежив|تتبع|tracciamento",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Stops();
}
