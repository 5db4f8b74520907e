using System.Text;
using PreferenceCenter.Catalogue;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Cli.Audiences;
using PreferenceCenter.Features.Cli.Backups;
using PreferenceCenter.Features.Cli.ConsentCheck;
using PreferenceCenter.Features.Cli.Demo;
using PreferenceCenter.Features.Cli.Doctor;
using PreferenceCenter.Features.Cli.Erasure;
using PreferenceCenter.Features.Cli.Imports;
using PreferenceCenter.Features.Cli.Ledger;
using PreferenceCenter.Features.Cli.Links;
using PreferenceCenter.Features.Cli.Notices;
using PreferenceCenter.Features.Cli.Outbox;
using PreferenceCenter.Features.Cli.ProcessingRegister;
using PreferenceCenter.Features.Cli.Proof;
using PreferenceCenter.Features.Cli.Reasons;
using PreferenceCenter.Features.Cli.Retention;
using PreferenceCenter.Features.Cli.Schema;
using PreferenceCenter.Features.Cli.SendGates;
using PreferenceCenter.Features.Cli.Settings;
using PreferenceCenter.Features.Cli.Staff;
using PreferenceCenter.Features.Cli.Subscribers;
using PreferenceCenter.Features.Cli.Suppression;
using PreferenceCenter.Features.Cli.Templates;
using PreferenceCenter.Features.Cli.Topics;
using PreferenceCenter.Features.Cli.Translations;
using PreferenceCenter.Features.Public.SignUp;
using PreferenceCenter.Ledger.Journal;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Staff;

namespace PreferenceCenter.Hosting;

/// <summary>
/// Runs the program as a command: registers all commands and opens the services and the database they work on.
/// </summary>
internal static class Commands
{
    public static async Task<int> RunAsync(
        string[] arguments,
        Func<IReadOnlyList<string>, CancellationToken, Task<int>> serveAsync
    )
    {
        // Not the console's own writer, which flushes after each line: an export writes a million lines.
        using var interruption = Interruption.Listen();
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
        var host = new CommandHost
        {
            Terminal = new Terminal(
                new ConsoleInput(Console.OpenStandardInput, interruption.Token),
                output,
                Console.Error,
                Watched: !Console.IsErrorRedirected
            ),
            User = PersonBehind(Environment.UserName, Environment.GetEnvironmentVariable("SUDO_USER")),
            Interruption = interruption,
            ServeAsync = settings => serveAsync(settings, interruption.Token),
            OpenAsync = (settings, cancel) => OpenAsync(settings, Console.Error, cancel),
            ComposeAsync = (settings, _) => Task.FromResult<IServiceProvider?>(Compose(settings, Console.Error)),
            KeysLost = KeysLost,
            NotPermitted = center => NotPermitted(center, Operator),
            NotReady = NotReady,
            NotSetUp = SetUpAtStart.NotSetUp,
        };
        return await CommandLine.RunAsync(arguments, host, Add);
    }

    /// <summary>
    /// The name of whoever typed a command, for the log: the one who used sudo to become the service's user, and as
    /// whom, or the operating system's user.
    /// </summary>
    internal static string PersonBehind(string user, string? sudo) =>
        string.IsNullOrWhiteSpace(sudo) || sudo == user ? user : $"{sudo} (by sudo as {user})";

    /// <summary>
    /// Whoever runs a command here: somebody with the machine's files in their hands. Their own id is read when
    /// something is written in their name.
    /// </summary>
    internal static StaffBy Operator { get; } = new(new Actor(ActorKind.Operator, Guid.Empty), Channel.Command);

