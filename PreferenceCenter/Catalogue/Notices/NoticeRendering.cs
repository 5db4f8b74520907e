using System.Globalization;
using System.Net;
using System.Resources;
using System.Security.Cryptography;
using System.Text;
using PreferenceCenter.Catalogue.Topics;
using PreferenceCenter.Data;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Catalogue.Notices;

/// <summary>
/// Renders a notice when it is published. The result is stored and is exactly what subscribers are shown.
/// </summary>
internal static class NoticeRendering
{
    private static readonly ResourceManager Headings = new(
        typeof(NoticeRendering).Namespace + ".NoticeHeadings",
        typeof(NoticeRendering).Assembly
    );

    /// <summary>Renders a topic's statement; null if there is a fault, which is noted.</summary>
    public static NoticeText? Statement(TopicNoticeEntry entry, string language, ICollection<Fault> faults) =>
        Html(entry.Statements[language], $"{entry.Path}.texts.{language}.statement", faults) is { } html
            ? Text(language, entry.Statements[language], html)
            : null;

    /// <summary>Renders the site notice; null if there is a fault, which is noted.</summary>
    public static NoticeText? Information(SiteNoticeEntry entry, string language, ICollection<Fault> faults)
    {
        var (words, html) = (entry.Texts[language], new StringBuilder());
        html.Append(Heading(language, entry.Controllers.Count > 1 ? "JointControllers" : "Controller"));
        foreach (var controller in entry.Controllers)
            html.Append("<p>")
                .AppendJoin("<br>", Encode(controller.Name), Encode(controller.Address), Encode(controller.Contact))
                .Append("</p>\n");
        var before = faults.Count;
        foreach (
            var (heading, source, name) in (ReadOnlySpan<(string, string?, string)>)
                [
                    ("Arrangement", words.Arrangement, "arrangement"),
                    ("Purposes", words.Purposes, "purposes"),
                    ("Recipients", words.Recipients, "recipients"),
                    ("Transfers", words.Transfers, "transfers"),
                    ("Retention", words.Retention, "retention"),
                    ("Rights", words.Rights, "rights"),
                    ("Withdrawal", words.Withdrawal, "withdrawal"),
                    ("Complaint", words.Complaint, "complaint"),
                ]
        )
            if (!string.IsNullOrEmpty(source))
                html.Append(Heading(language, heading))
                    .Append(Html(source, $"{entry.Path}.texts.{language}.{name}", faults))
                    .Append('\n');
        return faults.Count > before ? null : Text(language, Source(entry, words), html.ToString().Trim());
    }

    /// <summary>Hash over the rendered texts of all languages.</summary>
    public static byte[] HashOf(IEnumerable<NoticeText> texts) =>
        SHA256.HashData(
            Encoding.UTF8.GetBytes(
                string.Concat(
                    texts
                        .OrderBy(t => t.Language, StringComparer.Ordinal)
                        .Select(t => $"{t.Language} {Convert.ToHexStringLower(t.Hash)}\n")
                )
            )
        );

    internal static string Source(SiteNoticeEntry entry, SiteNoticeWords words) =>
        TopicJson.Write(
            TopicJson.Compact,
            json =>
            {
                json.WriteStartObject();
                json.WriteStartArray("controllers");
                foreach (var controller in entry.Controllers)
                {
                    json.WriteStartObject();
                    json.WriteString("name", controller.Name);
                    json.WriteString("address", controller.Address);
                    json.WriteString("contact", controller.Contact);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteStartObject("text");
                foreach (
                    var (name, text) in (ReadOnlySpan<(string, string?)>)
                        [
                            ("purposes", words.Purposes),
                            ("recipients", words.Recipients),
                            ("transfers", words.Transfers),
                            ("retention", words.Retention),
                            ("rights", words.Rights),
                            ("withdrawal", words.Withdrawal),
                            ("complaint", words.Complaint),
                            ("arrangement", words.Arrangement),
                        ]
                )
                    if (!string.IsNullOrEmpty(text))
                        json.WriteString(name, text);
                json.WriteEndObject();
                json.WriteEndObject();
            }
        );

    private static NoticeText Text(string language, string source, string html) =>
        new()
        {
            Language = language,
            Source = source,
            Html = html,
            Hash = SHA256.HashData(Encoding.UTF8.GetBytes(html)),
        };

    private static string? Html(string source, string path, ICollection<Fault> faults)
    {
        var html = NoticeMarkdown.TryRender(source, path, out var fault);
        if (fault is not null)
            faults.Add(fault);
        return html;
    }

    private static string Heading(string language, string name) =>
        $"<h2>{Encode(Headings.GetString(name, CultureInfo.GetCultureInfo(language)))}</h2>\n";

    private static string Encode(string? text) => WebUtility.HtmlEncode(text ?? "");
}
