using System.Text;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Features.Audiences;
using PreferenceCenter.Features.Commands;
using PreferenceCenter.Features.Demo;
using PreferenceCenter.Features.Doctor;
using PreferenceCenter.Features.Imports;
using PreferenceCenter.Features.Topics;
using PreferenceCenter.Shared.Terminal;

namespace PreferenceCenter;

/// <summary>The program as a command: which commands there are, and what they work on.</summary>
internal static class Commands
{
    public static async Task<int> RunAsync(string[] arguments, Func<IReadOnlyList<string>, Task<int>> serveAsync)
    {
        // Not the console's own writer, which flushes after each line: a million of them are written.
        await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
        var host = new CommandHost
        {
            Terminal = new Terminal(Console.In, output, Console.Error, Watched: !Console.IsErrorRedirected),
            User = Environment.UserName,
            ServeAsync = serveAsync,
            OpenAsync = (settings, cancel) => OpenAsync(settings, Console.Error, cancel),
        };
        return await CommandLine.RunAsync(arguments, host, Add);
    }

    internal static void Add(CommandTree tree) => tree
        .AddImport()
        .AddSubscriber()
        .AddUnsubscribe()
        .AddAudiences()
        .AddReasons()
        .AddGate()
        .AddTopics()
        .AddLinks()
        .AddLedger()
        .AddOutbox()
        .AddDemo()
        .AddDoctor();

    /// <summary>The centre as a command needs it: no server, no dispatcher, its log on standard error.</summary>
    internal static async Task<IServiceProvider?> OpenAsync(IReadOnlyList<string> arguments, TextWriter complaints, CancellationToken cancel)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [.. arguments], ContentRootPath = AppContext.BaseDirectory });
        var faults = new List<SettingFault>();
        var settings = Settings.Read(builder.Configuration, builder.Environment.IsDevelopment(), faults);
        foreach (var fault in faults) complaints.WriteLine($"{fault.Key} {fault.Message}");
        if (faults.Count > 0) return null;
        var center = new ServiceCollection()
            .AddLogging(log => log.SetMinimumLevel(LogLevel.Warning).AddSimpleConsole().Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace))
            .AddSingleton<IConfiguration>(builder.Configuration)
            .AddCenter(settings)
            .BuildServiceProvider();
        if (KeysAtStart.Lost(center) is { } lost)
        {
            complaints.WriteLine($"{lost.Key} {lost.Message}");
            return null;
        }
        await center.GetRequiredService<Database>().MigrateAsync(cancel);
        return center;
    }
}
