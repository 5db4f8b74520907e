using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using PreferenceCenter.Domain;
using PreferenceCenter.Hosting;
using PreferenceCenter.Mail.Transport;
using PreferenceCenter.Tests.Packages;
using Xunit;

namespace PreferenceCenter.Tests.Documents;

/// <summary>Tests that the files docs/operations.md tells an operator to write are accepted as they stand.</summary>
public sealed class OperationsDocumentTests
{
    private static string Example => Xunit.Assert.Single(Document.Examples("operations.md", "json"));

    [Fact]
    public void The_settings_it_shows_start_a_server()
    {
        var (settings, faults) = Read(Example);

        Xunit.Assert.Empty(faults);
        Xunit.Assert.Equal(MailTransportKind.Smtp, settings.Mail.Transport);
        Xunit.Assert.Single(settings.ProxyNetworks);
    }

    [Theory]
    [InlineData("/var/lib/preference-center-keys", "/var/lib/preference-center/keys", "Storage:KeysDirectory")]
    [InlineData("https://preferences.example.org", "http://preferences.example.org", "Site:PublicUrl")]
    public void Without_any_of_them_it_names_what_is_wrong(string there, string instead, string key)
    {
        Xunit.Assert.Contains(there, Example, StringComparison.Ordinal);

        Xunit.Assert.Equal(
            [key],
            Read(Example.Replace(there, instead, StringComparison.Ordinal)).Faults.Select(fault => fault.Key)
        );
    }

    [Fact]
    public void The_unit_makes_the_directories_that_the_settings_name()
    {
        var unit = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "systemd", "preference-center.service"));
        var made = unit.Split('\n')
            .Single(line => line.StartsWith("StateDirectory=", StringComparison.Ordinal))["StateDirectory=".Length..]
            .Split(' ');
        var storage = Read(Example).Settings.Storage;

        Xunit.Assert.Equal(
            [storage.Directory, storage.KeysDirectory, storage.JournalDirectory],
            made.Select(name => "/var/lib/" + name)
        );
    }

    [Fact]
    public async Task The_proxy_of_one_node_asks_where_it_listens_and_waits_for_what_it_says()
    {
        var text = Document.Read("operations.md");
        var copied = text[(text.IndexOf("\nsed -e ", StringComparison.Ordinal) + 1)..];
        copied = copied[..copied.IndexOf('>', StringComparison.Ordinal)];
        var file = await Tool.RunAsync(
            "sh",
            ["-c", copied.Replace("/opt/preference-center/", Repository.Root + "/", StringComparison.Ordinal)],
            TestContext.Current.CancellationToken
        );
        Xunit.Assert.Equal(
            [new Uri(JsonDocument.Parse(Example).RootElement.GetProperty("Urls").GetString()!).Authority],
            file.Split('\n')
                .Select(line => line.Trim())
                .Where(line => line.StartsWith("server 1", StringComparison.Ordinal))
                .Select(line => line.Split(' ')[1])
                .Distinct()
        );
        Xunit.Assert.Contains("proxy_read_timeout 10s;", file, StringComparison.Ordinal);
    }

    private static (ProgramSettings Settings, List<SettingFault> Faults) Read(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        var faults = new List<SettingFault>();
        return (
            ProgramSettings.Read(new ConfigurationBuilder().AddJsonStream(stream).Build(), development: false, faults),
            faults
        );
    }
}
