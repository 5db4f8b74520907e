using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Xunit;

namespace PreferenceCenter.Tests.Shared.Preview;

/// <summary>Every page of the preview in every language of the site, fetched and parsed once for all rules.</summary>
public sealed class EveryPage
{
    private IReadOnlyList<OnePage>? pages;

    /// <summary>Fails with every page that breaks the rule, and the reason.</summary>
    internal async Task HoldAsync(PagePreview preview, Action<OnePage> rule)
    {
        pages ??= await ReadAsync(preview);
        Assert.NotEmpty(pages);
        var faults = pages
            .Select(page => (page, Fault: Record.Exception(() => rule(page))))
            .Where(p => p.Fault is not null)
            .Select(p => $"{p.page.Path} in {p.page.Language}: {p.Fault!.Message}")
            .ToList();
        Assert.True(faults.Count == 0, string.Join("\n\n", faults));
    }

    private static async Task<IReadOnlyList<OnePage>> ReadAsync(PagePreview preview)
    {
        var read = new List<OnePage>();
        foreach (var path in SamplePages.Paths)
        foreach (var language in Samples.Languages)
        {
            var text = await preview.Text(path, language);
            read.Add(new OnePage(path, language, text, new HtmlParser().ParseDocument(text)));
        }
        return read;
    }
}

/// <param name="Text">Source as it was sent.</param>
/// <param name="Document">Document as a browser parses it.</param>
internal sealed record OnePage(string Path, string Language, string Text, IHtmlDocument Document);
