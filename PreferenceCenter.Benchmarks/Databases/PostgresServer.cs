using System.Diagnostics;
using System.Globalization;
using Npgsql;
using PreferenceCenter.Benchmarks.Processes;

namespace PreferenceCenter.Benchmarks.Databases;

/// <summary>
/// A PostgreSQL server for the benchmarks, on a free port of this machine and on the same disk as all other data. It is
/// as durable as in production: every commit is synced and pages are written whole. Only memory, the number of
/// connections, the sync method and the distance of checkpoints are set for the benchmarks.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    private const string User = "bench";
    private readonly string directory;
    private readonly int port = ServerProcess.FreePort();
    private Child? child;

    private PostgresServer(string directory) => this.directory = directory;

    private string Data => Path.Combine(directory, "data");

    /// <summary>The processor time of all its processes together.</summary>
    public MeasuredProgram Part => new("PostgreSQL", () => child?.Processor ?? TimeSpan.Zero);

    public static async Task<PostgresServer> StartAsync(Workspace workspace, CancellationToken cancel)
    {
        var server = new PostgresServer(PostgresBinaries.NewDirectory(beside: workspace.Directory));
        using (
            var init = Child.Start(
                [
                    .. PostgresBinaries.AsOwner,
                    PostgresBinaries.Of("initdb"),
                    "-D",
                    server.Data,
                    "-A",
                    "trust",
                    "-U",
                    User,
                    "-E",
                    "UTF8",
                    "--locale=C",
                ],
                "/",
                []
            )
        )
            await init.FinishAsync(cancel);
        await server.StartAsync(Wrapper.None, cancel);
        return server;
    }

    public string ConnectionString(string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port};Username={User};Database={database}");

    public async Task ExecuteAsync(string sql, CancellationToken cancel, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(
            $"{ConnectionString(database)};Pooling=false;Command Timeout=0"
        );
        await connection.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task StartAsync(Wrapper wrapper, CancellationToken cancel)
    {
        child = Child.Start(
            [.. PostgresBinaries.AsOwner, .. wrapper.Command, PostgresBinaries.Of("postgres"), .. Settings],
            "/",
            []
        );
        while (!await AcceptsAsync(cancel))
        {
            if (child.HasExited)
                throw new InvalidOperationException($"PostgreSQL ended at its start: {child.Errors}");
            await Task.Delay(10, cancel);
        }
    }

    private IEnumerable<string> Settings =>
        [
            "-D",
            Data,
            "-p",
            port.ToString(CultureInfo.InvariantCulture),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            $"unix_socket_directories={directory}",
            "-c",
            "fsync=on",
            "-c",
            "synchronous_commit=on",
            "-c",
            "full_page_writes=on",
            "-c",
            "wal_sync_method=fdatasync",
            "-c",
            "shared_buffers=512MB",
            "-c",
            "max_wal_size=4GB",
            "-c",
            "max_connections=400",
        ];

    private async Task<bool> AcceptsAsync(CancellationToken cancel)
    {
        using var ready = Process.Start(
            PostgresBinaries.Of("pg_isready"),
            ["-q", "-h", "127.0.0.1", "-p", port.ToString(CultureInfo.InvariantCulture)]
        );
        await ready.WaitForExitAsync(cancel);
        return ready.ExitCode == 0;
    }

    /// <summary>
    /// Stops the server in an orderly way, or immediately like a power cut: then it must recover at its next start.
    /// </summary>
    public async Task StopAsync(bool immediate, CancellationToken cancel)
    {
        Signal(immediate ? "-QUIT" : "-INT");
        await child!.WaitAsync(cancel);
        child.Dispose();
        child = null;
    }

    public async Task RestartAsync(Wrapper wrapper, CancellationToken cancel)
    {
        await StopAsync(immediate: false, cancel);
        await StartAsync(wrapper, cancel);
    }

    // Signals the server process itself, even if it was started by a wrapper.
    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, File.ReadLines(Path.Combine(Data, "postmaster.pid")).First()]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (child is { HasExited: false })
        {
            Signal("-QUIT");
            child.WaitFor(TimeSpan.FromSeconds(10));
        }
        child?.Dispose();
        Directory.Delete(directory, recursive: true);
    }
}
