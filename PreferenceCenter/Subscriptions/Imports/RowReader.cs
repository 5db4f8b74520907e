using System.Net;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>
/// Parses a CSV record into a row, or reports what is wrong with it. Any error rejects the whole row, because half of a
/// subscriber's choice is not their choice. The exception is a row that takes somebody out: an address and a status
/// that can be read are enough, whatever the rest of the row is.
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

    private readonly RowCells cells = new(records, columns);
    private readonly RowStatus rowStatus = new(records, columns);
    private ImportStatus status;
    private bool mayBeOptOut;
    private bool rejected;

    /// <summary>The encoding of the file is a guess: only an address in ASCII is taken from it.</summary>
    public bool IsGuessed { get; init; }

    public ImportRow? Read(DateTimeOffset now)
    {
        rejected = false;
        cells.Next();
        if (rowStatus.Read(cells) is not { } signed)
        {
            mayBeOptOut = true;
            return Reject(
                cells.Damage
                    ?? new(
                        "status",
                        FaultAt(ImportColumn.Status, FaultCode.StatusUnknown, FaultArgument.List(Statuses))
                    )
            );
        }
        status = signed.Status;
        mayBeOptOut = status.IsOptOut();
        if (cells.Damage is { } damage && !mayBeOptOut)
            return Reject(damage);
        if (ReadAddress() is not { } address)
            return null;
        if (status == ImportStatus.NeverSubscribed)
            return Reject(
                "not-subscribed",
                FaultAt(signed.Place is { } place ? columns.NameOf(place) : "", FaultCode.NeverSubscribed)
            );
        var wanted = topics.Read(cells.Plain(ImportColumn.Topics), signed, columns.IsOwn);
        if (wanted is { Code: { } code, Why: { } lacking })
            return Reject(code, lacking with { Place = PlaceOf(ImportColumn.Topics) });
        if (cells.Damage is { } survived)
            Warn(survived.Code, new(survived.Fault.Place, FaultCode.OptOutTaken, survived.Fault));
        if (wanted.Unknown is { } unknown)
            wanted = WithoutUnknown(wanted, unknown with { Place = PlaceOf(ImportColumn.Topics) });

        var (name, method, source, text) = (
            Name(),
            Evidence(ImportColumn.ConsentMethod, LongestWord),
            Evidence(ImportColumn.ConsentSource, LongestWord),
            Evidence(ImportColumn.ConsentText, LongestText)
        );
        var consentAt = Time(ImportColumn.ConsentAt, now);
        IPAddress? ip = null;
        if (cells.Plain(ImportColumn.ConsentIp) is { } typed && !IsWhole(typed, out ip))
            Spoil("ip", FaultAt(ImportColumn.ConsentIp, FaultCode.NotIp));
        var sale = SaleReader.Read(cells.Plain, consentAt, wanted.Topics);
        if (sale.Why is { } incomplete)
            Spoil("soft-opt-in", FaultAt(sale.Column, incomplete, sale.Arguments));
        if (rejected)
            return null;

        if (status == ImportStatus.Subscribed && ConsentWords.IsPreTicked(method))
            Warn("no-evidence", FaultAt(ImportColumn.ConsentMethod, FaultCode.MethodIsNoConsent));
        if (address.MixesScripts)
            Warn("mixed-scripts", FaultAt(ImportColumn.Email, FaultCode.AddressMixesScripts));
        var permissions =
            status == ImportStatus.Subscribed ? new PermissionReader(cells.Plain, WarnLeftOut).Read(now) : [];
        var row = new ImportRow(records.Line, address, name, ReadLanguage(), status, wanted.Topics)
        {
            Permissions = permissions,
            ConsentAt = consentAt,
            Method = method,
            Source = source ?? (columns.IsOwn ? null : columns.Program.Name),
            Text = text,
            Ip = ip,
            Sale = sale.Sale,
        };
        // A row that is grade C all the same needs no word about its wording.
        if (text is not null && consentAt is not null && row.NotExplicit is { } sensitive)
            Warn("not-explicit", FaultAt(ImportColumn.ConsentText, FaultCode.WordingNotExplicit, sensitive.Key));
        return row;
    }

    private EmailAddress? ReadAddress()
    {
        var typed = cells.Address();
        if (RowCells.DamageIn(typed, IsGuessed) is { } damage)
            Reject(damage.Code, FaultAt(ImportColumn.Email, damage.Fault));
        // Whoever is here already, under an address that is not taken any more, can still be taken out.
        else if (
            (
                status.IsOptOut()
                    ? EmailAddress.TryParse(typed, out var fault)
                    : EmailAddress.TryParseNew(typed, out fault)
            ) is
            { } address
        )
            return address;
        else
            Reject("email", AddressFaults.Of(fault, typed, PlaceOf(ImportColumn.Email)));
        return null;
    }

    // If none is known, the row says no more than that somebody left.
    private TopicsRead WithoutUnknown(TopicsRead wanted, Fault unknown)
    {
        if (cells.Shifted)
            wanted = wanted with { Topics = [] };
        var why = wanted.Topics.Count > 0 ? FaultCode.LeftOut : FaultCode.LeavesEverything;
        if (status == ImportStatus.Unsubscribed)
            Warn("topic", new(unknown.Place, why, unknown));
        return wanted;
    }

    // The parser also accepts "7" and "1.2" as IP addresses; these are not meant here.
    private static bool IsWhole(string typed, out IPAddress? ip) =>
        IPAddress.TryParse(typed, out ip) && (typed.Contains(':') || typed.Count(c => c == '.') == 3);

    private string ReadLanguage()
    {
        if (cells.Plain(ImportColumn.Language) is not { } typed)
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

    private DateTimeOffset? Time(ImportColumn column, DateTimeOffset now)
    {
        DateTimeOffset? at = null;
        if (cells.Plain(column) is { } time && !ConsentTime.TryRead(time, now, out at, out var why))
            Spoil("date", FaultAt(column, why!.Value));
        return at;
    }

    // A name is no reason to lose a consent or an opt-out.
    private string? Name()
    {
        if (cells.Text(ImportColumn.Name) is not { } name)
            return null;
        if (ControlCharacter.FirstIn(name) is not { } control)
            return Text(ImportColumn.Name, LongestName);
        WarnLeftOut("control", ImportColumn.Name, FaultCode.NameControl, [control]);
        return null;
    }

    private string? Text(ImportColumn column, int longest)
    {
        var text = cells.Text(column);
        if (text is null || text.Length <= longest)
            return text;
        Spoil("too-long", FaultAt(column, FaultCode.TooLong, longest));
        return null;
    }

    // What only fills its place is no evidence: n/a, unknown, a dash.
    private string? Evidence(ImportColumn column, int longest)
    {
        var text = Text(column, longest);
        if (
            text is null
            || !(
                ConsentWords.SaysNothing(text) || (column == ImportColumn.ConsentText && !ConsentWords.IsWording(text))
            )
        )
            return text;
        if (status == ImportStatus.Subscribed)
            WarnLeftOut("no-evidence", column, FaultCode.EvidenceSaysNothing, []);
        return null;
    }

    private void Spoil(string code, Fault fault)
    {
        if (status.IsOptOut())
            Warn(code, new(fault.Place, FaultCode.LeftOut, fault));
        else if (!rejected)
            Reject(code, fault);
    }

    private ImportRow? Reject(RowRemark why) => Reject(why.Code, why.Fault);

    private void WarnLeftOut(string code, ImportColumn column, FaultCode fault, FaultArgument[] arguments) =>
        Warn(code, new(PlaceOf(column), FaultCode.LeftOut, FaultAt(column, fault, arguments)));

    private ImportRow? Reject(string code, Fault fault)
    {
        rejected = true;
        remark(
            mayBeOptOut
                ? new RowRemark(code, new(fault.Place, FaultCode.OptOutUnread, fault), LosesOptOut: true)
                : new RowRemark(code, fault)
        );
        return null;
    }

    private void Warn(string code, Fault fault) => remark(new RowRemark($"warning-{code}", fault));

    private Fault FaultAt(ImportColumn column, FaultCode code, params FaultArgument[] arguments) =>
        new(PlaceOf(column), code, arguments);

    private Fault FaultAt(string column, FaultCode code, params FaultArgument[] arguments) =>
        new(new(column, records.Line), code, arguments);

    private FaultPlace PlaceOf(ImportColumn column) => new(cells.NameOf(column), records.Line);

    /// <summary>
    /// The beginning of a cell, for the person who corrects the file. Null if the cell may be an address: more people
    /// see the report than the file.
    /// </summary>
    public static string? Quoted(string cell) =>
        cell.Contains('@')
            ? null
            : $"{ControlCharacter.Escape(CleanText.Of(cell, LongestQuote)!)}{(cell.Length > LongestQuote ? "…" : "")}";
}
