using System.Collections.Frozen;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Catalogue.Notices;

/// <summary>The catalogue as it would be with a notice that is being edited. Languages without words are left out.</summary>
internal static class DraftedNotice
{
    public static CatalogueSnapshot Of(CatalogueSnapshot now, string key, JsonObject entry)
    {
        if (NoticeKey.AspectOf(key, now) is not { } aspect)
            return now;
        var before = aspect == 0 ? now.SiteNotice : now.StatementOf(aspect);
        var texts = TextsOf(key, entry);
        var notice =
            texts.Count == 0
                ? null
                : new NoticeInfo(before?.Number ?? 0, aspect, 1, 0, before?.PublishedAt ?? default, null, [])
                {
                    Texts = texts,
                };
        if (aspect == 0)
            return now with { SiteNotice = notice };
        if (aspect > 0)
            return now with
            {
                Topics = [.. now.Topics.Select(t => t.Number == aspect ? t with { Notice = notice } : t)],
            };
        var permissions = now.Permissions.ToDictionary();
        var notices = now.Notices.ToDictionary();
        permissions.Remove(aspect);
        notices.Remove(aspect);
        if (notice is not null)
        {
            permissions[aspect] = notice;
            notices[aspect] = now.Notices.GetValueOrDefault(aspect) ?? new TopicNotice(notice.Number, []);
        }
        return now with { Permissions = permissions.ToFrozenDictionary(), Notices = notices.ToFrozenDictionary() };
    }

    private static FrozenDictionary<string, NoticeWords> TextsOf(string key, JsonObject entry)
    {
        var ignored = new List<Fault>();
        var content = NoticeEntry.FileOf(key, entry).ToJsonString();
        if (NoticeFileReader.Read(Encoding.UTF8.GetBytes(content), ignored) is not { } file)
            return FrozenDictionary<string, NoticeWords>.Empty;
        IEnumerable<NoticeText?> texts = file.Site is { } site
            ? site.Texts.Keys.Select(language => NoticeRendering.Information(site, language, ignored))
            : file
                .Topics.Concat(file.Permissions.Select(p => p.Entry))
                .SelectMany(statements => statements.Statements.Keys.Select(l => (statements, l)))
                .Where(s => s.statements.Statements[s.l].Length > 0)
                .Select(s => NoticeRendering.Statement(s.statements, s.l, ignored) ?? AsTyped(s.statements, s.l));
        return texts.OfType<NoticeText>().ToFrozenDictionary(t => t.Language, t => new NoticeWords(t.Html, t.Hash));
    }

    // What may not stand in a notice is shown as it was typed; the fault is said beside it.
    private static NoticeText AsTyped(TopicNoticeEntry statements, string language) =>
        new()
        {
            Language = language,
            Source = "",
            Html = $"<p>{WebUtility.HtmlEncode(statements.Statements[language])}</p>",
            Hash = [],
        };
}
