using System.Globalization;
using System.Text;
using PreferenceCenter.Faults;
using PreferenceCenter.Shared.Csv;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>Row counts of an import or of its dry run.</summary>
internal sealed record ImportSummary
{
    public required string File { get; init; }
    public required bool DryRun { get; init; }

    /// <summary>Columns that the operator declared to say nothing of who is out (<c>--ignore</c>).</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>Whether the file was read to its end; not so where the import was interrupted.</summary>
    public bool Complete { get; set; } = true;
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

    /// <summary>Rejected because the address bounced, complained or was erased here, or its subscriber restricted processing.</summary>
    public long KeptOutSuppressed { get; set; }

    /// <summary>Not asked because the subscriber has answered before or has an open question: a list asks once.</summary>
    public long KeptOutAsked { get; set; }
    public long Rejected { get; set; }

    /// <summary>Rejected rows that may take somebody out: the command ends with 1.</summary>
    public long UnreadableOptOuts { get; set; }
    public long Warnings { get; set; }
    public long GradeA { get; set; }
    public long GradeB { get; set; }
    public long GradeC { get; set; }

    /// <summary>Rows based on a sale (soft opt-in) instead of consent.</summary>
    public long SoftOptIn { get; set; }

    /// <summary>Consents to tracking, and to profiling, that were taken.</summary>
    public long Tracking { get; set; }
    public long Profiling { get; set; }
}

/// <summary>
/// Writes remarks on rows to a report file, if one was requested; otherwise, the first few go to the terminal.
/// </summary>
internal sealed class ImportReport(Terminal terminal, FaultWords words, ImportSummary summary, string? path)
    : IDisposable
{
    private const int RejectedTold = 20,
        WarningsTold = 5;
    private readonly Lock writing = new();
    private readonly StreamWriter? file = path is null
        ? null
        : new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    private (int Rejected, int Warnings) told;

    public ImportSummary Summary => summary;

    /// <summary>Writes the remarks about the whole file, before its rows.</summary>
    public void Begin(ImportColumns columns)
    {
        if (file is not null)
            CsvText.WriteRow(file, "line", "column", "code", "message");
        foreach (var remark in columns.Remarks())
            Note(remark);
    }

    public void Note(RowRemark remark)
    {
        lock (writing)
        {
            if (remark.Rejects)
                summary.Rejected++;
            else
                summary.Warnings++;
            if (remark.LosesOptOut)
                summary.UnreadableOptOuts++;
            if (file is not null)
                CsvText.WriteRow(
                    file,
                    remark.Fault.Place.Line.ToString(CultureInfo.InvariantCulture),
                    remark.Fault.Place.Path,
                    remark.Code,
                    words.Reason(remark.Fault)
                );
            else if (remark.Rejects ? told.Rejected++ < RejectedTold : told.Warnings++ < WarningsTold)
                terminal.Error.WriteLine(
                    $"{(remark.Rejects ? "rejected: " : "")}{words.Of(remark.Fault)} ({remark.Code})"
                );
        }
    }

    public void Dispose()
    {
        file?.Dispose();
        var (rejected, warnings) = (told.Rejected - RejectedTold, told.Warnings - WarningsTold);
        if (rejected > 0)
            terminal.Error.WriteLine(Invariant($"… and {rejected} more rejected: --report FILE takes them all."));
        if (warnings > 0)
            terminal.Error.WriteLine(Invariant($"… and {warnings} more warnings: --report FILE takes them all."));
    }
}
