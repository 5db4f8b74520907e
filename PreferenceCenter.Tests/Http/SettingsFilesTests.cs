using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using PreferenceCenter.Domain;
using PreferenceCenter.Hosting;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests settings that would silently be something else: files that are no JSON, files that were looked for elsewhere,
/// keys with a slip of the pen, and a machine without languages.
/// </summary>
public sealed class SettingsFilesTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;
    private readonly string environment = $"T{RandomId.New():N}"[..12];

    private string SettingsFile => Path.Combine(AppContext.BaseDirectory, $"appsettings.{environment}.json");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(
        "{\n  \"Site\": {\n    \"Name\": \"Example\"\n    \"Controller\": \"x\"\n  }\n}",
        " line 4, column 5: '\"' is invalid after a value. Expected either ',', '}', or ']'."
    )]
    [InlineData("{\n  \"Site\": { \"Name\": Example }\n}", " line 2, column 21: 'E' is an invalid start of a value.")]
    [InlineData("{\n  \"Site\": { \"Name\": \"Example\" }\n", " line 3, column 1: Expected depth to be zero")]
    [InlineData("[]", ": ")]
    [InlineData("{ \"Site\": { \"Name\": \"a\", \"Name\": \"b\" } }", ": A duplicate key 'Site:Name' was found.")]
    public async Task A_settings_file_that_is_no_json_is_named_with_line_and_column(string json, string says)
    {
        await File.WriteAllTextAsync(SettingsFile, json, Cancel);
        foreach (
            var command in (string[][])
                [
                    [],
                    ["gate", "news", "ann@people.example"],
                ]
        )
        {
            var (code, output) = await RunAsync(command);
            Assert.True(code == 78, output);
            Assert.StartsWith(
                SettingsFile + says,
                Assert.Single(output.TrimEnd().Split('\n')),
                StringComparison.Ordinal
            );
            Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Prod")]
    [InlineData("production ")]
    [InlineData("Staging")]
    [InlineData("production")]
    public async Task An_environment_without_its_file_says_which_file_it_looked_for(string name)
    {
        var (code, output) = await RunAsync([], name);
        Assert.Equal(78, code);
        var lines = output.TrimEnd().Split('\n');
        Assert.StartsWith(
            $"Environment is '{name}': {Path.Combine(AppContext.BaseDirectory, $"appsettings.{name}.json")} was looked for and is not there.",
            lines[0],
            StringComparison.Ordinal
        );
        Assert.Contains(lines, line => line.StartsWith("Site:PublicUrl is missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_usual_environments_and_one_with_its_file_say_nothing_of_it()
    {
        await File.WriteAllTextAsync(SettingsFile, "{}", Cancel);
        foreach (var name in (string[])["Production", environment])
            Assert.DoesNotContain("Environment is", (await RunAsync([], name)).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mail:Smtp:Pasword", "Mail:Smtp:Password")]
    [InlineData("Site:Publicurls", "Site:PublicUrl")]
    [InlineData("Storage:KeyDirectory", "Storage:KeysDirectory")]
    [InlineData("Site:Names:0", "Site:Name")]
    [InlineData("Site:Name:0", "Site:Name")]
    [InlineData("ConnectionStrings:PreferenceCentre", "ConnectionStrings:PreferenceCenter")]
    [InlineData("Mail:Inbox:Pasword", "Mail:Inbox:Password")]
    [InlineData("Stie:Name", "Site:Name")]
    public async Task A_key_that_nobody_reads_is_a_fault_that_names_the_nearest(string key, string nearest)
    {
        var parts = key.Split(':');
        await File.WriteAllTextAsync(
            SettingsFile,
            string.Concat(parts.Select(part => $"{{\"{part}\":")) + "\"x\"" + new string('}', parts.Length),
            Cancel
        );
        var (code, output) = await RunAsync([]);
        Assert.Equal(78, code);
        Assert.Contains(
            $"{key} is no setting of this program; the nearest is {nearest}",
            output.Split('\n').Select(line => line.TrimEnd())
        );
    }

    [Fact]
    public async Task Variables_of_our_sections_are_ours_and_all_others_are_not()
    {
        var (code, output) = await ServingProcess.RunAsync(
            directory,
            new Dictionary<string, string>
            {
                ["Mail__Smtp__Pasword"] = "x",
                ["MAIL"] = "/var/mail/ann",
                ["SITE"] = "x",
                ["STORAGE"] = "x",
                ["Other__Program__Key"] = "x",
                ["ConnectionStrings__SomebodyElses"] = "x",
                ["CUSTOMCONNSTR_Queue"] = "x",
                ["Links__Keys__7"] = Convert.ToBase64String(new byte[32]),
            },
            Cancel,
            "gate",
            "news",
            "ann@people.example"
        );
        Assert.Equal(78, code);
        Assert.Equal(
            "Mail:Smtp:Pasword is no setting of this program; the nearest is Mail:Smtp:Password",
            output.Trim()
        );
    }

    [Fact]
    public void A_list_is_a_text_or_an_array_and_the_last_place_wins()
    {
        Assert.Equal(["de", "en"], Languages("""{ "Site": { "Languages": ["de", "en"] } }"""));
        Assert.Equal(["de", "en"], Languages("""{ "Site": { "Languages": "de, en" } }"""));
        Assert.Equal(["fr"], Languages("""{ "Site": { "Languages": ["de", "en"] } }""", ("Site:Languages", "fr")));
        Assert.Equal(["fr"], Languages("""{ "Site": { "Languages": "de,en" } }""", ("Site:Languages:0", "fr")));
        var read = Read("""{ "Proxy": { "KnownNetworks": ["127.0.0.1", "10.0.0.0/8"] } }""", [], out var faults);
        Assert.Empty(faults);
        Assert.Equal(2, read.ProxyNetworks.Count);
        Read("""{ "Urls": ["http://localhost:1"] }""", [], out faults);
        Assert.Equal(["Urls:0"], faults.Select(fault => fault.Key));
    }

    [Theory]
    [InlineData("password", "pasword", 1)]
    [InlineData("Name", "name", 0)]
    [InlineData("Site", "Stie", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Words_are_as_far_apart_as_they_have_to_be_changed(string one, string other, int distance) =>
        Assert.Equal(distance, EditDistance.Between(one, other));

    [Fact]
    public async Task Without_languages_it_says_what_to_install()
    {
        var invariant = await ServingProcess.RunAsync(
            directory,
            new Dictionary<string, string> { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" },
            Cancel
        );
        Assert.Equal(78, invariant.ExitCode);
        Assert.StartsWith("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT is set", invariant.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_library_of_languages_it_says_which_package_to_install()
    {
        var libraries = Directory.Exists("/usr/lib/x86_64-linux-gnu")
            ? Directory.GetFiles("/usr/lib/x86_64-linux-gnu", "libicu*.so*")
            : [];
        Assert.SkipUnless(
            Environment.IsPrivilegedProcess && File.Exists("/usr/bin/unshare") && libraries.Length > 0,
            "Only root can hide the machine's ICU from a process, in a mount namespace of its own."
        );
        // The process sees empty files where the library is.
        var hide = string.Concat(libraries.Select(library => $"mount --bind /dev/null {library} && "));
        using var process = Process.Start(
            new ProcessStartInfo(
                "/usr/bin/unshare",
                ["-m", "sh", "-c", hide + $"exec {Path.Combine(AppContext.BaseDirectory, "PreferenceCenter")}"]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.SkipWhen(process.ExitCode == 1, $"A mount namespace is refused here: {output}");
        Assert.True(process.ExitCode == 78, output);
        Assert.Contains("install libicu72", Assert.Single(output.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private static string[] Languages(string json, params (string, string)[] later)
    {
        var site = Read(json, later, out var faults).Site;
        Assert.Empty(faults);
        return [.. site.Languages];
    }

    private static ProgramSettings Read(string json, (string Key, string Value)[] later, out List<SettingFault> faults)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        faults = [];
        return ProgramBuilder.Read(
            new ConfigurationBuilder()
                .AddJsonStream(stream)
                .AddInMemoryCollection(later.ToDictionary(one => one.Key, one => (string?)one.Value))
                .Build(),
            development: true,
            faults
        );
    }

    // Only what is said of settings files is looked at: everything else is missing.
    private async Task<(int Code, string Output)> RunAsync(string[] command, string? name = null)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "PreferenceCenter"), command)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = name ?? environment;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Cancel);
        var error = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, await output + error);
    }

    public void Dispose()
    {
        File.Delete(SettingsFile);
        Directory.Delete(directory, recursive: true);
    }
}
