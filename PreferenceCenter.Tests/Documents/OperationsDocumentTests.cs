using System.Text;
using Microsoft.Extensions.Configuration;
using PreferenceCenter.Domain;
using PreferenceCenter.Hosting;
using PreferenceCenter.Mail.Transport;
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
    [InlineData("\"Controller\": \"Example Ltd\",", "", "Site:Controller")]
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
