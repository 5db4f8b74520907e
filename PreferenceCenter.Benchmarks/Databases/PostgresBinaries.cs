namespace PreferenceCenter.Benchmarks.Databases;

/// <summary>
/// Finds the installed PostgreSQL programs and runs them as an unprivileged user, because PostgreSQL refuses to run as
/// root.
/// </summary>
internal static class PostgresBinaries
{
    // The user that PostgreSQL runs as where this process is root.
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

    /// <summary>
    /// The command prefix that runs a program as the unprivileged user. Empty where this process is not root.
    /// </summary>
    public static IReadOnlyList<string> AsOwner =>
        Environment.IsPrivilegedProcess ? ["setpriv", $"--reuid={Owner}", $"--regid={Group}", "--clear-groups"] : [];

    /// <summary>Makes a new directory beside another one, on the same disk, that the server may write to.</summary>
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
