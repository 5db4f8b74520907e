using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using PreferenceCenter.Tests.Http;
using Xunit;
using Assert = Xunit.Assert;

namespace PreferenceCenter.Tests.Packages;

/// <summary>
/// Tests what operators are given: packages are made, installed into a Debian that has nothing else, and served from.
/// </summary>
public sealed class PackageTests(PackagesFixture packages) : IClassFixture<PackagesFixture>
{
    private const string User = "preference-center";
    private const string Program = "/opt/preference-center/PreferenceCenter";
    private const string Data = "/var/lib/preference-center";
    private const string SettingsFile = "/etc/preference-center/appsettings.Production.json";
    private static readonly string[] Directories = [Data, Data + "-keys", Data + "-journal"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("*.deb")]
    [InlineData("*-image.tar")]
    public async Task It_is_made_and_its_checksum_holds(string pattern)
    {
        if (pattern == "*.deb")
            SkipWithoutDebs();
        else
            SkipWithoutImages();
        TestContext.Current.TestOutputHelper?.WriteLine(packages.Said);
        var file = Path.GetFileName(packages.PathOf(pattern));
        var told = await Tool.RunAsync(
            "sh",
            ["-c", $"cd '{packages.Packages}' && sha256sum --check SHA256SUMS"],
            Cancel
        );
        Assert.Contains($"{file}: OK", told, StringComparison.Ordinal);
        Assert.Contains(file, packages.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_files_serve_from_where_they_were_unpacked()
    {
        SkipWithoutDebs();
        var home = Directory.CreateTempSubdirectory("preference-center-").FullName;
        await using var server = await ServingProcess.StartAsync(
            Path.Combine(packages.Program, "PreferenceCenter"),
            home,
            Cancel
        );
        await AssertServesAsync(server.Address);
    }

    [Fact]
    public async Task A_package_serves_where_nothing_else_is_installed()
    {
        SkipWithoutImages();
        await using var container = await Container.OfAsync(PackagesFixture.CleanDebian, Cancel);
        await InstallAsync(container);
        var empty = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            container.RunAsAsync(User, Cancel, "preference-center", "serve")
        );
        Assert.Contains("Site:PublicUrl is missing", empty.Message, StringComparison.Ordinal);
        await FillInAsync(container);
        var address = FreeAddress();
        await container.ServeAsync(address, User, [Program, $"--Urls={address}"], Cancel);
        await AssertServesAsync(address);
    }

    private async Task FillInAsync(Container container)
    {
        var filled = Path.Combine(packages.Packages, "filled.json");
        await File.WriteAllTextAsync(filled, Documents.Document.Examples("operations.md", "json")[0], Cancel);
        await container.CopyAsync(filled, "/filled.json", Cancel);
        await container.RunAsync(Cancel, "sh", "-c", $"cat /filled.json >{SettingsFile}");
        File.Delete(filled);
    }

    private async Task InstallAsync(Container container)
    {
        var file = packages.PathOf("*.deb");
        await container.CopyAsync(file, "/package.deb", Cancel);
        await container.RunAsync(Cancel, "dpkg", "--install", "/package.deb");
    }

    [Fact]
    public async Task An_installed_package_keeps_settings_and_data_when_it_is_updated_removed_and_purged()
    {
        SkipWithoutImages();
        const string settings = SettingsFile;
        await using var container = await Container.OfAsync(PackagesFixture.CleanDebian, Cancel);
        await InstallAsync(container);
        string[] expected =
        [
            .. Directories.Select(d => $"700 preference-center preference-center {d}"),
            $"640 root preference-center {settings}",
        ];
        Assert.Equal(expected, await ModesAsync(container, [.. Directories, settings]));
        foreach (var name in (string[])["preference-center", "PreferenceCenter"])
        {
            Assert.StartsWith(
                packages.Version,
                await container.RunAsAsync(User, Cancel, name, "--version"),
                StringComparison.Ordinal
            );
            Assert.Contains(
                $" {name}",
                await container.RunAsync(Cancel, "cat", $"/usr/share/bash-completion/completions/{name}"),
                StringComparison.Ordinal
            );
        }
        // Of a file that dpkg looks after it would ask, and an update that nobody watches would end there.
        Assert.Equal(
            "",
            (await container.RunAsync(Cancel, "dpkg-query", "-W", "-f", "${Conffiles}", "preference-center")).Trim()
        );

        await FillInAsync(container);
        await container.RunAsync(
            Cancel,
            "sh",
            "-c",
            $"sed -i s/Dublin/Lisbon/ {settings}; touch {string.Join(' ', Directories.Select(d => d + "/kept"))}"
        );
        await InstallAsync(container);
        Assert.Contains("Lisbon", await container.RunAsync(Cancel, "cat", settings), StringComparison.Ordinal);
        Assert.Equal(expected, await ModesAsync(container, [.. Directories, settings]));

        await container.RunAsync(Cancel, "dpkg", "--purge", "preference-center");
        await container.RunAsync(Cancel, ["ls", .. Directories.Select(d => d + "/kept")]);
        await container.RunAsync(Cancel, "test", "!", "-e", Program);
        await container.RunAsync(Cancel, "test", "!", "-e", "/etc/preference-center");
    }

    private static async Task<string[]> ModesAsync(Container container, string[] paths) =>
        (await container.RunAsync(Cancel, ["stat", "-c", "%a %U %G %n", .. paths])).Trim().Split('\n');

    [Fact]
    public async Task An_image_runs_as_nobody_in_particular_and_can_tell_its_health()
    {
        SkipWithoutImages();
        var config = JsonDocument
            .Parse(await Tool.RunAsync("buildah", ["inspect", "--type", "image", packages.Image], Cancel))
            .RootElement.GetProperty("Docker")
            .GetProperty("config");
        Assert.Equal("10001:10001", config.GetProperty("User").GetString());
        Assert.Equal("SIGTERM", config.GetProperty("StopSignal").GetString());
        Assert.Equal(Directories.Order(), config.GetProperty("Volumes").EnumerateObject().Select(v => v.Name).Order());
        var check = config
            .GetProperty("Healthcheck")
            .GetProperty("Test")
            .EnumerateArray()
            .Select(t => t.GetString()!)
            .ToArray();
        var address = FreeAddress();
        string[] asked =
        [
            .. check[1..^1],
            check[^1].Replace("http://127.0.0.1:8080/", address.ToString(), StringComparison.Ordinal),
        ];

        await using var container = await Container.OfAsync(packages.Image, Cancel);
        await Assert.ThrowsAsync<InvalidOperationException>(() => container.RunAsync(Cancel, asked));
        await container.ServeAsync(
            address,
            null,
            [Program, $"--Urls={address}", .. ContainerFilesTests.Settings().Select(s => $"--{s.Key}={s.Value}")],
            Cancel
        );
        await container.RunAsync(Cancel, asked);
        await AssertServesAsync(address);
    }

    [Fact]
    public void Nothing_that_is_shipped_refers_to_what_is_not()
    {
        SkipWithoutDebs();
        var (seen, ahead, missing) = (
            new HashSet<string>(),
            new Queue<string>(["PreferenceCenter"]),
            new List<string>()
        );
        while (ahead.TryDequeue(out var name))
        {
            var file = Path.Combine(packages.Program, name + ".dll");
            if (!File.Exists(file))
            {
                missing.Add(name);
                continue;
            }
            foreach (var reference in ReferencesOf(file).Where(seen.Add))
                ahead.Enqueue(reference);
        }
        // QRCoder draws bitmaps with it, which nothing here asks for.
        Assert.Equal(["System.Drawing.Common"], missing);
        Assert.True(seen.Count > 100, $"{seen.Count} assemblies were found.");
    }

    private static IEnumerable<string> ReferencesOf(string file)
    {
        using var reader = new PEReader(File.OpenRead(file));
        var metadata = reader.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name))];
    }

    [Fact]
    public void The_bill_of_materials_names_every_package_inside()
    {
        SkipWithoutDebs();
        var named = JsonDocument
            .Parse(File.ReadAllText(packages.PathOf("*.cdx.json")))
            .RootElement.GetProperty("components")
            .EnumerateArray()
            .Select(c => $"{c.GetProperty("name").GetString()}/{c.GetProperty("version").GetString()}")
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        var inside = JsonDocument
            .Parse(File.ReadAllText(Path.Combine(packages.Program, "PreferenceCenter.deps.json")))
            .RootElement.GetProperty("libraries")
            .EnumerateObject()
            .Where(l => l.Value.GetProperty("type").GetString() == "package")
            .Select(l => l.Name)
            .ToArray();
        Assert.NotEmpty(inside);
        Assert.Empty(inside.Except(named, StringComparer.OrdinalIgnoreCase));
    }

    private static Uri FreeAddress() => new($"http://127.0.0.1:{ServingProcess.FreePort()}");

    private static async Task AssertServesAsync(Uri address)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        Assert.Contains(
            "<html",
            await http.GetStringAsync(new Uri(address, "/help"), Cancel),
            StringComparison.Ordinal
        );
    }

    private static void SkipWithoutDebs() => Assert.SkipUnless(PackagesFixture.MakesDebs, PackagesFixture.NoDebs);

    private static void SkipWithoutImages() => Assert.SkipUnless(PackagesFixture.MakesImages, PackagesFixture.NoImages);
}
