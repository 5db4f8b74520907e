using System.Diagnostics;
using System.Globalization;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Product;
using PreferenceCenter.Benchmarks.Report;

namespace PreferenceCenter.Benchmarks.Measures;

/// <summary>
/// Measures the packages for this machine: their sizes, and the time from the start of the image with a new database
/// until it is ready. It takes root, buildah and mmdebstrap.
/// </summary>
internal sealed class PackagesMeasure : Measure
{
    private static readonly Floor Archive = Floor.AtMost(70),
        Image = Floor.AtMost(220),
        Ready = Floor.AtMost(2);

    public override string Name => "packages";

    public override async Task<IReadOnlyList<Row>> RunAsync(Bench bench, CancellationToken cancel)
    {
        var target = bench.Workspace.NewFile("packages");
        Bench.Say("packaging …");
        await ToolAsync(
            bench,
            [Path.Combine(Publisher.Root, "scripts", "package"), "--snapshot", "--to", target, "archive", "image"],
            [("BASE_IMAGE", "mmdebstrap")],
            cancel
        );
        var image = Directory.GetFiles(target, "*-image.tar").Single();
        var version = Path.GetFileName(image)["preference-center-".Length..^"-image.tar".Length];
        var starts = new List<double>();
        for (var i = 0; i < 5; i++)
            starts.Add(await StartAsync(bench, $"localhost/preference-center:{version}", cancel));
        await ToolAsync(
            bench,
            ["buildah", "rmi", "--force", $"localhost/preference-center:{version}", "localhost/preference-center-base"],
            [],
            cancel
        );
        Bench.Say($"  start to ready: {string.Join(", ", starts.Select(Figure.Text))} s");
        return
        [
            new Row("archive for this processor, packed", Megabytes(Archive64(target)), "MB", Floor: Archive),
            new Row("container image", Megabytes(image), "MB", Floor: Image),
            new Row("container image: start to ready, new database", Median.Of(starts), "s", Floor: Ready),
        ];
    }

    private static string Archive64(string target) => Directory.GetFiles(target, "*-linux-x64.tar.xz").Single();

    private static double Megabytes(string file) => new FileInfo(file).Length / 1e6;

    private static async Task<double> StartAsync(Bench bench, string image, CancellationToken cancel)
    {
        var container = (await ToolAsync(bench, ["buildah", "from", "--pull-never", image], [], cancel)).Trim();
        try
        {
            var port = ServerProcess.FreePort();
            var clock = Stopwatch.StartNew();
            using var server = new ServerProcess(
                Child.Start(
                    [
                        "buildah",
                        "run",
                        "--isolation",
                        "chroot",
                        container,
                        "--",
                        "/opt/preference-center/PreferenceCenter",
                        .. await SettingsAsync(cancel),
                        $"--Urls=http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}",
                    ],
                    bench.Workspace.Directory,
                    []
                ),
                port
            );
            await Readiness.WaitAsync(server, cancel);
            var taken = clock.Elapsed.TotalSeconds;
            // Killed, buildah would leave what it runs behind; asked to stop, it ends that too.
            server.Child.Signal("TERM");
            await server.Child.WaitAsync(cancel);
            return taken;
        }
        finally
        {
            await ToolAsync(bench, ["buildah", "rm", container], [], CancellationToken.None);
        }
    }

    private static async Task<IEnumerable<string>> SettingsAsync(CancellationToken cancel) =>
        from line in await File.ReadAllLinesAsync(
            Path.Combine(Publisher.Root, "deploy", "container", "settings.env"),
            cancel
        )
        where line.Length > 0 && line[0] != '#'
        select $"--{line.Replace("__", ":", StringComparison.Ordinal)}";

    private static async Task<string> ToolAsync(
        Bench bench,
        string[] command,
        IEnumerable<(string Key, string Value)> environment,
        CancellationToken cancel
    )
    {
        using var tool = Child.Start(command, bench.Workspace.Directory, environment);
        return await tool.FinishAsync(cancel);
    }
}
