using System.Globalization;
using System.Text;
using PreferenceCenter.Shared.Csv;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>What an import came to, in rows. The same for a dry run.</summary>
internal sealed record ImportSummary
{
    public required string File { get; init; }
    public required bool DryRun { get; init; }
    public long Rows { get; set; }

    /// <summary>Rows that subscribed somebody to something.</summary>
    public long Subscribed { get; set; }

    /// <summary>Rows that wait for the person's confirmation.</summary>
    public long Pending { get; set; }
    public long Unsubscribed { get; set; }

    /// <summary>Rows that bounced or complained.</summary>
    public long Suppressed { get; set; }
    public long Unchanged { get; set; }

    /// <summary>Kept out because the person left here, and only they can come back.</summary>
    public long KeptOutOptedOut { get; set; }

    /// <summary>Kept out because the address bounced, complained or was erased here.</summary>
    public long KeptOutSuppressed { get; set; }
    public long Rejected { get; set; }
    public long Warnings { get; set; }
    public long GradeA { get; set; }
    public long GradeB { get; set; }
    public long GradeC { get; set; }

    /// <summary>Rows that rest on a sale, not on a yes.</summary>
    public long SoftOptIn { get; set; }
}

/// <summary>Remarks on rows, in a file of their own where one is wanted; the first few are told anyway.</summary>
internal sealed class ImportReport(Terminal terminal, ImportSummary summary, string? path) : IDisposable
{
    private const int Told = 20;
    private readonly Lock writing = new();
    private readonly StreamWriter? file = path is null
        ? null
        : new StreamWriter(path, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    private int told;

    public ImportSummary Summary => summary;

    /// <summary>What is to be said of the file before its rows.</summary>
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
                    $"line {remark.Line}{(remark.Column.Length > 0 ? $", {remark.Column}" : "")}: {remark.Message} ({remark.Code})"
                );
            else if (told == Told + 1)
                terminal.Error.WriteLine("… and more: --report FILE takes them all.");
        }
    }

    public void Dispose() => file?.Dispose();
}
