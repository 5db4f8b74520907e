using System.Diagnostics;
using PreferenceCenter.Hosting;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Documents;

/// <summary>
/// Tests that systemd accepts the unit files in deploy/, and that both units differ only in the port.
/// </summary>
public sealed class UnitFileTests
{
    private static string Folder => Path.Combine(Repository.Root, "deploy", "systemd");

    [Theory]
    [InlineData("preference-center.service", "preference-center.service")]
    [InlineData("preference-center@.service", "preference-center@5081.service")]
    public async Task Systemd_has_nothing_to_say_against_it(string file, string name) =>
        Assert.Equal((0, ""), await VerifyAsync(name, Read(file)));

    [Fact]
    public async Task It_would_say_what_is_wrong()
    {
        var (code, output) = await VerifyAsync(
            "preference-center.service",
            Read("preference-center.service").Replace("ProtectHome=yes", "ProtectHouse=yes", StringComparison.Ordinal)
        );
        Assert.Contains("ProtectHouse", $"{code} {output}", StringComparison.Ordinal);
    }

    [Fact]
    public void The_second_differs_in_its_port_alone()
    {
        var (one, many) = (Lines("preference-center.service"), Lines("preference-center@.service"));
        Assert.Equal(
            [
                "Description=Preference Center on port %i",
                "ExecStart=/opt/preference-center/PreferenceCenter --Urls=http://127.0.0.1:%i",
            ],
            many.Except(one)
        );
        Assert.Equal(2, one.Except(many).Count());
    }

    [Fact]
    public void Wrong_settings_are_not_tried_again() =>
        Assert.Contains($"RestartPreventExitStatus={ProgramSettings.ExitCode}", Lines("preference-center.service"));

    private static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    private static string[] Lines(string file) => [.. Read(file).Split('\n').Where(line => !line.StartsWith('#'))];

    // The program and its user are not on this machine; existing ones replace them.
    private static async Task<(int Code, string Output)> VerifyAsync(string name, string unit)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "systemd-analyze is not installed.");
        var folder = Directory.CreateTempSubdirectory("preference-center-");
        try
        {
            var path = Path.Combine(folder.FullName, name);
            await File.WriteAllTextAsync(
                path,
                unit.Replace("/opt/preference-center/PreferenceCenter", "/bin/true", StringComparison.Ordinal)
                    .Replace("User=preference-center", "User=root", StringComparison.Ordinal),
                TestContext.Current.CancellationToken
            );
            using var process = Process.Start(
                new ProcessStartInfo("/usr/bin/systemd-analyze", ["verify", path]) { RedirectStandardError = true }
            )!;
            var output = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
