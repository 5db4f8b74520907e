using PreferenceCenter.Domain;
using PreferenceCenter.Ledger.Writer;

namespace PreferenceCenter.Subscriptions.Imports;

/// <summary>Receives the changes of rows: the change writer, or a dry run that writes nothing.</summary>
internal interface IImportTarget
{
    /// <summary>Told of the addresses of the next rows, before the changes of the first of them.</summary>
    void Prepare(IReadOnlyList<EmailAddress> addresses);
    Task<ChangeResult> SubmitAsync(PersonChange change);
}

/// <summary>Writes the changes of an import through the change writer.</summary>
internal sealed class ImportWriter(ChangeWriter writer) : IImportTarget
{
    public void Prepare(IReadOnlyList<EmailAddress> addresses)
    {
        // The writer reads people itself, within its transaction.
    }

    public Task<ChangeResult> SubmitAsync(PersonChange change) => writer.SubmitAsync(change);
}

/// <summary>
/// Imports the rows of a file as a stream. Several thousand are in progress at once: the writer can commit them in
/// groups, and reader and writer do not wait for each other. Memory does not grow with the file.
/// </summary>
internal sealed class ImportRun(
    CsvRecords records,
    RowReader reader,
    ImportChange changes,
    IImportTarget target,
    ImportReport report,
    TimeProvider clock
)
{
    private const int UnderWay = 4096,
        PageSize = 256;
    private readonly Queue<(ImportRow Row, List<Task<ChangeResult>> Results)> submitted = [];
    private readonly List<ImportRow> page = new(PageSize);

    /// <param name="progress">Receives the number of rows read.</param>
    /// <exception cref="OperationCanceledException">The import was stopped; the rows read before are
    /// written.</exception>
    public async Task RunAsync(Action<long> progress, CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested && records.Read())
        {
            report.Summary.Rows++;
            if (reader.Read(clock.GetUtcNow()) is { } row)
                page.Add(row);
            if (page.Count == PageSize)
                SubmitPage();
            while (submitted.Count > UnderWay)
                await SettleAsync(submitted.Dequeue());
            if (report.Summary.Rows % 256 == 0)
                progress(report.Summary.Rows);
        }
        SubmitPage();
        while (submitted.TryDequeue(out var waiting))
            await SettleAsync(waiting);
        progress(report.Summary.Rows);
        cancel.ThrowIfCancellationRequested();
    }

    private void SubmitPage()
    {
        target.Prepare([.. page.Select(row => row.Address)]);
        foreach (var row in page)
            Submit(row);
        page.Clear();
    }

    private void Submit(ImportRow row)
    {
        var results = new List<Task<ChangeResult>>(1);
        foreach (var change in changes.Of(row, clock.GetUtcNow()))
            results.Add(target.SubmitAsync(change));
        submitted.Enqueue((row, results));
    }

    private async Task SettleAsync((ImportRow Row, List<Task<ChangeResult>> Results) waiting)
    {
        var (row, results) = (waiting.Row, new List<ChangeResult>(waiting.Results.Count));
        foreach (var result in waiting.Results)
            results.Add(await result);
        if (results.Exists(r => r.Outcome == ChangeOutcome.Busy))
            throw new IOException("The database is busy. What was imported stays; run the import again.");
        // The claims about tracking and profiling stand behind those about topics, which decide what the row came to.
        var permissions = results.GetRange(results.Count - row.Permissions.Count, row.Permissions.Count);
        results.RemoveRange(results.Count - row.Permissions.Count, row.Permissions.Count);
        foreach (var (permission, result) in row.Permissions.Zip(permissions))
            if (result.Outcome == ChangeOutcome.Done)
                _ = permission.Aspect == Aspect.Tracking ? report.Summary.Tracking++ : report.Summary.Profiling++;
        Count(
            row,
            results.Find(r => r.Outcome == ChangeOutcome.Done)
                ?? results.Find(r => r.Outcome == ChangeOutcome.Refused)
                ?? results[0]
        );
    }

    private void Count(ImportRow row, ChangeResult result)
    {
        var summary = report.Summary;
        if (row.Status == ImportStatus.Subscribed)
            _ = row.Sale is not null
                ? summary.SoftOptIn++
                : row.Grade switch
                {
                    EvidenceGrade.A => summary.GradeA++,
                    EvidenceGrade.B => summary.GradeB++,
                    _ => summary.GradeC++,
                };
        _ = (result.Outcome, result.Refusal, row.Status) switch
        {
            (ChangeOutcome.Refused, Refusal.OptedOut, _) => summary.KeptOutOptedOut++,
            (ChangeOutcome.Refused, Refusal.AskedBefore, _) => summary.KeptOutAsked++,
            (ChangeOutcome.Refused, _, _) => summary.KeptOutSuppressed++,
            (ChangeOutcome.Done, _, ImportStatus.Subscribed) when row.Sale is null && row.Grade == EvidenceGrade.C =>
                summary.Pending++,
            (ChangeOutcome.Done, _, ImportStatus.Subscribed) => summary.Subscribed++,
            (ChangeOutcome.Done, _, ImportStatus.Unsubscribed) => summary.Unsubscribed++,
            (ChangeOutcome.Done, _, _) => summary.Suppressed++,
            _ => summary.Unchanged++,
        };
    }
}
