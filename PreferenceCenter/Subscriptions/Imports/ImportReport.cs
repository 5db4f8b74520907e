using System.Globalization;
using System.Text;
using PreferenceCenter.Shared.Csv;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>Row counts of an import or of its dry run.</summary>
internal sealed record ImportSummary
{
    public required string File { get; init; }
    public required bool DryRun { get; init; }
    public long Rows { get; set; }

    /// <summary>Rows that subscribed a contact to at least one topic.</summary>
    public long Subscribed { get; set; }

    /// <summary>Rows that wait for the subscriber's confirmation.</summary>
    public long Pending { get; set; }
    public long Unsubscribed { get; set; }

    /// <summary>Rows that bounced or complained.</summary>
    public long Suppressed { get; set; }
    public long Unchanged { get; set; }

    /// <summary>Rejected because the subscriber unsubscribed here; only the subscriber can undo that.</summary>
    public long KeptOutOptedOut { get; set; }

    /// <summary>Rejected because the address bounced, complained or was erased here.</summary>
    public long KeptOutSuppressed { get; set; }
    public long Rejected { get; set; }
    public long Warnings { get; set; }
    public long GradeA { get; set; }
    public long GradeB { get; set; }
    public long GradeC { get; set; }

    /// <summary>Rows based on a sale (soft opt-in) instead of consent.</summary>
    public long SoftOptIn { get; set; }
}

/// <summary>
/// Writes remarks on rows to a report file, if one was requested; otherwise, the first few go to the terminal.
/// </summary>
internal sealed class ImportReport(Terminal terminal, ImportSummary summary, string? path) : IDisposable
{
    private const int Told = 20;
    private readonly Lock writing = new();
    private readonly StreamWriter? file = path is null
        ? null
        : new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    private int told;

    public ImportSummary Summary => summary;

    /// <summary>Writes the remarks about the whole file, before its rows.</summary>
    public void Begin(ImportColumns columns)
    {
        if (file is not null)
            CsvText.WriteRow(file, "line", "column", "code", "message");
        foreach (var unknown in columns.Unknown)
            Note(new RowRemark(1, unknown, "warning-column", "means nothing here and is not read"));
        if (columns.SeemsOf is { } program)
            Note(
                new RowRemark(
                    1,
                    "",
                    "warning-program",
                    $"seems to be a file of {program.Name}: --from {program.Key} also reads who left there"
                )
            );
        if (columns.Signs.SaysNothing)
            Note(
                new RowRemark(
                    1,
                    "",
                    "warning-status",
                    $"no column says who left, bounced or is blocked in {columns.Program.Name}: export it with them"
                )
            );
    }

    public void Note(RowRemark remark)
    {
        lock (writing)
        {
            if (remark.Rejects)
                summary.Rejected++;
            else
                summary.Warnings++;
            if (file is not null)
                CsvText.WriteRow(
                    file,
                    remark.Line.ToString(CultureInfo.InvariantCulture),
                    remark.Column,
                    remark.Code,
                    remark.Message
                );
            else if (told++ < Told)
                terminal.Error.WriteLine(
                    Invariant(
                        $"line {remark.Line}{(remark.Column.Length > 0 ? $", {remark.Column}" : "")}: {remark.Message} ({remark.Code})"
                    )
                );
            else if (told == Told + 1)
                terminal.Error.WriteLine("… and more: --report FILE takes them all.");
        }
    }

    public void Dispose() => file?.Dispose();
}
