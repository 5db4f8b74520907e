using System.CommandLine;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Faults;
using PreferenceCenter.Ledger.Writer;
using PreferenceCenter.Shared.Files;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Subscriptions;
using PreferenceCenter.Subscriptions.Imports;

namespace PreferenceCenter.Features.Cli.Imports;

/// <summary>
/// The command <c>import FILE</c>: imports subscribers from a CSV file and grades the evidence of each row.
/// </summary>
internal static class ImportCommand
{
    /// <summary>The options as they were typed.</summary>
    private sealed record Options(
        string File,
        ExportProgram Program,
        string? Topics,
        string[] Ignore,
        bool DryRun,
        bool Confirm,
        bool Strict,
        string? Report
    );

    public static CommandList AddImportCommand(this CommandList tree)
    {
        var file = new Argument<string>("FILE")
        {
            Description =
                "A CSV file whose first line names its columns; only email is required. - reads standard input.",
        };
        var programs = ExportPrograms.All.ToDictionary(program => program.Key);
        var from = new Option<string?>("--from")
        {
            Description = "The program that wrote the file, where its columns are not named as in docs/import.md.",
            HelpName = string.Join('|', programs.Keys),
        };
        from.AcceptOnlyFromAmong([.. programs.Keys]);
        var topics = new Option<string?>("--topics")
        {
            Description = "Topics of all subscribed rows that name none.",
            HelpName = "KEY;KEY",
        };
        var ignore = new Option<string[]>("--ignore")
        {
            Description =
                "Columns that do not say who unsubscribed, though they look like it; '*' for all whose name or words do not say so outright. May be given several times.",
            HelpName = "COLUMN,COLUMN",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would happen, and change nothing." };
        var confirm = new Option<bool>("--confirm")
        {
            Description =
                "Email people with insufficient evidence one request to confirm. Otherwise they wait and get no emails.",
        };
        var strict = new Option<bool>("--strict")
        {
            Description = "Exit with 1 when any row was rejected, not only one that may be an opt-out.",
        };
        var report = new Option<string?>("--report")
        {
            Description = "Write the faults of each line to this CSV file.",
            HelpName = "FILE",
        }.Written();
        var import = new CenterCommand(
            "import",
            "Imports subscribers from a CSV file. The same file twice changes nothing; nobody who unsubscribed is resubscribed.",
            "import list.csv --dry-run --report rejected.csv",
            "import list.csv --confirm",
            "import subscribed_members_export.csv --from mailchimp --topics product-news"
        )
        {
            file,
            from,
            topics,
            ignore,
            dryRun,
            confirm,
            strict,
            report,
        }.OfTheSite();
        return tree.Add(
            "import",
            import,
            call =>
                RunAsync(
                    call,
                    new Options(
                        call.Value(file),
                        call.Value(from) is { } key ? programs[key] : ExportPrograms.Own,
                        call.Value(topics),
                        call.Value(ignore) ?? [],
                        call.Value(dryRun),
                        call.Value(confirm),
                        call.Value(strict),
                        call.Value(report)
                    )
                )
        );
    }

    private static async Task<int> RunAsync(CommandCall call, Options options)
    {
        await using var input = await SpooledInput.OpenAsync(
            call,
            options.File,
            call.Service<StorageSettings>().Directory
        );
        using var file = new ImportFile(input.Path, input.Path == options.File ? null : "standard input");
        if (options.Report is not null && Path.GetFullPath(options.Report) == Path.GetFullPath(options.File))
            return call.Terminal.Refuse("The report would overwrite the file.");
        var (topics, unknown) = RowTopics.For(call.Service<CatalogueCache>().Current, options.Topics);
        if (topics is null)
            return call.Terminal.Refuse($"--topics: {FaultWords.English.Reason(unknown!)}.");
        using var records = new CsvRecords(file.Open);
        var (columns, fault) = ImportColumns.Read(records, options.Program, file.Name);
        if (columns is null)
        {
            call.Terminal.Refuse(FaultWords.English.Reason(fault!.Fault));
            return fault.OfUsage ? ExitCode.WrongUsage : ExitCode.CouldNotBeDone;
        }

        if (UnreadCheck.Refuse(call, options.Ignore, columns, file, input.Path) is { } refused)
            return refused;

        var summary = new ImportSummary
        {
            File = file.Name,
            DryRun = options.DryRun,
            Ignored = options.Ignore,
        };
        using (var report = new ImportReport(call.Terminal, FaultWords.English, summary, options.Report))
        {
            report.Begin(columns);
            var reader = new RowReader(records, columns, topics, call.Service<Site>(), report.Note)
            {
                IsGuessed = file.IsGuessed,
            };
            using var progress = new Progress(call.Terminal, call.Service<TimeProvider>(), "rows");
            try
            {
                await (
                    options.DryRun
                        ? TryAsync(call, file, records, reader, report, progress)
                        : WriteAsync(call, file, records, reader, report, progress, options.Confirm)
                );
            }
            catch (OperationCanceledException) when (call.Cancel.IsCancellationRequested)
            {
                summary.Complete = false;
            }
        }
        ImportResult.Print(call, summary, options.Confirm);
        if (!summary.Complete)
        {
            call.Host.Interruption.Standing = ImportResult.Standing(summary);
            call.Cancel.ThrowIfCancellationRequested();
        }
        return summary.UnreadableOptOuts > 0 || (options.Strict && summary.Rejected > 0)
            ? ExitCode.Found
            : ExitCode.Done;
    }

    private static async Task WriteAsync(
        CommandCall call,
        ImportFile file,
        CsvRecords records,
        RowReader reader,
        ImportReport report,
        Progress progress,
        bool confirm
    )
    {
        await using var running = await RunningWriter.StartAsync(call.Service<ChangeWriter>(), call.Cancel);
        var names = call.Service<LedgerNames>();
        var origin = new ImportOrigin(
            await names.OperatorAsync(call.Host.User),
            await names.ControllerAsync(call.Service<Site>().Controller),
            file.Name,
            call.Service<CatalogueCache>().Current,
            confirm
        );
        await RunAsync(
            call,
            file,
            records,
            reader,
            report,
            progress,
            origin,
            new ImportWriter(call.Service<ChangeWriter>())
        );
    }

    private static async Task TryAsync(
        CommandCall call,
        ImportFile file,
        CsvRecords records,
        RowReader reader,
        ImportReport report,
        Progress progress
    )
    {
        using var trial = new ImportTrial(
            call.Service<Database>(),
            call.Service<AddressHasher>(),
            call.Service<LedgerSettings>().Policy
        );
        // A dry run has no entry for the operator or the controller: it uses an id and a number that are not stored.
        var origin = new ImportOrigin(
            new Actor(ActorKind.Operator, RandomId.New()),
            1,
            file.Name,
            call.Service<CatalogueCache>().Current,
            Confirm: false
        );
        await RunAsync(call, file, records, reader, report, progress, origin, trial);
    }

    private static Task RunAsync(
        CommandCall call,
        ImportFile file,
        CsvRecords records,
        RowReader reader,
        ImportReport report,
        Progress progress,
        ImportOrigin origin,
        IImportTarget target
    ) =>
        new ImportRun(
            records,
            reader,
            new ImportChange(origin, call.Service<HttpEvidence>(), call.Service<AddressHasher>()),
            target,
            report,
            call.Service<TimeProvider>()
        ).RunAsync(rows => progress.Report(rows, file.Share), call.Cancel);
}
