using Microsoft.Extensions.Configuration;
using PreferenceCenter.Domain;
using PreferenceCenter.Hosting;
using PreferenceCenter.Tests.Documents;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Packages;

/// <summary>Tests that the files in deploy/ around an image fit the program and each other.</summary>
public sealed class ContainerFilesTests
{
    private static string Folder => Path.Combine(Repository.Root, "deploy", "container");

    /// <summary>Settings of the container's example file.</summary>
    internal static IEnumerable<KeyValuePair<string, string?>> Settings() =>
        File.ReadLines(Path.Combine(Folder, "settings.env"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('=', 2))
            .Select(pair =>
                KeyValuePair.Create(pair[0].Replace("__", ":", StringComparison.Ordinal), (string?)pair[1])
            );

    [Fact]
    public void The_settings_of_the_example_start_a_server()
    {
        var faults = new List<SettingFault>();
        _ = ProgramSettings.Read(
            new ConfigurationBuilder().AddInMemoryCollection(Settings()).AddInMemoryCollection(OfTheImage()).Build(),
            development: false,
            faults
        );
        Assert.Empty(faults);
    }

    [Fact]
    public void The_settings_of_the_Debian_package_are_those_of_the_document_to_be_filled_in()
    {
        var form = File.ReadAllText(Path.Combine(Repository.Root, "deploy", "debian", "appsettings.Production.json"));
        Assert.Equal(KeysOf(Document.Examples("operations.md", "json")[0]), KeysOf(form));

        var faults = new List<SettingFault>();
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(form));
        _ = ProgramSettings.Read(new ConfigurationBuilder().AddJsonStream(stream).Build(), development: false, faults);
        Assert.All(faults, fault => Assert.StartsWith("is missing", fault.Message, StringComparison.Ordinal));
        Assert.Equal(["Site:PublicUrl", "Mail:From"], faults.Select(fault => fault.Key));
    }

    private static string[] KeysOf(string json)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(json));
        return [.. new ConfigurationBuilder().AddJsonStream(stream).Build().AsEnumerable().Select(pair => pair.Key)];
    }

    // A journal is known by host name and directory, and both nodes have the same network, and so the same default name.
    [Fact]
    public void Each_node_has_a_host_name_of_its_own()
    {
        var services = File.ReadAllText(Path.Combine(Folder, "compose.two-nodes.yaml")).Split("\n\n");
        foreach (var node in (string[])["node-1", "node-2"])
            Assert.Contains(
                $"    hostname: {node}\n",
                services.Single(service => service.StartsWith($"  {node}:", StringComparison.Ordinal)),
                StringComparison.Ordinal
            );
    }

    // Those of the container differ in where passwords come from.
    [Fact]
    public void The_roles_of_the_container_are_those_of_the_document() =>
        Assert.Contains(
            Document
                .Examples("postgresql.md", "sql")[0]
                .Replace(
                    "preferences_owner LOGIN PASSWORD '…'",
                    "preferences_owner LOGIN PASSWORD :'owner'",
                    StringComparison.Ordinal
                )
                .Replace(
                    "preferences LOGIN PASSWORD '…'",
                    "preferences LOGIN PASSWORD :'nodes'",
                    StringComparison.Ordinal
                ),
            File.ReadAllText(Path.Combine(Folder, "roles.sh")),
            StringComparison.Ordinal
        );

    // The image's own settings: its directories and where it listens.
    private static IEnumerable<KeyValuePair<string, string?>> OfTheImage() =>
        File.ReadAllText(Path.Combine(Folder, "Containerfile"))
            .Split([' ', '\n', '\\'], StringSplitOptions.RemoveEmptyEntries)
            .Where(word =>
                word.StartsWith("Storage__", StringComparison.Ordinal)
                || word.StartsWith("Urls=", StringComparison.Ordinal)
            )
            .Select(word => word.Split('=', 2))
            .Select(pair =>
                KeyValuePair.Create(pair[0].Replace("__", ":", StringComparison.Ordinal), (string?)pair[1])
            );
}
