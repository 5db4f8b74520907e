using System.Globalization;
using PreferenceCenter.Catalogue.Files;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;

namespace PreferenceCenter.Catalogue.Notices;

/// <summary>Notices of a file. Notices that the file leaves out stay unchanged.</summary>
/// <param name="Permissions">The statements of tracking and profiling.</param>
internal sealed record NoticeFile(
    SiteNoticeEntry? Site,
    IReadOnlyList<TopicNoticeEntry> Topics,
    IReadOnlyList<(long Aspect, TopicNoticeEntry Entry)> Permissions
);

/// <summary>The site notice: the information of GDPR article 13.</summary>
internal sealed record SiteNoticeEntry(
    string Path,
    IReadOnlyList<NoticeController> Controllers,
    IReadOnlyDictionary<string, SiteNoticeWords> Texts
);

/// <summary>A controller (GDPR article 13(1)(a)), or one of several joint controllers (article 26).</summary>
internal sealed record NoticeController(string Name, string Address, string Contact);

/// <summary>The information of GDPR article 13(1), (2) in one language, each part in Markdown.</summary>
/// <param name="Arrangement">Article 26(2): the essence of the arrangement between joint controllers; only if there are
/// several.</param>
internal sealed record SiteNoticeWords(
    string Purposes,
    string Recipients,
    string Transfers,
    string Retention,
    string Rights,
    string Withdrawal,
    string Complaint,
    string? Arrangement
);

/// <summary>The consent statement of a topic, of tracking or of profiling.</summary>
/// <param name="NewPurpose">Whether the purpose is new, so that consent to the earlier text does not cover it.</param>
/// <param name="RenewBy">Day from which consent to the earlier text no longer holds.</param>
internal sealed record TopicNoticeEntry(
    string Path,
    string Topic,
    bool NewPurpose,
    DateOnly? RenewBy,
    IReadOnlyDictionary<string, string> Statements
);

/// <summary>Reads a file of notices and reports the faults that can be seen without the database.</summary>
internal sealed class NoticeFileReader(ICollection<Fault> faults)
{
    private static readonly string[] VersionFields = ["version", "hash", "publishedAt", "change", "renewBy", "texts"];
    private const int LongestStatement = 2000;
    private const int LongestPart = 10_000;

    public static NoticeFile? Read(ReadOnlyMemory<byte> json, ICollection<Fault> faults) =>
        JsonFile.Read(json, faults, new NoticeFileReader(faults).File);

    private NoticeFile File(JsonFields fields)
    {
        fields.Only("site", "tracking", "profiling", "topics");
        var topics = fields.Objects("topics").Select(Topic).OfType<TopicNoticeEntry>().ToList();
        JsonFields.Unique(faults, topics, t => t.Topic, t => t.Path, "topic");
        return new NoticeFile(
            fields.Object("site") is { } site ? Site(site) : null,
            topics,
            [.. Permission(fields, "tracking", Aspect.Tracking), .. Permission(fields, "profiling", Aspect.Profiling)]
        );
    }

    private static IEnumerable<(long, TopicNoticeEntry)> Permission(JsonFields file, string name, long aspect)
    {
        if (file.Object(name) is not { } fields)
            yield break;
        fields.Only(VersionFields);
        yield return (aspect, Statement(fields, name));
    }

    private static SiteNoticeEntry Site(JsonFields fields)
    {
        fields.Only("version", "hash", "publishedAt", "controllers", "texts");
        var controllers = fields
            .Objects("controllers")
            .Select(c => c.Only("name", "address", "contact"))
            .Select(c => new NoticeController(
                c.Particulars("name", 200),
                c.Particulars("address", 500),
                c.Particulars("contact", 254)
            ))
            .ToList();
        if (controllers.Count == 0)
            fields.Fault("controllers", FaultCode.ControllersMissing);
        return new SiteNoticeEntry(
            fields.Path,
            controllers,
            (fields.Languages() ?? []).ToDictionary(t => t.Language, t => Words(t.Fields, controllers.Count > 1))
        );
    }

    private static SiteNoticeWords Words(JsonFields f, bool joint)
    {
        f.Only("purposes", "recipients", "transfers", "retention", "rights", "withdrawal", "complaint", "arrangement");
        string Part(string name) => f.Words(name, LongestPart);
        return new SiteNoticeWords(
            Part("purposes"),
            Part("recipients"),
            Part("transfers"),
            Part("retention"),
            Part("rights"),
            Part("withdrawal"),
            Part("complaint"),
            joint ? Part("arrangement") : f.Text("arrangement", LongestPart)?.Trim()
        );
    }

    private TopicNoticeEntry? Topic(JsonFields fields)
    {
        fields.Only(["topic", .. VersionFields]);
        return fields.Key("topic") is { } key ? Statement(fields, key) : null;
    }

    private static TopicNoticeEntry Statement(JsonFields fields, string name)
    {
        var change = fields.Text("change", 20);
        if (change is not (null or "wording" or "purpose"))
            fields.Fault("change", FaultCode.NeitherNor, change, "wording", "purpose");
        DateOnly? renewBy = null;
        if (fields.Text("renewBy", 10) is { } text)
            if (
                DateOnly.TryParseExact(
                    text,
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var date
                )
            )
                renewBy = date;
            else
                fields.Fault("renewBy", FaultCode.NotDate, text);
        var statements = (fields.Languages() ?? []).ToDictionary(
            t => t.Language,
            t => t.Fields.Only("statement").Words("statement", LongestStatement)
        );
        return new TopicNoticeEntry(fields.Path, name, change == "purpose", renewBy, statements);
    }
}
