using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Catalogue.Translations;

namespace PreferenceCenter.Tests.Faults;

/// <summary>Files of translations that raise each fault such a file may have.</summary>
internal static class FaultyXliff
{
    public static IEnumerable<string> Files(IServiceProvider center)
    {
        var good = Encoding.UTF8.GetString(center.GetRequiredService<TranslationFiles>().Export("fr")!);
        yield return "<x";
        yield return "<!DOCTYPE x><x/>";
        yield return "<x/>";
        yield return new string(' ', XliffReader.LongestFile + 1);
        yield return good.Replace("srcLang=\"en\"", "srcLang=\"it\"", StringComparison.Ordinal);
        yield return good.Replace("topic.news.name", "topic.nothing.name", StringComparison.Ordinal);
        yield return With(good, "topic.news.name", "News", "<ph id='1'/>");
        yield return With(good, "topic.news.name", "Old news", "Nouvelles");
        yield return With(good, "information.purposes", "To write.", "Pour écrire.");
        yield return With(good, "topic.news.name", "News", "Nouvelles")
            .Replace("seen=\"none\"", "seen=\"0\"", StringComparison.Ordinal);
    }

    private static string With(string file, string id, string source, string target)
    {
        var unit = file.IndexOf($"id=\"{id}\"", StringComparison.Ordinal);
        var from = file.IndexOf("<source", unit, StringComparison.Ordinal);
        var to = file.IndexOf("</segment>", from, StringComparison.Ordinal);
        return $"{file[..from]}<source>{source}</source><target>{target}</target>{file[to..]}";
    }
}
