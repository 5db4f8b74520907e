namespace PreferenceCenter.Benchmarks.Databases;

/// <summary>PostgreSQL as it is installed here, and how it is run: it refuses to be root.</summary>
internal static class PostgresBinaries
{
    // Where we are root it runs as one of these.
    private static readonly string Owner = Accounts()
        .Any(line => line.StartsWith("postgres:", StringComparison.Ordinal))
        ? "postgres"
        : "nobody";
    private static readonly string? Directory = Find();

    public static string Of(string program) =>
        Path.Combine(
            Directory
                ?? throw new InvalidOperationException(
                    "PostgreSQL is not installed: its initdb was found neither below /usr/lib/postgresql nor on the PATH."
                ),
            program
        );

    /// <summary>What a command is put behind so that it does not run as root; nothing where we are not.</summary>
    public static IReadOnlyList<string> AsOwner =>
        Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={Owner}", $"--regid={Group}", "--clear-groups"] : [];

    /// <summary>A new directory beside another one, on the same disk, that the server may write to.</summary>
    public static string NewDirectory(string beside)
    {
        var directory = System.IO.Directory.CreateDirectory(beside + "-pg").FullName;
        if (Environment.IsPrivilegedProcess)
            using (var chown = System.Diagnostics.Process.Start("chown", [Owner, directory]))
                chown.WaitForExit();
        return directory;
    }

    private static string Group =>
        Accounts().First(line => line.StartsWith(Owner + ":", StringComparison.Ordinal)).Split(':')[3];

    private static IEnumerable<string> Accounts() => File.ReadLines("/etc/passwd");

    private static string? Find()
    {
        string[] installed = System.IO.Directory.Exists("/usr/lib/postgresql")
            ?
            [
                .. System
                    .IO.Directory.GetDirectories("/usr/lib/postgresql")
                    .OrderDescending(StringComparer.Ordinal)
                    .Select(d => Path.Combine(d, "bin")),
            ]
            : [];
        return installed
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "postgres")));
    }
}
