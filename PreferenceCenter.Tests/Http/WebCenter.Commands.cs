using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using PreferenceCenter.Hosting;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Tests.Features;

namespace PreferenceCenter.Tests.Http;

/// <summary>Commands beside the running server.</summary>
internal sealed partial class WebCenter
{
    /// <summary>Public key of the log, as a verifier keeps it elsewhere.</summary>
    public string PublicKeyFile => Path.Combine(Directory, "keys", LogSigningKeyFile.PublicName);

    public string Write(string name, string text)
    {
        var path = Path.Combine(Directory, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs a command beside the server, on its database and with its settings.</summary>
    public Task<CommandRun> RunAsync(params string[] command) => RunAsync("", command);

    public async Task<CommandRun> RunAsync(string input, string[] command)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var host = new CommandHost
        {
            Terminal = new Terminal(
                new MemoryStream(System.Text.Encoding.UTF8.GetBytes(input)),
                output,
                error,
                Watched: false
            ),
            User = "operator-of-the-tests",
            OpenAsync = (_, _) => Task.FromResult<IServiceProvider?>(Beside()),
            ComposeAsync = (_, _) => Task.FromResult<IServiceProvider?>(Beside()),
            KeysLost = PreferenceCenter.Hosting.Commands.KeysLost,
            NotPermitted = _ => null,
            NotReady = PreferenceCenter.Hosting.Commands.NotReady,
            NotSetUp = SetUpAtStart.NotSetUp,
            ServeAsync = _ => Task.FromResult(1),
        };
        var exitCode = await CommandLine.RunAsync(command, host, PreferenceCenter.Hosting.Commands.Add);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }

    private ServiceProvider Beside()
    {
        var configuration = new ConfigurationBuilder().AddCommandLine(Arguments(Directory, settings)).Build();
        var faults = new List<PreferenceCenter.Domain.SettingFault>();
        var read = ProgramSettings.Read(configuration, development: false, faults);
        Xunit.Assert.Empty(faults);
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddCenter(read)
            .AddSingleton<TimeProvider>(Clock)
            .BuildServiceProvider();
    }
}