    internal static void Add(CommandList tree) =>
        tree.AddImportCommand()
            .AddSubscriberCommands()
            .AddUnsubscribeCommand()
            .AddAudienceCommands()
            .AddReasonsCommand()
            .AddGateCommand()
            .AddTopicCommands()
            .AddSettingsCommands()
            .AddNoticeCommands()
            .AddTextCommands()
            .AddMarkupCommand()
            .AddConsentCheckCommand()
            .AddTemplateCommands()
            .AddKeptTemplateCommands()
            .AddRetentionCommands()
            .AddProofCommand()
            .AddProcessingRegisterCommands()
            .AddLinkCommands()
            .AddSuppressionCommands()
            .AddLedgerCommands()
            .AddOutboxCommands()
            .AddStaffCommands()
            .AddBackupCommand()
            .AddRestoreCommand()
            .AddErasureCommands()
            .AddMoveCommand()
            .AddSchemaCommands()
            .AddDoctorCommand()
            .AddDemoCommands();

    /// <summary>
    /// Opens the services as a command needs them: no server, no mail dispatcher, and the log on standard error. Checks
    /// the schema and the keys, and takes the shared maintenance lock. Returns null, after it has reported why, if
    /// settings or keys are wrong or the database is of a later version.
    /// </summary>
    /// <exception cref="IOException">The database is empty or behind: no command but <c>migrate</c> alters it.</exception>
    internal static async Task<IServiceProvider?> OpenAsync(
        IReadOnlyList<string> arguments,
        TextWriter errors,
        CancellationToken cancel
    )
    {
        if (Compose(arguments, errors) is not { } center)
            return null;
        if (center.GetRequiredService<Database>().Schema() is { Refusal: { } refusal } schema)
        {
            await center.DisposeAsync();
            if (schema.Standing != SchemaStanding.TooNew)
                throw new IOException(refusal);
            await errors.WriteLineAsync(refusal);
            return null;
        }
        cancel.ThrowIfCancellationRequested();
        var faults = KeysAtStart.FaultsOfCommand(center).ToList();
        foreach (var fault in faults)
            errors.WriteLine($"{fault.Key} {fault.Message}");
        if (faults.Count > 0)
            return null;
        if (center.GetRequiredService<CommandLock>().Lock is null)
            throw new IOException("A restore is at work on this database: try again when it is done.");
        await center.GetRequiredService<SiteInForce>().RefreshAsync();
        return center;
    }

    internal static ServiceProvider? Compose(IReadOnlyList<string> arguments, TextWriter errors)
    {
        if (ProgramBuilder.Create(arguments, errors) is not { } builder)
            return null;
        var faults = new List<SettingFault>();
        var settings = ProgramBuilder.Read(builder.Configuration, builder.Environment.IsDevelopment(), faults);
        foreach (var fault in faults)
            errors.WriteLine($"{fault.Key} {fault.Message}");
        return faults.Count > 0
            ? null
            : new ServiceCollection()
                .AddLogging(log =>
                    log.SetMinimumLevel(LogLevel.Warning)
                        .AddSimpleConsole()
                        .Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o =>
                            o.LogToStandardErrorThreshold = LogLevel.Trace
                        )
                )
                .AddSingleton<IConfiguration>(builder.Configuration)
                .AddCenter(settings)
                .AddSingleton<CommandLock>()
                .BuildServiceProvider();
    }

    internal static string? KeysLost(IServiceProvider center) =>
        KeysAtStart.Unusable(center) is { } lost ? $"{lost.Key} {lost.Message}" : null;

    /// <summary>Asks the policy of the command line for the caller.</summary>
    internal static string? NotPermitted(IServiceProvider center, StaffBy by)
    {
        try
        {
            center.GetRequiredService<StaffAuthorizer>().Permit(by, StaffPolicies.Operate);
            return null;
        }
        catch (UnauthorizedAccessException reason)
        {
            return reason.Message;
        }
    }

    internal static string? NotReady(IServiceProvider center) => center.GetRequiredService<JournalCheck>().Fault();

    /// <summary>Holds the shared maintenance lock for as long as a command works on the database.</summary>
    private sealed class CommandLock(StorageSettings storage) : IDisposable
    {
        public MaintenanceLock? Lock { get; } = MaintenanceLock.TryShare(storage.Directory);

        public void Dispose() => Lock?.Dispose();
    }
}
