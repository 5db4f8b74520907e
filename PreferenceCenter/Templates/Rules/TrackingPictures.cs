using System.Text.RegularExpressions;
using AngleSharp.Dom;
using PreferenceCenter.Templates.Tags;

namespace PreferenceCenter.Templates.Rules;

/// <summary>Finds pictures that tell somebody of the opening.</summary>
internal static partial class TrackingPictures
{
    private const double Largest = 3;

    public static IEnumerable<IElement> In(HtmlView page, Uri site)
    {
        foreach (var picture in page.Html.Document.QuerySelectorAll("img, amp-pixel, amp-img"))
        {
            var source = (picture.GetAttribute("src") ?? "").Trim();
            if (picture.LocalName == "amp-pixel" || Known().IsMatch(source) || IsPixelTag(source))
                yield return picture;
            else if (IsForeign(source, site) && IsTiny(picture, page))
                yield return picture;
        }
        foreach (var element in page.Html.Document.QuerySelectorAll("[background], [style*=url]"))
            if (
                Known().IsMatch(element.GetAttribute("background") ?? "")
                || Known().IsMatch(element.GetAttribute("style") ?? "")
            )
                yield return element;
    }

    private static bool IsPixelTag(string source) => MergeTag.Whole(source) is { Meaning: TagMeaning.OpenPixel };

    private static bool IsForeign(string source, Uri site) =>
        source.StartsWith("//", StringComparison.Ordinal)
        || source.StartsWith("http", StringComparison.OrdinalIgnoreCase)
            && !(Uri.TryCreate(source, UriKind.Absolute, out var url) && url.IdnHost == site.IdnHost)
        || MergeTag.In(source).Any();

    private static bool IsTiny(IElement picture, HtmlView page)
    {
        var (width, height) = (page.Desktop.Side(picture, "width"), page.Desktop.Side(picture, "height"));
        return (width ?? height) <= Largest && (height ?? width) <= Largest;
    }

    // Hosts and paths by which senders count openings.
    [GeneratedRegex(
        @"list-manage\.com/track/open|/wf/open\?|mandrillapp\.com/track/open|/track/open|pstmrk\.it/open|awstrack\.me/|track\.hubspot\.com|hubspotlinks\.com|__ptq\.gif|trk\.klaviyomail\.com|google-analytics\.com|/campaign/[^/]+/[^/]+/px\.png|/email/[0-9a-f]{10,}\.gif|emltrk\.com|/tr/op/|sendibm\d?\.com/.*/o|mailgun\.org/o/|/open\.aspx|mjt\.lu/oo/|convertkit-mail\d?\.com/o/|track\.customer\.io|/e/o/|facebook\.com/tr|doubleclick\.net|pixel\.gif|/px\.gif|open\.php\?|/opens?/[\w-]{8,}\.(gif|png)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex Known();
}
