using System.Net;
using PreferenceCenter.Domain;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// Parses a CSV record into a row, or reports what is wrong with it. Any error rejects the whole row, because half of a
/// subscriber's choice is not their choice. The exception is a row that excludes a contact: unreadable evidence does
/// not undo an opt-out.
/// </summary>
internal sealed class RowReader(
    CsvRecords records,
    ImportColumns columns,
    RowTopics topics,
    Site site,
    Action<RowRemark> remark
)
{
    private const int LongestName = 200;
    private const int LongestWord = 500;
    private const int LongestText = 10_000;

    /// <summary>Maximum length of a cell quoted in a remark.</summary>
    private const int LongestQuote = 40;

    private ImportStatus status;
    private bool rejected;

    public ImportRow? Read(DateTimeOffset now)
    {
        rejected = false;
        if (records.Broken is { } broken)
            return Reject("", "csv", broken);
        if (records.Count != columns.Count)
            return Reject("", "fields", $"has {records.Count} fields, the header {columns.Count}");
        if (records.Raw.IndexOfAny('\0', '\uFFFD') is >= 0 and var at)
            return records.Raw[at] == '\0'
                ? Reject("", "nul", "holds a NUL character")
                : Reject("", "encoding", "is not UTF-8, or was damaged before");
        if (EmailAddress.TryParse(Cell(ImportColumn.Email), out var fault) is not { } address)
            return Reject(ImportColumn.Email, "email", AddressFaults.Explain(fault));
        if (ReadStatus() is not { } signed)
            return Reject(ImportColumn.Status, "status", "is none of subscribed, unsubscribed, bounced, complained");
        status = signed.Status;
        if (status == ImportStatus.NeverSubscribed)
            return Reject(
                signed.Place is { } place ? columns.NameOf(place) : "",
                "not-subscribed",
                "never subscribed, says the file"
            );
        var wanted = topics.Read(Cell(ImportColumn.Topics), signed, columns.IsOwn);
        if (wanted.Code is { } code)
            return Reject(ImportColumn.Topics, code, wanted.Why);

        var (name, method, source, text) = (
            Text(ImportColumn.Name, LongestName),
            Text(ImportColumn.ConsentMethod, LongestWord),
            Text(ImportColumn.ConsentSource, LongestWord),
            Text(ImportColumn.ConsentText, LongestText)
        );
        DateTimeOffset? consentAt = null;
        if (Cell(ImportColumn.ConsentAt) is { } time && !ConsentTime.TryRead(time, now, out consentAt, out var why))
            Spoil(ImportColumn.ConsentAt, "date", why);
        IPAddress? ip = null;
        if (Cell(ImportColumn.ConsentIp) is { } typed && !IsWhole(typed, out ip))
            Spoil(ImportColumn.ConsentIp, "ip", "is no IP address");
        var sale = SaleReader.Read(Cell, consentAt, wanted.Topics);
        if (sale.Why is { } lacking)
            Spoil(sale.Column, "soft-opt-in", lacking);
        if (rejected)
            return null;

        if (address.MixesScripts)
            Warn(
                ImportColumn.Email,
                "mixed-scripts",
                "mixes letters of several scripts: it may be another address dressed up as this one"
            );
        return new ImportRow(records.Line, address, name, ReadLanguage(), status, wanted.Topics)
        {
            ConsentAt = consentAt,
            Method = method,
            Source = source ?? (columns.IsOwn ? null : columns.Program.Name),
            Text = text,
            Ip = ip,
            Sale = sale.Sale,
        };
    }

    // The parser also accepts "7" and "1.2" as IP addresses; these are not meant here.
    private static bool IsWhole(string typed, out IPAddress? ip) =>
        IPAddress.TryParse(typed, out ip) && (typed.Contains(':') || typed.Count(c => c == '.') == 3);

    private SignedStatus? ReadStatus() =>
        columns.IsOwn
            ? Cell(ImportColumn.Status)?.ToLowerInvariant() switch
            {
                null or "subscribed" => new(ImportStatus.Subscribed, false, null),
                "unsubscribed" => new(ImportStatus.Unsubscribed, false, null),
                "bounced" => new(ImportStatus.Bounced, false, null),
                "complained" => new(ImportStatus.Complained, false, null),
                _ => null,
            }
            : columns.Signs.Read(records);

    private string ReadLanguage()
    {
        if (Cell(ImportColumn.Language) is not { } typed)
            return site.DefaultLanguage;
        var language = typed.Split('-', '_')[0].ToLowerInvariant();
        if (site.Languages.Contains(language))
            return language;
        Warn(ImportColumn.Language, "language", $"{Quoted(typed)} is not spoken here; {site.DefaultLanguage} is taken");
        return site.DefaultLanguage;
    }

    private string? Text(ImportColumn column, int longest)
    {
        var text = Cell(column);
        if (text is null || text.Length <= longest)
            return text;
        Spoil(column, "too-long", Invariant($"is longer than {longest} characters"));
        return null;
    }

    /// <summary>The value of a column: all parts of a name, or else the first non-empty cell.</summary>
    private string? Cell(ImportColumn column)
    {
        string? found = null;
        foreach (var place in columns[column])
        {
            if (At(place) is not { } text || (columns.OnlyWith(place) is { } other && At(other) is null))
                continue;
            if (column != ImportColumn.Name)
                return text;
            found = found is null ? text : $"{found} {text}";
        }
        return found;
    }

    private string? At(int place) =>
        records[place].Trim() is { Length: > 0 } text ? CleanText.Of(text, text.Length) : null;

    private void Spoil(ImportColumn column, string code, string why)
    {
        if (status != ImportStatus.Subscribed)
            Warn(column, code, $"{why}; it is left out");
        else if (!rejected)
            Reject(column, code, why);
    }

    private ImportRow? Reject(ImportColumn column, string code, string why) => Reject(NameOf(column), code, why);

    private ImportRow? Reject(string column, string code, string why)
    {
        rejected = true;
        remark(new RowRemark(records.Line, column, code, why));
        return null;
    }

    private void Warn(ImportColumn column, string code, string why) =>
        remark(new RowRemark(records.Line, NameOf(column), $"warning-{code}", why));

    /// <summary>Name of the column in the file.</summary>
    private string NameOf(ImportColumn column)
    {
        foreach (var place in columns[column])
            if (At(place) is not null)
                return columns.NameOf(place);
        return columns[column] is [var first, ..] ? columns.NameOf(first) : ImportColumns.Names[(int)column];
    }

    /// <summary>
    /// Quotes a cell for the person who corrects the file. A cell that may be an address is not quoted: more people see
    /// the report than the file.
    /// </summary>
    public static string Quoted(string cell) =>
        cell.Contains('@')
            ? "What it holds"
            : $"'{CleanText.Of(cell, LongestQuote)}{(cell.Length > LongestQuote ? "…" : "")}'";
}
