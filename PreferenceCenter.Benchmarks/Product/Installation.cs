using System.Security.Cryptography;
using PreferenceCenter.Benchmarks.Databases;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Data;
using PreferenceCenter.Ledger.Log;
using PreferenceCenter.Links;

namespace PreferenceCenter.Benchmarks.Product;

/// <summary>The published program with a database of its own and all settings that a production start needs.</summary>
internal sealed class Installation
{
    private static readonly byte[] Secret = RandomNumberGenerator.GetBytes(LinkKey.SecretLength);

    private readonly string program;
    private readonly string directory;
    private readonly string keys;
    private readonly Workspace workspace;

    public Installation(Workspace workspace, string program, Place place, string? sharedKeys = null)
    {
        (this.workspace, this.program, Place, directory) = (
            workspace,
            program,
            place,
            workspace.NewDirectory("center")
        );
        keys = sharedKeys ?? Path.Combine(directory, "keys");
        Suppressions = new AddressHasher(KeyFile.LoadOrCreate(keys, AddressHasher.KeyName));
        LogSigningKeyFile.LoadOrCreate(keys, "preferences.example.org/ledger");
    }

    /// <summary>The key that the links in mail footers are signed with.</summary>
    public static LinkKey Key { get; } = new(1, Secret);
    public static string KeyText { get; } = Convert.ToBase64String(Secret);

    public Place Place { get; }

    /// <summary>The keys of the installation's suppression list.</summary>
    public AddressHasher Suppressions { get; }

    /// <summary>Additional settings that only some measures need.</summary>
    public IReadOnlyList<(string, string)> Besides { get; set; } = [];

    /// <summary>Another node: the same database and keys, with a directory of its own for the rest.</summary>
    public Installation Neighbour() => new(workspace, program, Place, keys);

    public Child Run(params IEnumerable<string> command) => Child.Start(program, command, directory, Environment(0));

    /// <summary>Starts a hidden mode of this program; these settings override the usual ones.</summary>
    public Child RunSelf(IEnumerable<(string, string)> settings, params IEnumerable<string> mode) =>
        Child.StartSelf(directory, [.. Environment(0), .. settings], mode);

    /// <summary>
    /// Runs a command with its output redirected to a file, as a shell does, so that it does not pass through this
    /// process.
    /// </summary>
    public Child RunInto(string file, params IEnumerable<string> command) =>
        Child.Start("/bin/sh", ["-c", "exec \"$@\" > \"$0\"", file, program, .. command], directory, Environment(0));

    /// <param name="browsed">For a browser on this machine; see <see cref="BrowsedArguments"/>.</param>
    public async Task<ServerProcess> ServeAsync(CancellationToken cancel, Wrapper? wrapper = null, bool browsed = false)
    {
        var port = ServerProcess.FreePort();
        string[] arguments = browsed ? [.. BrowsedArguments(port)] : [];
        var server = new ServerProcess(
            Child.Start([.. (wrapper ?? Wrapper.None).Command, program, .. arguments], directory, Environment(port)),
            port
        );
        await Readiness.WaitAsync(server, cancel);
        return server;
    }

    /// <summary>The same settings as command-line arguments, for a server in this process.</summary>
    public IEnumerable<string> Arguments(int port) =>
        Environment(port)
            .Select(e =>
                e.Item1 == "ASPNETCORE_ENVIRONMENT"
                    ? $"--environment={e.Item2}"
                    : $"--{e.Item1.Replace("__", ":", StringComparison.Ordinal)}={e.Item2}"
            );

    /// <summary>
    /// The same for a browser on this machine: a page opens its circuit from the site's own address alone, and one without
    /// TLS is for development.
    /// </summary>
    public IEnumerable<string> BrowsedArguments(int port) =>
        [
            .. Arguments(port),
            "--environment=Development",
            $"--Site:PublicUrl=http://localhost:{port}",
            "--Demo:Seed=false",
        ];

    private IEnumerable<(string, string)> Environment(int port) =>
        [
            ("ASPNETCORE_ENVIRONMENT", "Production"),
            ("Urls", $"http://127.0.0.1:{port}"),
            ("Site__PublicUrl", "https://preferences.example.org"),
            ("Site__Name", "Example"),
            ("Site__Controller", "Example Ltd"),
            ("Site__PostalAddress", "1 Example Street"),
            ("Site__PrivacyContact", "privacy@example.org"),
            ("Site__PrivacyNoticeUrl", "https://example.org/privacy"),
            ("Site__SupervisoryAuthority", "The Authority"),
            ("Storage__Directory", Path.Combine(directory, "data")),
            ("Storage__KeysDirectory", keys),
            ("Storage__JournalDirectory", Path.Combine(directory, "journal")),
            ("Database__Provider", Place.Provider.ToString()),
            ("ConnectionStrings__PreferenceCenter", Place.ConnectionString),
            // The rows of confirmation mails are written and are part of what is measured. Sending the mails belongs to
            // another measure.
            ("Mail__Transport", "Pickup"),
            ("Mail__From", "no-reply@example.org"),
            ("Mail__CoalesceFor", "01:00:00"),
            ("Links__ActiveKey", "1"),
            ("Links__Keys__1", KeyText),
            .. Besides,
        ];
}
