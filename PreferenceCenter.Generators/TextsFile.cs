using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace PreferenceCenter.Generators;

/// <summary>Reads a .resx and gives the source of its class, or its faults.</summary>
internal static class TextsFile
{
    public static ImmutableArray<TextsOutput> Read(string path, string resx, string rootNamespace, string @namespace)
    {
        var faults = new List<TextsFault>();
        try
        {
            var texts = Read(path, XDocument.Parse(resx, LoadOptions.SetLineInfo), faults);
            if (faults.Count == 0)
            {
                var name = Path.GetFileNameWithoutExtension(path);
                return
                [
                    new($"{@namespace}.{name}.g.cs", TextsSource.Write(rootNamespace, @namespace, name, texts), null),
                ];
            }
        }
        catch (XmlException e)
        {
            faults.Add(new(TextsFault.Malformed, path, Math.Max(e.LineNumber - 1, 0), e.LinePosition, e.Message));
        }
        return [.. faults.Select(fault => new TextsOutput("", "", fault))];
    }

    private static List<Text> Read(string path, XDocument resx, List<TextsFault> faults)
    {
        var texts = new List<Text>();
        foreach (var data in resx.Root!.Elements("data"))
        {
            var key = data.Attribute("name")?.Value ?? "";
            if (!IsIdentifier(key))
                faults.Add(Fault(TextsFault.BadKey, key));
            else if (texts.Any(text => text.Key == key))
                faults.Add(Fault(TextsFault.DuplicateKey, key));
            else if (data.Element("value")?.Value is not { } value)
                faults.Add(Fault(TextsFault.Malformed, $"the key '{key}' has no value"));
            else
                texts.Add(new(key, value, TypeOf(value, data.Element("comment")?.Value)));

            TextsFault Fault(DiagnosticDescriptor kind, string what)
            {
                var place = (IXmlLineInfo)data;
                return new(kind, path, place.LineNumber - 1, place.LinePosition - 1, what);
            }
        }
        return texts;
    }

    private static bool IsIdentifier(string key) =>
        SyntaxFacts.IsValidIdentifier(key) && SyntaxFacts.GetKeywordKind(key) == SyntaxKind.None;

    /// <summary>
    /// The type of a text. A comment that begins with "plain" marks a text that is not shown unchanged: a pattern, or a
    /// value that a component encodes itself.
    /// </summary>
    private static TextType TypeOf(string value, string? comment) =>
        comment?.TrimStart().StartsWith("plain", StringComparison.Ordinal) == true ? TextType.Plain
        : HasGap(value) ? TextType.Phrase
        : TextType.Markup;

    /// <summary>Whether the text has a placeholder such as <c>{0}</c> or <c>{0:format}</c>.</summary>
    private static bool HasGap(string value)
    {
        for (var at = value.IndexOf('{'); at >= 0 && at + 1 < value.Length; at = value.IndexOf('{', at + 1))
            if (value[at + 1] is >= '0' and <= '9')
                return true;
        return false;
    }
}
