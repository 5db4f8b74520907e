using System.Net;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;

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

    private static readonly string[] Statuses = ["subscribed", "unsubscribed", "bounced", "complained"];

    private ImportStatus status;
    private bool rejected;

    public ImportRow? Read(DateTimeOffset now)
    {
        rejected = false;
        if (records.Broken is { } broken)
            return Reject("csv", broken);
        if (records.Count != columns.Count)
            return Reject("fields", FaultAt("", FaultCode.FieldCount, records.Count, columns.Count));
        if (records.Raw.IndexOfAny('\0', '\uFFFD') is >= 0 and var at)
            return records.Raw[at] == '\0'
                ? Reject("nul", FaultAt("", FaultCode.HoldsNul))
                : Reject("encoding", FaultAt("", FaultCode.NotUtf8));
        if (EmailAddress.TryParse(Cell(ImportColumn.Email), out var fault) is not { } address)
            return Reject("email", FaultAt(ImportColumn.Email, AddressFaults.Of(fault)));
        if (ReadStatus() is not { } signed)
            return Reject(
                "status",
                FaultAt(ImportColumn.Status, FaultCode.StatusUnknown, FaultArgument.List(Statuses))
            );
        status = signed.Status;
        if (status == ImportStatus.NeverSubscribed)
            return Reject(
                "not-subscribed",
                FaultAt(signed.Place is { } place ? columns.NameOf(place) : "", FaultCode.NeverSubscribed)
            );
        var wanted = topics.Read(Cell(ImportColumn.Topics), signed, columns.IsOwn);
        if (wanted is { Code: { } code, Why: { } lacking })
            return Reject(code, lacking with { Place = PlaceOf(ImportColumn.Topics) });

        var (name, method, source, text) = (
            Text(ImportColumn.Name, LongestName),
            Text(ImportColumn.ConsentMethod, LongestWord),
            Text(ImportColumn.ConsentSource, LongestWord),
            Text(ImportColumn.ConsentText, LongestText)
        );
        DateTimeOffset? consentAt = null;
        if (Cell(ImportColumn.ConsentAt) is { } time && !ConsentTime.TryRead(time, now, out consentAt, out var why))
            Spoil("date", FaultAt(ImportColumn.ConsentAt, why!.Value));
        IPAddress? ip = null;
        if (Cell(ImportColumn.ConsentIp) is { } typed && !IsWhole(typed, out ip))
            Spoil("ip", FaultAt(ImportColumn.ConsentIp, FaultCode.NotIp));
        var sale = SaleReader.Read(Cell, consentAt, wanted.Topics);
        if (sale.Why is { } incomplete)
            Spoil("soft-opt-in", FaultAt(sale.Column, incomplete, sale.Arguments));
        if (rejected)
            return null;

        if (address.MixesScripts)
            Warn("mixed-scripts", FaultAt(ImportColumn.Email, FaultCode.AddressMixesScripts));
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
        Warn(
            "language",
            Quoted(typed) is { } quoted
                ? FaultAt(ImportColumn.Language, FaultCode.NotSpokenHere, quoted, site.DefaultLanguage)
                : FaultAt(ImportColumn.Language, FaultCode.CellNotSpokenHere, site.DefaultLanguage)
        );
        return site.DefaultLanguage;
    }

    private string? Text(ImportColumn column, int longest)
    {
        var text = Cell(column);
        if (text is null || text.Length <= longest)
            return text;
        Spoil("too-long", FaultAt(column, FaultCode.TooLong, longest));
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

    private void Spoil(string code, Fault fault)
    {
        if (status != ImportStatus.Subscribed)
            Warn(code, new(fault.Place, FaultCode.LeftOut, fault));
        else if (!rejected)
            Reject(code, fault);
    }

    private ImportRow? Reject(string code, Fault fault)
    {
        rejected = true;
        remark(new RowRemark(code, fault));
        return null;
    }

    private void Warn(string code, Fault fault) => remark(new RowRemark($"warning-{code}", fault));

    private Fault FaultAt(ImportColumn column, FaultCode code, params FaultArgument[] arguments) =>
        new(PlaceOf(column), code, arguments);

    private Fault FaultAt(string column, FaultCode code, params FaultArgument[] arguments) =>
        new(new(column, records.Line), code, arguments);

    private FaultPlace PlaceOf(ImportColumn column) => new(NameOf(column), records.Line);

    /// <summary>Name of the column in the file.</summary>
    private string NameOf(ImportColumn column)
    {
        foreach (var place in columns[column])
            if (At(place) is not null)
                return columns.NameOf(place);
        return columns[column] is [var first, ..] ? columns.NameOf(first) : ImportColumns.Names[(int)column];
    }

    /// <summary>
    /// The beginning of a cell, for the person who corrects the file. Null if the cell may be an address: more people
    /// see the report than the file.
    /// </summary>
    public static string? Quoted(string cell) =>
        cell.Contains('@') ? null : $"{CleanText.Of(cell, LongestQuote)}{(cell.Length > LongestQuote ? "…" : "")}";
}
