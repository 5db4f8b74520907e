using System.Text.Json;
using PreferenceCenter.Hosting;
using PreferenceCenter.Shared.Terminal;
using PreferenceCenter.Tests.Http;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Features.Doctor;

/// <summary>Result of a run of the doctor, line by line.</summary>
internal sealed record DoctorRun(int ExitCode, IReadOnlyList<(string Grade, string Check, string Says)> Lines)
{
    // Nothing listens at this address: a run that is not about the web learns at once that the site cannot be reached.
    private static readonly string[] Offline = ["--Site:PublicUrl=http://127.0.0.1:1", "--Urls=http://127.0.0.1:1"];

    public (string Grade, string Check, string Says) this[string check] =>
        Assert.Single(Lines, line => line.Check == check);

    public string Grade(string check) => this[check].Grade;

    /// <summary>Runs the doctor on a centre without a running server.</summary>
    public static async Task<DoctorRun> OfAsync(CommandRig rig, params string[] arguments) =>
        Read(await rig.RunAsync(["doctor", "--json", .. Offline, .. arguments]));

    /// <summary>Runs the doctor as the program composes it, with the settings of a serving centre.</summary>
    public static async Task<DoctorRun> OfAsync(WebCenter center, params string[] settings)
    {
        var (output, error) = (new StringWriter { NewLine = "\n" }, new StringWriter { NewLine = "\n" });
        var host = new CommandHost
        {
            Terminal = new Terminal(Stream.Null, output, error, Watched: false),
            User = "operator-of-the-tests",
            OpenAsync = (_, _) => throw new InvalidOperationException("It runs on any database."),
            ComposeAsync = (typed, _) =>
                Task.FromResult<IServiceProvider?>(
                    PreferenceCenter.Hosting.Commands.Compose(
                        [.. WebCenter.Arguments(center.Directory, []), .. typed],
                        error
                    )
                ),
            KeysLost = PreferenceCenter.Hosting.Commands.KeysLost,
            NotPermitted = _ => null,
            NotReady = PreferenceCenter.Hosting.Commands.NotReady,
            ServeAsync = _ => throw new InvalidOperationException("Nothing is to be served."),
        };
        await using var dns = new DnsPeer();
        var code = await CommandLine.RunAsync(
            ["doctor", "--json", "--dns", dns.Address, .. settings.Select(s => "--" + s)],
            host,
            PreferenceCenter.Hosting.Commands.Add
        );
        return Read(new CommandRun(code, output.ToString(), error.ToString()));
    }

    private static DoctorRun Read(CommandRun run)
    {
        Assert.True(run.ExitCode is 0 or 1, $"exit {run.ExitCode}\n{run.Error}");
        var lines = run
            .Lines.Select(line => JsonDocument.Parse(line).RootElement)
            .Select(line => (Text(line, "grade"), Text(line, "check"), Text(line, "says")))
            .ToArray();
        Assert.Equal(lines.Any(line => line.Item1 == "fail"), run.ExitCode == 1);
        return new DoctorRun(run.ExitCode, lines);
    }

    private static string Text(JsonElement line, string name) => line.GetProperty(name).GetString()!;
}
