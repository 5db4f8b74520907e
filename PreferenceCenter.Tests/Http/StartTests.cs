using Microsoft.AspNetCore.Http;
using PreferenceCenter.Data;
using PreferenceCenter.Domain;
using PreferenceCenter.Hosting;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Staff;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests a start with wrong settings or keys: every fault is on a line of its own with its key, and the exit code is
/// 78.
/// </summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class StartTests : IDisposable
{
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    private string Keys => Path.Combine(directory, "keys");

    [Fact]
    public async Task Every_fault_is_told_at_once()
    {
        string[] expected =
        [
            "Links:ActiveKey",
            "Mail:CoalesceFor",
            "Mail:From",
            "Privacy:StoreIp",
            "Proxy:KnownNetworks",
            "Site:PrivacyContact",
            "Site:PublicUrl",
            "Urls",
        ];
        var lines = await StartAsync(
            "Site:PublicUrl=http://preferences.example.org",
            "Site:Name=",
            "Site:PrivacyContact=nobody",
            "Mail:From=nobody",
            "Mail:CoalesceFor=60",
            "Links:ActiveKey=300",
            "Privacy:StoreIp=Some",
            "Proxy:KnownNetworks=10.0.0.0/8 home",
            "Urls=localhost"
        );
        Assert.Equal(expected, lines.Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal));
        Assert.All(lines, line => Assert.True(line.Split(' ').Length > 3, line));
    }

    [Fact]
    public async Task Outside_development_what_has_no_default_is_asked_for()
    {
        var complaints = new StringWriter();
        Assert.Equal(
            78,
            await WebServer.RunAsync(["--environment=Production"], complaints, TestContext.Current.CancellationToken)
        );
        string[] needed =
        [
            "Mail:From",
            "Mail:Transport",
            "Site:PublicUrl",
            "Storage:JournalDirectory",
            "Storage:KeysDirectory",
        ];
        Assert.Equal(needed, Lines(complaints).Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://0.0.0.0:0")]
    [InlineData("Kestrel:Endpoints:Other:Url", "http://192.0.2.1:5080")]
    public async Task Nor_does_any_other_setting_open_development(string key, string value)
    {
        var complaints = new StringWriter();
        Assert.Equal(
            78,
            await WebServer.RunAsync(
                ["--environment=Development", $"--Storage:Directory={directory}", $"--{key}={value}"],
                complaints,
                TestContext.Current.CancellationToken
            )
        );
        Assert.StartsWith(key + " ", Assert.Single(Lines(complaints)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", 200)]
    [InlineData("::1", 200)]
    [InlineData(null, 200)]
    [InlineData("192.0.2.1", 403)]
    [InlineData("2001:db8::1", 403)]
    public async Task Whatever_is_bound_development_answers_this_machine_alone(string? local, int status)
    {
        var http = new DefaultHttpContext();
        http.Connection.LocalIpAddress = local is null ? null : System.Net.IPAddress.Parse(local);
        await Loopback.Only(_ => Task.CompletedTask)(http);
        Assert.Equal(status, http.Response.StatusCode);
    }

    [Fact]
    public void What_is_bound_is_looked_at()
    {
        string[] open =
        [
            "http://0.0.0.0:5080",
            "http://[::]:5080",
            "http://*:5080",
            "http://192.0.2.1:1",
            "https://host:1",
        ];
        Assert.Equal(
            open.Length,
            Loopback
                .Faults([
                    .. open,
                    "http://127.0.0.1:5080",
                    "http://localhost:5080",
                    "http://[::1]:1",
                    "http://unix:/run/x",
                ])
                .Count()
        );
    }

    [DatabaseFact]
    public async Task A_database_with_the_demo_in_it_is_not_served_outside_development()
    {
        await WebCenter.PrepareInAsync(directory);
        await using (var center = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits, directory: directory))
            await center
                .Get<StaffOnboarding>()
                .PutAsync(EmailAddress.TryParse("ada@people.example")!, StaffRole.Owner, "none", DemoId.New());
        var complaints = new StringWriter();
        Assert.Equal(
            78,
            await WebServer.RunAsync(WebCenter.Arguments(directory, ["Urls=http://127.0.0.1:0"]), complaints)
        );
        Assert.Contains("demo clear", Assert.Single(Lines(complaints)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.org/mail")]
    [InlineData("https://example.org/mail/")]
    [InlineData("https://ada@example.org")]
    public async Task The_public_url_is_a_host_of_its_own(string url)
    {
        var line = Assert.Single(await StartAsync($"Site:PublicUrl={url}"));
        Assert.StartsWith("Site:PublicUrl ", line, StringComparison.Ordinal);
        Assert.Contains("at the root of a host of their own", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("passwordpassword")]
    [InlineData("Northwind2026!")]
    public async Task A_guessable_first_password_is_refused_and_not_told(string password)
    {
        var line = Assert.Single(
            await StartAsync("Staff:Owner:Email=ada@example.org", $"Staff:Owner:Password={password}")
        );
        Assert.StartsWith("Staff:Owner:Password ", line, StringComparison.Ordinal);
        Assert.DoesNotContain(password, line, StringComparison.Ordinal);
    }

    [Fact]
    public void Blanks_of_a_password_are_part_of_it()
    {
        var settings = new Microsoft.Extensions.Configuration.ConfigurationManager
        {
            ["Mail:Smtp:UserName"] = " ada ",
            ["Mail:Smtp:Password"] = " x y ",
            ["Mail:Transport"] = "Smtp",
        };
        var read = ProgramSettings.Read(settings, development: true, []);
        Assert.Equal(("ada", " x y "), (read.Mail.Smtp!.UserName, read.Mail.Smtp.Password));
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:5080")]
    [InlineData("http://+:5080")]
    [InlineData("http://[::]:5080")]
    [InlineData("http://192.0.2.1:5080")]
    [InlineData("http://localhost:5080;http://preferences.example.org:5080")]
    public async Task Development_listens_on_loopback_alone(string urls)
    {
        var complaints = new StringWriter();
        Assert.Equal(
            78,
            await WebServer.RunAsync(
                ["--environment=Development", $"--Storage:Directory={directory}", $"--Urls={urls}"],
                complaints,
                TestContext.Current.CancellationToken
            )
        );
        Assert.StartsWith("Urls ", Assert.Single(Lines(complaints)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("link-keys.json", "{")]
    [InlineData("link-keys.json", """{"nonsense":1}""")]
    [InlineData("suppression.key", "short\n")]
    [InlineData(LogSigningKeyFile.SecretName, "PRIVATE+KEY+nonsense\n")]
    [InlineData(LogSigningKeyFile.PublicName, "nobody+00000000+AAAA\n")]
    public async Task A_key_file_that_cannot_be_used_is_named_and_left_as_it_is(string name, string content)
    {
        await WriteKeyAsync(name, content);
        var line = Assert.Single(await StartAsync());
        Assert.StartsWith("Storage:KeysDirectory ", line, StringComparison.Ordinal);
        Assert.Contains(name, line, StringComparison.Ordinal);
        Assert.Equal(
            content,
            await File.ReadAllTextAsync(Path.Combine(Keys, name), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task All_key_files_are_told_of_at_once()
    {
        foreach (var name in (string[])["link-keys.json", "suppression.key", LogSigningKeyFile.SecretName])
            await WriteKeyAsync(name, "x");
        Assert.Equal(3, (await StartAsync()).Length);
    }

    [Fact]
    public async Task An_active_key_that_nobody_has_is_told_as_that_setting() =>
        Assert.StartsWith(
            "Links:ActiveKey ",
            Assert.Single(await StartAsync("Links:ActiveKey=9")),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task Keys_in_a_place_that_is_a_file_are_no_keys()
    {
        await File.WriteAllTextAsync(Keys, "", TestContext.Current.CancellationToken);
        Assert.All(
            await StartAsync(),
            line => Assert.StartsWith("Storage:KeysDirectory ", line, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData("suppression.key", UnixFileMode.GroupRead)]
    [InlineData(LogSigningKeyFile.SecretName, UnixFileMode.OtherRead | UnixFileMode.GroupRead)]
    [InlineData("", UnixFileMode.OtherExecute | UnixFileMode.OtherRead)]
    public async Task Keys_that_others_can_read_are_not_served_with(string name, UnixFileMode more)
    {
        await WebCenter.PrepareInAsync(directory);
        await using (await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits, directory: directory)) { }
        var path = name.Length == 0 ? Keys : Path.Combine(Keys, name);
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) | more);
        var line = Assert.Single(await StartAsync("Urls=http://127.0.0.1:0"));
        Assert.StartsWith("Storage:KeysDirectory ", line, StringComparison.Ordinal);
        Assert.EndsWith($"chmod go= '{path}'", line, StringComparison.Ordinal);
        var (code, output) = await ServingProcess.RunAsync(
            directory,
            TestContext.Current.CancellationToken,
            "gate",
            "news",
            "ann@people.example"
        );
        Assert.True(code == 78, output);
        // What it said is the way out.
        File.SetUnixFileMode(path, File.GetUnixFileMode(path) & ~(KeyFile.Group | KeyFile.Strangers));
        await using var served = await WebCenter.StartAsync(adjust: WebCenter.WithoutCircuits, directory: directory);
    }

    [Fact]
    public async Task A_directory_that_was_made_for_the_first_start_is_closed_and_so_is_all_that_is_made()
    {
        Directory.CreateDirectory(Keys);
        File.SetUnixFileMode(Keys, (UnixFileMode)0b111_101_101);
        await using (var server = await ServingProcess.StartAsync(directory, TestContext.Current.CancellationToken))
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(directory, "*", SearchOption.AllDirectories))
                if (path != Path.Combine(directory, "data") && !path.EndsWith(".pub", StringComparison.Ordinal))
                    Assert.True((File.GetUnixFileMode(path) & (KeyFile.Group | KeyFile.Strangers)) == 0, path);
            Assert.True(File.Exists(Path.Combine(directory, "data", "preference-center.db-wal")));
            await server.StopAsync(TestContext.Current.CancellationToken);
        }
        Assert.NotEqual(
            (UnixFileMode)0,
            File.GetUnixFileMode(Path.Combine(Keys, LogSigningKeyFile.PublicName)) & UnixFileMode.OtherRead
        );
    }

    private async Task WriteKeyAsync(string name, string content)
    {
        KeyFile.MakeDirectory(Keys);
        var path = Path.Combine(Keys, name);
        await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(
            path,
            name.EndsWith(".pub", StringComparison.Ordinal) ? File.GetUnixFileMode(path) : KeyFile.OwnerOnly
        );
    }

    private async Task<string[]> StartAsync(params string[] settings)
    {
        var complaints = new StringWriter();
        Assert.Equal(78, await WebServer.RunAsync(WebCenter.Arguments(directory, settings), complaints));
        return Lines(complaints);
    }

    private static string[] Lines(StringWriter complaints) =>
        complaints.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public void Dispose() => Directory.Delete(directory, recursive: true);
}
