using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Xunit;

namespace PreferenceCenter.Tests.Databases;

/// <summary>
/// PostgreSQL server for the tests: created from the installed binaries in a temporary directory, on a free loopback
/// port, never as root. It is stopped and removed when the process ends.
/// </summary>
internal sealed class PostgresCluster : IDisposable
{
    private static readonly Lazy<Task<PostgresCluster>> Started = new(() => StartAsync(sync: false));
    private readonly string directory;
    private readonly string[] settings;
    private Process? server;

    private PostgresCluster(string directory, bool sync)
    {
        (this.directory, Port) = (directory, FreePort());
        settings =
        [
            "-D",
            Data,
            "-p",
            Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            $"unix_socket_directories={directory}",
            "-c",
            "max_connections=400",
            "-c",
            "shared_buffers=64MB",
            "-c",
            "log_destination=stderr",
            "-c",
            "logging_collector=off",
            // The data need not outlive the process. Only a test that ends the server itself needs its writes on disk.
            .. sync ? Array.Empty<string>() : ["-c", "fsync=off", "-c", "full_page_writes=off"],
        ];
    }

    public int Port { get; }

    /// <summary>Holds its files, and those of a test; removed with it.</summary>
    public string Home => directory;
    public string LogFile => Path.Combine(directory, "server.log");
    private string Data => Path.Combine(directory, "data");

    /// <summary>Server that all tests share; each test has databases of its own.</summary>
    public static Task<PostgresCluster> SharedAsync()
    {
        Assert.SkipUnless(
            Binaries is not null,
            "PostgreSQL is not installed: its initdb was found neither below /usr/lib/postgresql nor on the PATH."
        );
        return Started.Value;
    }

    /// <summary>
    /// Starts a separate server for a test that will end it. With <paramref name="sync"/> it keeps what it
    /// acknowledged.
    /// </summary>
    public static async Task<PostgresCluster> StartAsync(bool sync)
    {
        Assert.SkipUnless(
            Binaries is not null,
            "PostgreSQL is not installed: its initdb was found neither below /usr/lib/postgresql nor on the PATH."
        );
        var cluster = new PostgresCluster(Directory.CreateTempSubdirectory("preference-center-pg-").FullName, sync);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => cluster.Dispose();
        if (Environment.IsPrivilegedProcess)
            await RunAsync("chown", Owner, cluster.directory);
        await RunAsync(
            AsOwner("initdb", "-D", cluster.Data, "-A", "trust", "-U", "tests", "-E", "UTF8", "--locale=C", "--no-sync")
        );
        await cluster.StartServerAsync();
        await cluster.ExecuteAsync("CREATE ROLE nodes LOGIN");
        return cluster;
    }

    /// <summary>Part of the connection string of the owner of all tables, a superuser.</summary>
    public const string OwnerUser = "Username=tests;";

    /// <summary>The same of the role that nodes serve with: it may read and write rows, and nothing else.</summary>
    public const string NodesUser = "Username=nodes;";

    /// <summary>Gives that role its rights on the tables of a database.</summary>
    public const string NodesRights = """
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO nodes;
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO nodes;
        """;

    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={Port};{OwnerUser}Database={database}";

    public string NodesConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};{NodesUser}Database={database}";

    public async Task ExecuteAsync(string sql, string database = "postgres")
    {
        // Databases come and go with tests; the connection that makes and drops them stays.
        await using var connection = new NpgsqlConnection(
            $"{ConnectionString(database)};Pooling={database == "postgres"};Server Compatibility Mode=NoTypeLoading"
        );
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Dumps a database into a file while others use it.</summary>
    public Task DumpAsync(string database, string file) =>
        RunAsync(Path.Combine(Binaries!, "pg_dump"), "--format=custom", "--file", file, Uri(database));

    /// <summary>Loads what <see cref="DumpAsync"/> wrote into a new, empty database.</summary>
    public Task LoadAsync(string database, string file) =>
        RunAsync(Path.Combine(Binaries!, "pg_restore"), "--exit-on-error", "--dbname", Uri(database), file);

    private string Uri(string database) => Invariant($"postgresql://tests@127.0.0.1:{Port}/{database}");

    public async Task StartServerAsync()
    {
        var command = AsOwner("postgres", settings);
        // A shell writes the log, so no pipe has to be read.
        server = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >> \"$0\" 2>&1", LogFile, .. command])
        )!;
        for (var start = Stopwatch.GetTimestamp(); ; )
            try
            {
                await ExecuteAsync("SELECT 1");
                return;
            }
            catch (NpgsqlException)
                when (!server.HasExited && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50));
            }
    }

    /// <summary>
    /// Ends the server's processes as a power cut of its machine would, or (fast) as its operator does.
    /// </summary>
    public async Task StopServerAsync(bool immediate)
    {
        using var signal = Process.Start(
            "kill",
            [immediate ? "-QUIT" : "-INT", server!.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]
        );
        await server.WaitForExitAsync();
    }

    private static string? Binaries { get; } = FindBinaries();

    private static string? FindBinaries()
    {
        string[] installed = Directory.Exists("/usr/lib/postgresql")
            ?
            [
                .. Directory
                    .GetDirectories("/usr/lib/postgresql")
                    .OrderDescending(StringComparer.Ordinal)
                    .Select(d => Path.Combine(d, "bin")),
            ]
            : [];
        return installed
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':'))
            .FirstOrDefault(d => File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "postgres")));
    }

    // PostgreSQL refuses to run as root, so it runs as one of these users.
    private static string Owner { get; } =
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal))
            ? "postgres"
            : "nobody";

    private static string[] AsOwner(string program, params string[] arguments) =>
        [
            .. Environment.IsPrivilegedProcess
                ? ["setpriv", $"--reuid={Owner}", $"--regid={GroupOf(Owner)}", "--clear-groups"]
                : Array.Empty<string>(),
            Path.Combine(Binaries!, program),
            .. arguments,
        ];

    private static string GroupOf(string owner) =>
        File.ReadLines("/etc/passwd").First(line => line.StartsWith(owner + ":", StringComparison.Ordinal)).Split(':')[
            3
        ];

    private static async Task RunAsync(params string[] command)
    {
        using var process = Process.Start(
            new ProcessStartInfo(command[0], command[1..])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = "/",
            }
        )!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)}\n{string.Join('\n', await output)}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose()
    {
        if (server is { HasExited: false })
        {
            using var signal = Process.Start(
                "kill",
                ["-QUIT", server.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]
            );
            server.WaitForExit(TimeSpan.FromSeconds(10));
        }
        server?.Dispose();
        server = null;
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
    }
}
