using System.Net;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Features.Imports;

/// <summary>Makes a sound row of a record, or says what is wrong with it. Anything wrong rejects the whole row: half of somebody's wish is not their wish.</summary>
internal sealed class RowReader(CsvRecords records, ImportColumns columns, Catalogue catalogue, Site site, Action<RowRemark> remark)
{
    private const int LongestName = 200;
    private const int LongestWord = 500;
    private const int LongestText = 10_000;

    public ImportRow? Read(DateTimeOffset now)
    {
        if (records.Broken is { } broken) return Reject("", "csv", broken);
        if (records.Count != columns.Count) return Reject("", "fields", $"has {records.Count} fields, the header {columns.Count}");
        if (records.Raw.IndexOfAny('\0', '\uFFFD') is >= 0 and var at)
            return records.Raw[at] == '\0' ? Reject("", "nul", "holds a NUL character") : Reject("", "encoding", "is not UTF-8, or was damaged before");

        if (EmailAddress.TryParse(Cell(ImportColumn.Email), out var fault) is not { } address)
            return Reject(ImportColumn.Email, "email", AddressFaults.Explain(fault));
        if (ReadStatus() is not { } status) return Reject(ImportColumn.Status, "status", "is none of subscribed, unsubscribed, bounced, complained");
        if (TooLong() is { } column) return Reject(column, "too-long", $"is longer than {LongestOf(column)} characters");
        if (ReadTopics(status) is not { } topics) return null;
        DateTimeOffset? consentAt = null;
        if (Cell(ImportColumn.ConsentAt) is { } time && !ConsentTime.TryRead(time, now, out consentAt, out var why)) return Reject(ImportColumn.ConsentAt, "date", why);
        IPAddress? ip = null;
        if (Cell(ImportColumn.ConsentIp) is { } typed && !IPAddress.TryParse(typed, out ip)) return Reject(ImportColumn.ConsentIp, "ip", "is no IP address");

        if (address.MixesScripts) Warn(ImportColumn.Email, "mixed-scripts", "mixes letters of several scripts: it may be another address dressed up as this one");
        return new ImportRow(records.Line, address, Cell(ImportColumn.Name), ReadLanguage(), status, topics)
        {
            ConsentAt = consentAt,
            Method = Cell(ImportColumn.ConsentMethod),
            Source = Cell(ImportColumn.ConsentSource),
            Text = Cell(ImportColumn.ConsentText),
            Ip = ip,
        };
    }

    private string? Cell(ImportColumn column) =>
        columns[column] is { } place && records[place].Trim() is { Length: > 0 } text ? CleanText.Of(text, text.Length) : null;

    private ImportStatus? ReadStatus() => Cell(ImportColumn.Status)?.ToLowerInvariant() switch
    {
        null or "subscribed" => ImportStatus.Subscribed,
        "unsubscribed" => ImportStatus.Unsubscribed,
        "bounced" => ImportStatus.Bounced,
        "complained" => ImportStatus.Complained,
        _ => null,
    };

    private ImportColumn? TooLong()
    {
        foreach (var column in (ReadOnlySpan<ImportColumn>)[ImportColumn.Name, ImportColumn.ConsentMethod, ImportColumn.ConsentSource, ImportColumn.ConsentText])
            if (Cell(column) is { } text && text.Length > LongestOf(column)) return column;
        return null;
    }

    private static int LongestOf(ImportColumn column) => column switch
    {
        ImportColumn.Name => LongestName,
        ImportColumn.ConsentText => LongestText,
        _ => LongestWord,
    };

    private List<TopicInfo>? ReadTopics(ImportStatus status)
    {
        var topics = new List<TopicInfo>();
        foreach (var part in (Cell(ImportColumn.Topics) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!catalogue.ByKey.TryGetValue(part.ToLowerInvariant(), out var topic)) return Refuse("topic", $"'{part}' is no topic here");
            if (status == ImportStatus.Subscribed && topic.Topic.State is TopicState.Closed or TopicState.Archived)
                return Refuse("closed-topic", $"'{topic.Key}' is {TopicStates.NameOf(topic.Topic.State)} and takes nobody new");
            if (!topics.Contains(topic)) topics.Add(topic);
        }
        return status == ImportStatus.Subscribed && topics.Count == 0 ? Refuse("no-topic", "names no topic: subscribed to what?") : topics;

        List<TopicInfo>? Refuse(string code, string why)
        {
            Reject(ImportColumn.Topics, code, why);
            return null;
        }
    }

    private string ReadLanguage()
    {
        if (Cell(ImportColumn.Language) is not { } typed) return site.DefaultLanguage;
        var language = typed.Split('-', '_')[0].ToLowerInvariant();
        if (site.Languages.Contains(language)) return language;
        Warn(ImportColumn.Language, "language", $"'{typed}' is not spoken here; {site.DefaultLanguage} is taken");
        return site.DefaultLanguage;
    }

    private ImportRow? Reject(ImportColumn column, string code, string why) => Reject(ImportColumns.Names[(int)column], code, why);

    private ImportRow? Reject(string column, string code, string why)
    {
        remark(new RowRemark(records.Line, column, code, why));
        return null;
    }

    private void Warn(ImportColumn column, string code, string why) => remark(new RowRemark(records.Line, ImportColumns.Names[(int)column], $"warning-{code}", why));
}
