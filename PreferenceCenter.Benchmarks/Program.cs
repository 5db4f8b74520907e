using System.Globalization;
using PreferenceCenter.Benchmarks.Load;
using PreferenceCenter.Benchmarks.Measures;
using PreferenceCenter.Benchmarks.Peers;
using PreferenceCenter.Benchmarks.Processes;
using PreferenceCenter.Benchmarks.Report;
using PreferenceCenter.Data;
using PreferenceCenter.Links;

namespace PreferenceCenter.Benchmarks;

/// <summary>Runs the measures, or one of the hidden modes that this program starts in processes of their own.</summary>
internal static class Program
{
    // The modes before the last are hidden: this program starts itself in them.
    public static async Task<int> Main(string[] args) =>
        args switch
        {
            ["load", var plan] => await LoadMode.RunAsync(plan),
            ["bare", var port, var key] => await BareMode.RunAsync(Number(port), Keys(key), []),
            ["bare", var port, var key, var page] => await BareMode.RunAsync(
                Number(port),
                Keys(key),
                await File.ReadAllBytesAsync(page)
            ),
            ["gate", var port, var key, var provider, var connection] => await GateMode.RunAsync(
                Number(port),
                Keys(key),
                new(Enum.Parse<DatabaseProvider>(provider), connection)
            ),
            ["addrange", var provider, var connection, var rows] => await AddRangeMode.RunAsync(
                new(Enum.Parse<DatabaseProvider>(provider), connection),
                Number(rows)
            ),
            ["sync", var file, var seconds] => SyncMode.Run(file, Number(seconds)),
            ["sink", var port] => await SinkMode.RunAsync(Number(port)),
            ["dispatch", var signer, var warm] => await DispatchMode.RunAsync(signer, Number(warm)),
            ["mint", var database, var key] => MintMode.Run(database, Keys(key)),
            _ => await MeasureAsync(args),
        };

    private static async Task<int> MeasureAsync(string[] args)
    {
        var options = Options.Parse(args);
        var measures = Measure.All.Where(m => options?.Only is not { } only || only == m.Name).ToArray();
        if (options is null || measures.Length == 0)
        {
            Bench.Say($"{Options.Usage}\nNAME is one of {string.Join(", ", Measure.All.Select(m => m.Name))}.");
            return 2;
        }

        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            interrupted.Cancel();
        };
        using var workspace = new Workspace();
        using var bench = new Bench(options, workspace);
        var rows = new List<Row>();
        foreach (var measure in measures)
            rows.AddRange(await TryAsync(measure, bench, interrupted.Token));
        Table.Write(Console.Out, rows);
        if (options.Json is { } json)
        {
            await using var file = File.Create(json);
            RowsJson.Write(file, rows);
        }
        return 0;
    }

    // The boundary of a measure: one that fails must not stop the others.
    private static async Task<IReadOnlyList<Row>> TryAsync(Measure measure, Bench bench, CancellationToken cancel)
    {
        Bench.Say(measure.Name);
        try
        {
            return await measure.RunAsync(bench, cancel);
        }
#pragma warning disable CA1031
        catch (Exception reason)
#pragma warning restore CA1031
        {
            Bench.Say($"{measure.Name} failed: {reason.Message}");
            return [new Row(measure.Name, double.NaN, "failed")];
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static LinkKeys Keys(string key) => new([new LinkKey(1, Convert.FromBase64String(key))], 1);
}
