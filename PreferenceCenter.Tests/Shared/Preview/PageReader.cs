using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace PreferenceCenter.Tests.Shared.Preview;

/// <summary>Fetches a page of the preview and parses it.</summary>
internal static class PageReader
{
    public static async Task<IHtmlDocument> Read(this PagePreview preview, string path, string language = "en") =>
        new HtmlParser().ParseDocument(await preview.Text(path, language));

    public static async Task<string> Text(this PagePreview preview, string path, string language = "en")
    {
        var answer = await preview.Client.GetAsync(
            $"{path}?language={language}",
            TestContext.Current.CancellationToken
        );
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Visible text: blocks separated, white space collapsed.</summary>
    public static string Words(this INode node) =>
        string.Join(' ', Text(node).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Text(INode node) =>
        node switch
        {
            IText text => text.Data,
            IElement { LocalName: "bdi" or "wbr" or "span" or "strong" or "a" } inline => string.Concat(
                inline.ChildNodes.Select(Text)
            ),
            _ => $" {string.Concat(node.ChildNodes.Select(Text))} ",
        };
}
