using System.Diagnostics;
using Xunit;

namespace PreferenceCenter.Tests.Packages;

/// <summary>Packages of this checkout for this machine, made once by <c>scripts/package</c>.</summary>
public sealed class PackagesFixture : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("preference-center-").FullName;

    /// <summary>Whether Debian packages can be made here.</summary>
    public static bool MakesDebs { get; } = File.Exists("/usr/bin/dpkg-deb");

    /// <summary>
    /// Whether images can be made and run here: as root who may make namespaces, with buildah, and with a Debian laid out
    /// by mmdebstrap, since no registry is asked.
    /// </summary>
    public static bool MakesImages { get; } =
        MakesDebs
        && Environment.IsPrivilegedProcess
        && File.Exists("/usr/bin/buildah")
        && File.Exists("/usr/bin/mmdebstrap")
        && MakesNamespaces();

    public const string NoDebs = "dpkg-deb is not installed.";
    public const string NoImages = "No image can be made here: that takes root, namespaces, buildah and mmdebstrap.";

    internal string Image => $"localhost/preference-center:{Version}";

    /// <summary>An image of a Debian with what the Debian package depends on and nothing more.</summary>
    internal const string CleanDebian = "localhost/preference-center-base";
    internal string Version { get; private set; } = "";

    /// <summary>What the script said: a line a package, with its size.</summary>
    internal string Said { get; private set; } = "";

    /// <summary>Where the Debian package was unpacked.</summary>
    internal string Unpacked => Path.Combine(directory, "unpacked");
    internal string Program => Path.Combine(Unpacked, "opt", "preference-center");

    internal string PathOf(string pattern) => Assert.Single(Directory.GetFiles(Packages, pattern));

    internal string Packages => Path.Combine(directory, "packages");

    public async ValueTask InitializeAsync()
    {
        var cancel = TestContext.Current.CancellationToken;
        if (!MakesDebs)
            return;
        Said = await Tool.RunAsync(
            Path.Combine(Repository.Root, "scripts", "package"),
            [
                "--snapshot",
                "--quick",
                "--to",
                Packages,
                "deb",
                "sbom",
                .. MakesImages ? ["image"] : Array.Empty<string>(),
            ],
            cancel,
            new Dictionary<string, string> { ["BASE_IMAGE"] = "mmdebstrap" }
        );
        Version = Path.GetFileName(PathOf("*.cdx.json"))["preference-center-".Length..^".cdx.json".Length];
        await Tool.RunAsync("dpkg-deb", ["--extract", PathOf("*.deb"), Unpacked], cancel);
        // The settings lie in /etc, which a link beside the program names.
        File.Delete(Path.Combine(Program, "appsettings.Production.json"));
    }

    private static bool MakesNamespaces()
    {
        using var tried = Process.Start("unshare", ["--mount", "--uts", "--ipc", "--pid", "--fork", "true"]);
        tried.WaitForExit();
        return tried.ExitCode == 0;
    }

    public async ValueTask DisposeAsync()
    {
        if (Version.Length > 0 && MakesImages)
            await Tool.RunAsync("buildah", ["rmi", "--force", Image, CleanDebian], CancellationToken.None);
        Directory.Delete(directory, recursive: true);
    }
}
