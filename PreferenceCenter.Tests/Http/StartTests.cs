using PreferenceCenter.Hosting;
using PreferenceCenter.Ledger.Log;
using Xunit;

namespace PreferenceCenter.Tests.Http;

/// <summary>
/// Tests a start with wrong settings or keys: every fault is on a line of its own with its key, and the exit code is
/// 78.
/// </summary>
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
            "Site:Name",
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
        Assert.Equal(78, await WebServer.RunAsync(["--environment=Production"], complaints));
        string[] needed =
        [
            "Mail:From",
            "Mail:Transport",
            "Site:Controller",
            "Site:Name",
            "Site:PostalAddress",
            "Site:PrivacyContact",
            "Site:PrivacyNoticeUrl",
            "Site:PublicUrl",
            "Site:SupervisoryAuthority",
            "Storage:JournalDirectory",
            "Storage:KeysDirectory",
        ];
        Assert.Equal(needed, Lines(complaints).Select(line => line.Split(' ')[0]).Order(StringComparer.Ordinal));
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
                complaints
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
        Directory.CreateDirectory(Keys);
        await File.WriteAllTextAsync(Path.Combine(Keys, name), content, TestContext.Current.CancellationToken);
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
        Directory.CreateDirectory(Keys);
        foreach (var name in (string[])["link-keys.json", "suppression.key", LogSigningKeyFile.SecretName])
            await File.WriteAllTextAsync(Path.Combine(Keys, name), "x", TestContext.Current.CancellationToken);
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
