using System.Globalization;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using PreferenceCenter.Shared.Layouts;

namespace PreferenceCenter.Features.Public.Preferences;

/// <summary>
/// The preferences page with choices that were posted and not saved: the written page, whose controls are set as the
/// form had them. Whatever control the page has is covered, and pages without a draft pay nothing for it.
/// </summary>
internal static class DraftPage
{
    /// <returns>The page; null if the form differs in nothing from what the page shows anyway.</returns>
    public static async Task<IResult?> MakeAsync(PreferencesView view, IFormCollection form)
    {
        using var written = new StringWriter(CultureInfo.InvariantCulture);
        await Page.WriteAsync<PreferencesPage>(view, written);
        using var document = await new HtmlParser().ParseDocumentAsync(written.ToString());
        var controls = document.QuerySelector("form.draft")!;
        var changed = SetTopics(controls, form) | SetAnswers(controls, form) | SetOptions(controls, form);
        return changed ? new Written(document.ToHtml(), view.Frame.Language.Code) : null;
    }

    // A topic whose switch was not touched stands as it does now, even if that changed since the page was shown.
    private static bool SetTopics(IElement controls, IFormCollection form)
    {
        var ticked = form["topics"].OfType<string>().ToHashSet(StringComparer.Ordinal);
        var shown = form["shown"].OfType<string>().SelectMany(s => s.Split(' ')).ToHashSet(StringComparer.Ordinal);
        var changed = false;
        foreach (var topic in controls.QuerySelectorAll<IHtmlInputElement>("[name=topics]"))
        {
            var on = ticked.Contains(topic.Value);
            if (on != shown.Contains(topic.Value + ":on"))
                changed |= Set(topic, "checked", on);
        }
        return changed;
    }

    private static bool SetAnswers(IElement controls, IFormCollection form)
    {
        var changed = false;
        foreach (
            var question in controls.QuerySelectorAll<IHtmlInputElement>("[type=radio]").GroupBy(r => r.Name).ToArray()
        )
            if (question.FirstOrDefault(r => form[r.Name!] == r.Value) is { } answer && Set(answer, "checked", true))
            {
                foreach (var other in question.Where(r => r != answer))
                    Set(other, "checked", false);
                answer.Closest("details")?.SetAttribute("open", "");
                changed = true;
            }
        return changed;
    }

    private static bool SetOptions(IElement controls, IFormCollection form)
    {
        var changed = false;
        foreach (var list in controls.QuerySelectorAll<IHtmlSelectElement>("select"))
            if (
                list.Options.FirstOrDefault(o => form[list.Name!] == o.Value) is { } option
                && Set(option, "selected", true)
            )
            {
                foreach (var other in list.Options.Where(o => o != option))
                    Set(other, "selected", false);
                changed = true;
            }
        return changed;
    }

    private static bool Set(IElement control, string attribute, bool set)
    {
        if (control.HasAttribute(attribute) == set)
            return false;
        if (set)
            control.SetAttribute(attribute, "");
        else
            control.RemoveAttribute(attribute);
        return true;
    }

    private sealed class Written(string html, string language) : IResult
    {
        public Task ExecuteAsync(HttpContext http)
        {
            http.Response.Headers.ContentLanguage = language;
            return Results.Content(html, "text/html; charset=utf-8").ExecuteAsync(http);
        }
    }
}
